import type { CardField } from "../domain/card"
import type { RefusalCode } from "../domain/refusal-codes"

/**
 * A refused request, with a message for the caller. Its HTTP status is defined in `api/responses/refusal-status.ts`,
 * its Medusa error in `medusa/refusal-error.ts`.
 */
export class PaymentRefusal extends Error {
  override readonly name = "PaymentRefusal"

  constructor(
    /** For programs. */
    readonly code: RefusalCode,
    /** For the shopper, the clerk or the storefront's developer. Never repeats the input. */
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
