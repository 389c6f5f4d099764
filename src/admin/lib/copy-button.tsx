import { Copy } from "@medusajs/ui"
import { useTexts } from "./use-texts"

/** Copies a text. `what` names it for screen readers. */
export function CopyButton({ content, what }: { content: string; what: string }) {
  const texts = useTexts()
  return <Copy content={content} variant="mini" aria-label={texts.copy(what)} />
}
