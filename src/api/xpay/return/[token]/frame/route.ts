import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { resumePayment } from "../../../../../use-cases/checkout/shopper-return"
import { serveReturn } from "../../../../responses/serve-return"
import { readReturn } from "../../../../guards/hide-urls"

/** Like the return route beside it, for an issuer's page framed in the storefront's page. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { token, parameters } = readReturn(req)
  await serveReturn(req, res, () => resumePayment(req.scope, token, parameters), true)
}

export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const body = typeof req.body === "object" && req.body !== null ? req.body : {}
  const { token, parameters } = readReturn(req)
  await serveReturn(req, res, () => resumePayment(req.scope, token, { ...parameters, ...body }), true)
}
