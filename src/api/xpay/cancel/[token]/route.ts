import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { resumeAfterCancel } from "../../../../workflows/resume-payment"
import { serveReturn } from "../../../come-back"
import { readReturn } from "../../../hide-urls"

/** Where XPay's page sends a shopper who gives up, by GET or POST. A hint: XPay is asked. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await serveReturn(req, res, () => resumeAfterCancel(req.scope, readReturn(req).token))
}

export const POST = GET
