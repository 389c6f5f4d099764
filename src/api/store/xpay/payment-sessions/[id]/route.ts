import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { findPayment } from "../../../../../use-cases/checkout/find-payment"
import { withRefusals } from "../../../../responses/answer-refusal"
import { readCartId } from "../../../../requests/cart-query"

/** Where the payment of a session stands. `cart_id` in the query: only the cart's shopper knows both. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const payment = await findPayment(req.scope, req.params["id"] ?? "", readCartId(req.query))
    res.status(200).json({ payment })
  })
}
