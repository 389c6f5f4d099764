import type { OutcomeUnknown, Rejected, Unreachable } from "./errors"

/**
 * How a call to XPay ended. Doubt is a value: verbs never throw for these.
 *
 * `done` means that XPay executed the call and its response was understood. **A declined payment is `done`**:
 * XPay responds with HTTP 200 and a negative `operation.result`; the domain decides what that means for the
 * money.
 */
export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T; readonly correlationId: string; readonly cid?: string }
  /** XPay refused the call (4xx). */
  | { readonly kind: "refused"; readonly error: Rejected }
  /** Nothing was sent. */
  | { readonly kind: "unreachable"; readonly error: Unreachable }
  /** The call may have been executed: time-out, reset, 5xx, redirect, unreadable response. */
  | { readonly kind: "unknown"; readonly error: OutcomeUnknown }
