import type { CardField } from "../domain/card"
import type { RefusalCode } from "../domain/refusal-codes"

/**
 * Why something that was asked for is not done, ready to be told to whoever asked. What HTTP makes of a code is in
 * `api/responses/refusal-status.ts`, what Medusa makes of it in `medusa/refusal-error.ts`.
 */
export class PaymentRefusal extends Error {
  override readonly name = "PaymentRefusal"

  constructor(
    /** For programs. */
    readonly code: RefusalCode,
    /** For the shopper, the clerk or the storefront's developer. Never repeats what was sent. */
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
