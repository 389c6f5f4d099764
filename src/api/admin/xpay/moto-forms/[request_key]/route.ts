import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { staffText } from "../../../../../texts/staff-messages"
import { phonePaymentView } from "../../../../../use-cases/staff/views/moto-result"
import { PaymentRefusal } from "../../../../../use-cases/refusal"
import { findPhonePayment } from "../../../../../use-cases/staff/take-moto-payment"
import { withRefusals } from "../../../../responses/answer-refusal"
import { localeOf } from "../../../../requests/staff"
import { languageOf } from "../../../../requests/language-of"

/** What became of the charge of a form: as the answer to the charge itself. XPay is asked while it is not known. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const attempt = await findPhonePayment(req.scope, req.params["request_key"] ?? "")
    if (attempt === undefined) {
      throw new PaymentRefusal(404, "payment_not_found", staffText("payment_not_found", localeOf(req)))
    }
    res.status(200).json(await phonePaymentView(req.scope, attempt, languageOf(req)))
  })
}
