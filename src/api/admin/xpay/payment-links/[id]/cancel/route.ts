import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { cancelLink } from "../../../../../../workflows/payment-links"
import { servePayment } from "../../../../../desk"

/** Makes a payment link useless. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await servePayment(req, res, (_clerk, locale) => cancelLink(req.scope, req.params["id"] ?? "", locale))
}
