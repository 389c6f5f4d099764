import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { paymentDetail } from "../../../../../use-cases/staff/views/payment-detail"
import { requirePayment } from "../../../../../use-cases/require-payment"
import { languageOf } from "../../../../requests/language-of"
import { localeOf } from "../../../../requests/staff"
import { withRefusals } from "../../../../responses/answer-refusal"
import { asAttemptId } from "../../../../../domain/ids"

/** One payment, from the journal and Medusa. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const attempt = await requirePayment(req.scope, asAttemptId(req.params["id"] ?? ""), localeOf(req))
    res.json({ payment: await paymentDetail(req.scope, attempt, languageOf(req)) })
  })
}
