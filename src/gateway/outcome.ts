import type { OutcomeUnknown, Rejected, Unreachable } from "./errors"

/**
 * How a call to XPay ended. Doubt is a value: verbs never throw for these.
 *
 * `done` means that XPay carried the call out and its answer was understood. **A declined payment is `done`**: XPay
 * answers HTTP 200 with a negative `operation.result`, and what that means for the money is the domain's to say.
 */
export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T; readonly correlationId: string; readonly cid?: string }
  /** XPay said no (4xx). */
  | { readonly kind: "refused"; readonly error: Rejected }
  /** Nothing was sent. */
  | { readonly kind: "unreachable"; readonly error: Unreachable }
  /** It may have been done: time-out, reset, 5xx, redirect, an answer that cannot be read. */
  | { readonly kind: "unknown"; readonly error: OutcomeUnknown }
