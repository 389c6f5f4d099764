import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listPaymentWays } from "../../../../workflows/list-payment-ways"
import { PaymentRefusal } from "../../../../workflows/refusal"
import { withRefusals } from "../../../answer-refusal"
import { languageOf } from "../../../language-of"

/** The ways to pay a cart through XPay, ready for buttons: `?cart_id=…`, optionally `&locale=…`. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const { cart_id: cartId } = req.query
    if (typeof cartId !== "string" || cartId === "") {
      throw new PaymentRefusal(400, "cart_id_missing", "Say which cart is to be paid: `?cart_id=cart_…`.")
    }
    res.status(200).json({ payment_methods: await listPaymentWays(req.scope, cartId, languageOf(req)) })
  })
}
