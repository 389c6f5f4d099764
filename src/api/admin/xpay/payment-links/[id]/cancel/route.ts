import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { cancelLink } from "../../../../../../use-cases/staff/payment-links"
import { servePaymentAction } from "../../../../../requests/staff"

/** Makes a payment link useless. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = req.params["id"] ?? ""
  await servePaymentAction(req, res, "cancel_link", () => ({
    about: { attemptId },
    act: (_clerk, locale) => cancelLink(req.scope, attemptId, locale),
  }))
}
