import { toast } from "@medusajs/ui"
import { hasAnswer, isUnconfirmed, messageOf } from "./message-of"
import type { Texts } from "../i18n/en"

/**
 * Says that something that moves money, or changes a link, was not completed, or that nothing confirms how it ended.
 *
 * @returns whether it is not confirmed: it may have been done
 */
export function tellFailure(error: unknown, texts: Texts["move"]): boolean {
  const unconfirmed = isUnconfirmed(error)
  if (unconfirmed) {
    toast.warning(texts.unconfirmed, { description: hasAnswer(error) ? messageOf(error) : texts.noAnswer })
  } else {
    toast.error(texts.failed, { description: messageOf(error) })
  }
  return unconfirmed
}
