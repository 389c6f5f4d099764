import type { CardField } from "./card/inspect-card"

/** A field of the card form that the server refused. */
export interface FieldError {
  readonly field: CardField
  /** `missing`, `invalid` or `expired`. */
  readonly code: string
  /** For the shopper, in the client's language. */
  readonly message: string
}

/**
 * Why the shop's server did not take a request. Never holds what the shopper typed.
 *
 * A declined card is not an error: it is a payment with the status `declined`.
 */
export class XPayError extends Error {
  override readonly name = "XPayError"

  constructor(
    /**
     * For programs. From the server (`invalid_card`, `cart_changed`, `too_many_tries`, `session_not_found`, …), or
     * `unreachable` (no answer came: the request may have arrived) or `unexpected` (an answer that is not the store
     * API's).
     */
    readonly code: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    message: string,
    /** What is wrong with the card, by field; with `invalid_card` only. */
    readonly fields: readonly FieldError[] = []
  ) {
    super(message)
  }
}
