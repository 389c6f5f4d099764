import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { motoPaymentView } from "../../../../../use-cases/staff/views/moto-result"
import { findMotoPayment } from "../../../../../use-cases/staff/take-moto-payment"
import { withRefusals } from "../../../../responses/answer-refusal"
import { localeOf } from "../../../../requests/staff"
import { readRequestKey } from "../../../../requests/request-key"
import { languageOf } from "../../../../requests/language-of"

/**
 * The outcome of the charge of a form, in the same shape as the charge route's response. Queries XPay while the outcome
 * is unknown.
 */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const attempt = await findMotoPayment(
      req.scope,
      readRequestKey(req.params["request_key"] ?? ""),
      localeOf(req)
    )
    res.status(200).json(await motoPaymentView(req.scope, attempt, languageOf(req)))
  })
}
