import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { findAttempt, paymentDetail } from "../../../../../use-cases/staff/views/payment-detail"
import { languageOf } from "../../../../requests/language-of"

/** One payment, as the journal and Medusa have it. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attempt = await findAttempt(req.scope, req.params["id"] ?? "")
  res.json({ payment: await paymentDetail(req.scope, attempt, languageOf(req)) })
}
