import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { acceptReview } from "../../../../../../use-cases/staff/accept-review"
import { readBody, reasonBody } from "../../../../../requests/staff"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"
import { asAttemptId } from "../../../../../../domain/ids"

/** Accepts a payment that is held for review. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = asAttemptId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "accept_review", () => ({
    about: { attemptId, ...readBody(reasonBody, req.body) },
    act: (_clerk, locale) => acceptReview(req.scope, attemptId, locale),
  }))
}
