import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listPaymentWays } from "../../../../workflows/list-payment-ways"
import { withRefusals } from "../../../answer-refusal"
import { readCartId } from "../../../cart-query"
import { languageOf } from "../../../language-of"

/** The ways to pay a cart through XPay, ready for buttons: `?cart_id=…`, optionally `&locale=…`. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const { ways, reason } = await listPaymentWays(req.scope, readCartId(req.query), languageOf(req))
    res.status(200).json({ payment_methods: ways, reason })
  })
}
