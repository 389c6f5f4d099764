import { VERBS, type Verb } from "../verbs"

/**
 * May this call be sent again?
 *
 * - `now`: yes, it cannot act twice
 * - `after-query`: only once a read from XPay has shown that it was not executed, and only with the same
 *   `Idempotency-Key` (how long XPay remembers keys is not documented, so the key alone is not enough)
 * - `never`: it is over, or it could move money twice; a new try is a new attempt with a new order id
 */
export type Resend = "now" | "after-query" | "never"

/** The input of {@link mayResend}; every `Outcome` is one. */
export interface Ending {
  readonly kind: "done" | "refused" | "unreachable" | "unknown"
  readonly error?: { readonly status?: number }
}

/** Statuses that guarantee that the request was not processed: too early, too many. */
const TURNED_AWAY: readonly (number | undefined)[] = [425, 429]

/**
 * Decides from the verb and its outcome; pure. The client itself only repeats reads; everything else is the
 * caller's decision, because the caller holds the record of the request.
 */
export function mayResend(verb: Verb, ending: Ending): Resend {
  switch (ending.kind) {
    case "done":
      return "never"
    case "refused":
      return TURNED_AWAY.includes(ending.error?.status) ? "now" : "never"
    case "unreachable":
      return "now"
    case "unknown":
      return whenInDoubt(verb)
  }
}

function whenInDoubt(verb: Verb): Resend {
  switch (VERBS[verb].repetition) {
    case "read":
      return "now"
    case "keyed":
      return "after-query"
    case "once":
      return "never"
  }
}

const FIRST_PAUSE_MS = 150
const GROWTH = 3

/** Pause before repeating a read: 75 to 150 ms, then 225 to 450 ms; `chance` is a random number from 0 to 1. */
export function pauseBefore(repeat: number, chance: number): number {
  const longest = FIRST_PAUSE_MS * GROWTH ** (repeat - 1)
  return longest * (0.5 + chance / 2)
}
