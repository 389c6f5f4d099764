import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { resumePayment } from "../../../../../workflows/resume-payment"
import { serveReturn } from "../../../../come-back"

/** The same as the return beside it, for an issuer's page that was in a frame on the storefront's page. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await serveReturn(req, res, () => resumePayment(req.scope, req.params["token"] ?? "", req.query), true)
}

export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const body = typeof req.body === "object" && req.body !== null ? req.body : {}
  await serveReturn(
    req,
    res,
    () => resumePayment(req.scope, req.params["token"] ?? "", { ...req.query, ...body }),
    true
  )
}
