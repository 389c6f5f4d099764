import type { CardField } from "./card/inspect-card"

/** A field of the card form that the server refused. */
export interface FieldError {
  readonly field: CardField
  /** `missing`, `invalid` or `expired`. */
  readonly code: string
  /** For the shopper, in the client's language. */
  readonly message: string
}

/** Codes that a storefront may want to handle individually. A newer server may send others. */
export type XPayErrorCode =
  /** No response: the request may have arrived. Trying again is safe. */
  | "unreachable"
  /** The response is not from the store API. Trying again is safe. */
  | "unexpected"
  /** See {@link XPayError.fields}. */
  | "invalid_card"
  /** The cart's total no longer matches the session's: open a new session. */
  | "cart_changed"
  | "cart_completed"
  /** An order of this cart is being placed right now: wait, and query the payment. */
  | "in_progress"
  | "cart_not_found"
  /** No such session for this cart, e.g. because Medusa deleted it when the cart changed: open a new one. */
  | "session_not_found"
  /** No payment was attempted on this session yet. */
  | "payment_not_found"
  | "method_not_possible"
  /** The shop does not offer the method for this cart: list the methods again. */
  | "method_not_offered"
  /** By the shop's own rules: offer another method. */
  | "refused_by_shop"
  /** The shop's own rules did not answer: offer to try again, or another method. */
  | "risk_not_assessed"
  /** The cart is free: order it without a payment. */
  | "nothing_due"
  | "too_many_tries"
  | "return_url_not_allowed"
  /** Saved cards require a signed-in customer: send the authorization in the client's `headers`. */
  | "not_signed_in"
  /** The same for a card to be saved. */
  | "sign_in_to_save"
  /** The cart still belongs to a guest: transfer it to the customer with Medusa's `POST /store/carts/{id}/customer`. */
  | "cart_of_guest"
  | "saved_card_not_found"
  | "saved_card_not_usable"
  | (string & {})

/**
 * A request that the shop's server refused. Never contains data typed by the shopper.
 *
 * A declined card is not an error: it is a payment with the status `declined`.
 */
export class XPayError extends Error {
  override readonly name = "XPayError"

  constructor(
    /** For programs. */
    readonly code: XPayErrorCode,
    /** HTTP status; 0 if there was no response. */
    readonly status: number,
    /** For the shopper, in the client's language. */
    message: string,
    /** The card errors by field; only with `invalid_card`. */
    readonly fields: readonly FieldError[] = [],
    /** For the developer: the server's message. */
    readonly detail?: string
  ) {
    super(message)
  }
}
