import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { renewLink } from "../../../../../../workflows/payment-links"
import { servePayment } from "../../../../../desk"

/** Prolongs a payment link, or revives one that ran out. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await servePayment(req, res, (_clerk, locale) => renewLink(req.scope, req.params["id"] ?? "", locale))
}
