import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listPaymentMethods } from "../../../../use-cases/checkout/list-payment-methods"
import { withRefusals } from "../../../responses/answer-refusal"
import { readCardForm, readCartId } from "../../../requests/cart-query"
import { languageOf } from "../../../requests/language-of"

/** The XPay payment methods for a cart, ready for buttons: `?cart_id=…`, optionally `&locale=…` and `&card_form=…`. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const { methods, reason } = await listPaymentMethods(req.scope, readCartId(req.query), {
      language: languageOf(req),
      cardForm: readCardForm(req.query),
    })
    res.status(200).json({ payment_methods: methods, reason })
  })
}
