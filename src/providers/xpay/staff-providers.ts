import type { InitiatePaymentInput, InitiatePaymentOutput } from "@medusajs/framework/types"
import { isStaffOnly } from "../../engine/staff-only"
import { refusalError } from "../../medusa/refusal-error"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { XPayProvider } from "./provider"

/** Payments that only the dashboard may start: a shopper who could start one would bypass 3-D Secure. */
abstract class XPayStaffProvider extends XPayProvider {
  /** @throws MedusaError unless staff started it. */
  override initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    if (!isStaffOnly()) {
      throw refusalError(
        "staff_only",
        "This payment method is for the shop's staff: it is started from the order in the dashboard, not by a payment session."
      )
    }
    return super.initiatePayment(input)
  }
}

/** Cards given by phone or mail (MOTO). */
export class XPayMotoProvider extends XPayStaffProvider {
  static override identifier = "xpay-moto"
  protected override readonly channel: AttemptRecord["channel"] = "moto"
}

/** Payment links, which the shop sends to the customer. */
export class XPayLinkProvider extends XPayStaffProvider {
  static override identifier = "xpay-link"
  protected override readonly channel: AttemptRecord["channel"] = "link"
}
