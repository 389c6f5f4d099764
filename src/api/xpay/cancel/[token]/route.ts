import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { resumeAfterCancel } from "../../../../use-cases/checkout/shopper-return"
import { serveReturn } from "../../../responses/serve-return"
import { readReturn } from "../../../guards/hide-urls"

/** Receives a shopper who cancels on XPay's page, by GET or POST. This is only a hint: the plugin queries XPay. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await serveReturn(req, res, () => resumeAfterCancel(req.scope, readReturn(req).token))
}

export const POST = GET
