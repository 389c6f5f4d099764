import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { syncPayment } from "../../../../../../workflows/payment-detail"
import { withRefusals } from "../../../../../answer-refusal"
import { languageOf } from "../../../../../language-of"

/** Asks XPay now instead of when the job would, and shows the payment as it stands then. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    res.json({ payment: await syncPayment(req.scope, req.params["id"] ?? "", languageOf(req)) })
  })
}
