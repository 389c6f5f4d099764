import type { InitiatePaymentInput, InitiatePaymentOutput } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { isBehindTheDesk } from "../../engine/staff-only"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { XPayProvider } from "./provider"

/** What only the dashboard may start: a shopper who reached it would be round 3-D Secure. */
abstract class XPayDeskProvider extends XPayProvider {
  /** @throws MedusaError NOT_ALLOWED for whoever does not come from the desk. */
  override initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    if (!isBehindTheDesk()) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "This way to pay is for the shop's staff: it is started from the order in the dashboard, not by a payment session."
      )
    }
    return super.initiatePayment(input)
  }
}

/** Cards read out on the telephone or written in a letter. */
export class XPayMotoProvider extends XPayDeskProvider {
  static override identifier = "xpay-moto"
  protected override readonly way: AttemptRecord["way"] = "moto"
}

/** Payment links, which the shop sends to the customer. */
export class XPayLinkProvider extends XPayDeskProvider {
  static override identifier = "xpay-link"
  protected override readonly way: AttemptRecord["way"] = "link"
}
