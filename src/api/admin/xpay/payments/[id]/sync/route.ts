import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { syncPayment } from "../../../../../../use-cases/staff/views/payment-detail"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"
import { asAttemptId } from "../../../../../../domain/ids"

/** Queries XPay now instead of at the job's next check, and returns the updated payment. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = asAttemptId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "sync", () => ({
    about: { attemptId },
    act: (_clerk, locale) => syncPayment(req.scope, attemptId, locale),
  }))
}
