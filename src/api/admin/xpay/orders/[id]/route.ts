import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { userLabels } from "../../../../../workflows/labels"
import { orderDesk } from "../../../../../workflows/order-desk"
import { languageOf } from "../../../../language-of"

/** What XPay has to do with an order or a draft order, and what the signed-in user may do about it. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { actor_id: id } = req.auth_context
  const email = (await userLabels(req.scope, [id])).get(id)?.email
  res.json({ xpay: await orderDesk(req.scope, req.params["id"] ?? "", { id, email }, languageOf(req)) })
}
