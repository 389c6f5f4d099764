import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orderPanel } from "../../../../../use-cases/staff/order-panel"
import { clerkOf } from "../../../../guards/admin-guards"
import { languageOf } from "../../../../requests/language-of"
import { withRefusals } from "../../../../responses/answer-refusal"
import { asOrderId } from "../../../../../domain/ids"

/** The XPay payments of an order or a draft order, and the actions open to the signed-in user. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    res.json({
      xpay: await orderPanel(req.scope, asOrderId(req.params["id"] ?? ""), clerkOf(req), languageOf(req)),
    })
  })
}
