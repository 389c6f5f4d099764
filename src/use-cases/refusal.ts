import type { CardField } from "../domain/card"

/** Why a request to pay cannot be served, ready to be told to the browser. */
export class PaymentRefusal extends Error {
  override readonly name = "PaymentRefusal"

  constructor(
    /** HTTP status. */
    readonly status: 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503,
    /** For programs. */
    readonly code: string,
    /** For the shopper or the storefront's developer. Never repeats what was sent. */
    message: string,
    readonly fields?: readonly {
      readonly field: CardField
      readonly code: string
      readonly message: string
    }[]
  ) {
    super(message)
  }
}
