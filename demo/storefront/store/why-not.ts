import { XPayError } from "../../../src/storefront"
import type { Texts } from "../texts/it"
import { StoreProblem } from "./store-client"

/** The message for a page or step that failed. */
export function whyNot(texts: Texts, error: unknown): string {
  const isAway = (error instanceof StoreProblem || error instanceof XPayError) && error.status === 0
  return !isAway ? texts.unexpected : navigator.onLine ? texts.troubleReaching : texts.offline
}
