import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { sendLink } from "../../../../../../workflows/payment-links"
import { readBody, servePayment } from "../../../../../desk"

/** Body of the route that sends a payment link. */
export const sendLinkBody = z.strictObject({ email: z.email().max(255) })

/** Sends a payment link by e-mail, through the shop's notification provider. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await servePayment(req, res, (_clerk, locale) =>
    sendLink(req.scope, req.params["id"] ?? "", readBody(sendLinkBody, req.body).email, locale)
  )
}
