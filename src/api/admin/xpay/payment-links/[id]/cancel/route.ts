import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { cancelLink } from "../../../../../../use-cases/staff/payment-links"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"
import { asAttemptId } from "../../../../../../domain/ids"

/** Cancels a payment link. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = asAttemptId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "cancel_link", () => ({
    about: { attemptId },
    act: (_clerk, locale) => cancelLink(req.scope, attemptId, locale),
  }))
}
