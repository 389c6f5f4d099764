import { Button } from "@medusajs/ui"
import { useTexts } from "../lib/use-texts"

/** Shown in place of a list that could not be loaded. */
export function LoadFailed({ retry }: { retry: () => unknown }) {
  const texts = useTexts()
  return (
    <div role="alert" className="txt-small flex items-center gap-4 px-6 py-8">
      {texts.loadFailed}
      <Button size="small" variant="secondary" onClick={() => void retry()}>
        {texts.retry}
      </Button>
    </div>
  )
}
