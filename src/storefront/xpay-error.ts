import type { CardField } from "./card/inspect-card"

/** A field of the card form that the server refused. */
export interface FieldError {
  readonly field: CardField
  /** `missing`, `invalid` or `expired`. */
  readonly code: string
  /** For the shopper, in the client's language. */
  readonly message: string
}

/** Codes that a storefront may want to treat each in its own way. A newer server may send others. */
export type XPayErrorCode =
  /** No answer came: the request may have arrived. Trying again is safe. */
  | "unreachable"
  /** An answer that is not the store API's. Trying again is safe. */
  | "unexpected"
  /** See {@link XPayError.fields}. */
  | "invalid_card"
  /** The cart's total is not the session's any more: open a new session. */
  | "cart_changed"
  | "cart_completed"
  /** An order of this cart is being made at this moment: wait, and ask how the payment stands. */
  | "in_progress"
  | "cart_not_found"
  /** No such session for this cart, e.g. because Medusa deleted it when the cart changed: open a new one. */
  | "session_not_found"
  /** Nothing was paid on this session yet. */
  | "payment_not_found"
  | "method_not_possible"
  /** The cart costs nothing: order it without a payment. */
  | "nothing_due"
  | "too_many_tries"
  | "return_url_not_allowed"
  /** Saved cards are for signed-in customers: send their authorization in the client's `headers`. */
  | "not_signed_in"
  /** The same for a card that is to be kept. */
  | "sign_in_to_save"
  /** The cart is still the guest's: transfer it to the customer by Medusa's `POST /store/carts/{id}/customer`. */
  | "cart_of_guest"
  | "saved_card_not_found"
  | "saved_card_not_usable"
  | (string & {})

/**
 * Why the shop's server did not take a request. Never holds what the shopper typed.
 *
 * A declined card is not an error: it is a payment with the status `declined`.
 */
export class XPayError extends Error {
  override readonly name = "XPayError"

  constructor(
    /** For programs. */
    readonly code: XPayErrorCode,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** For the shopper, in the client's language. */
    message: string,
    /** What is wrong with the card, by field; with `invalid_card` only. */
    readonly fields: readonly FieldError[] = [],
    /** For the developer: what the server said. */
    readonly detail?: string
  ) {
    super(message)
  }
}
