import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { resumePayment } from "../../../../use-cases/checkout/shopper-return"
import { serveReturn } from "../../../responses/serve-return"
import { readReturn } from "../../../guards/hide-urls"

/**
 * Receives the shopper from the card issuer's page or XPay's: by GET or by a form POST, from another site and therefore
 * without cookies, with or without parameters. Only the token in the URL counts.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { token, parameters } = readReturn(req)
  await serveReturn(req, res, () => resumePayment(req.scope, token, parameters))
}

export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const body = typeof req.body === "object" && req.body !== null ? req.body : {}
  const { token, parameters } = readReturn(req)
  await serveReturn(req, res, () => resumePayment(req.scope, token, { ...parameters, ...body }))
}
