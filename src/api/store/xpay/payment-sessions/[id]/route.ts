import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { findPayment } from "../../../../../workflows/find-payment"
import { PaymentRefusal } from "../../../../../workflows/refusal"
import { withRefusals } from "../../../../answer-refusal"

/** Where the payment of a session stands. `cart_id` in the query: only the cart's shopper knows both. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const { cart_id: cartId } = req.query
    if (typeof cartId !== "string") {
      throw new PaymentRefusal(
        400,
        "cart_id_missing",
        "Say which cart the payment is for: `?cart_id=cart_…`."
      )
    }
    res.status(200).json({ payment: await findPayment(req.scope, req.params["id"] ?? "", cartId) })
  })
}
