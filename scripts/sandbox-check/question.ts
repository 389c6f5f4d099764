import type { Walk } from "./bank-page"
import type { Conversation } from "./conversation"

/** What XPay answered, by what was tried. */
export type Facts = Readonly<Record<string, string>>

/** What a question has to work with. */
export interface Asking {
  readonly xpay: Conversation
  /** Makes an order id that nobody has used, of so many characters. */
  readonly newOrderId: (length?: number) => string
  /** Undefined: nobody is there to open the bank's page. */
  readonly walk: Walk | undefined
  readonly keys: { readonly implicit: string | undefined; readonly plugin: string | undefined }
  /**
   * Makes an authorization of €1 and remembers to let it go; undefined when the terminal takes no telephone order, which
   * is the only way without a browser.
   */
  readonly authorise: (captureType?: "EXPLICIT" | "IMPLICIT") => Promise<Authorised | undefined>
}

export interface Authorised {
  readonly orderId: string
  readonly operationId: string
}

/** An open question of the documents. */
export interface Question {
  readonly title: string
  /** Undefined: it could not be asked here; see `needs`. */
  ask(asking: Asking): Promise<Facts | undefined>
  /** What would be needed to ask it. */
  readonly needs: string
}

/** Questions that no terminal can be asked from a desk. */
export const NOT_ASKED: readonly { readonly title: string; readonly needs: string }[] = [
  {
    title: "How often a notification is repeated, and what counts as received",
    needs: "a public https address that XPay can reach, and days of patience",
  },
  { title: "How long an Idempotency-Key is remembered", needs: "asking again after hours and days" },
  { title: "Capture of an authorization that has lapsed", needs: "asking again after five days" },
  { title: "HTTP status of rate limiting", needs: "a flood of calls, which a test area must be spared" },
  { title: "Apple Pay's direct call", needs: "an Apple merchant id" },
  { title: "Zone of times in summer", needs: "a run in summer: see the offset under operation times" },
]
