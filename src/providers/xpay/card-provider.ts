import type { InitiatePaymentInput, InitiatePaymentOutput } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { XPayProvider } from "./provider"

/** Cards, server to server: the shopper's card comes through the card route and is authorized in the completion. */
export class XPayCardProvider extends XPayProvider {
  static override identifier = "xpay"
  protected override readonly way = "card"

  /** @throws MedusaError in production without the merchant's word on its SAQ D. */
  override initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const { environment, saqDVerifiedByNexi } = this.engine.terminal.settings
    if (environment === "production" && !saqDVerifiedByNexi) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "Cards cannot be taken here yet: in production Nexi must have verified the merchant's PCI DSS SAQ D. When it has, set the option `saqDVerifiedByNexi: true`. Until then use XPay's hosted page."
      )
    }
    return super.initiatePayment(input)
  }
}
