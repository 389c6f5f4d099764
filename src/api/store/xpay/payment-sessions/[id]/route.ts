import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { asPaymentSessionId } from "../../../../../domain/ids"
import { toLocale } from "../../../../../domain/locale"
import { findPayment } from "../../../../../use-cases/checkout/find-payment"
import { withRefusals } from "../../../../responses/answer-refusal"
import { readPaidFor } from "../../../../requests/cart-query"
import { languageOf } from "../../../../requests/language-of"

/** The status of a session's payment. The query holds `cart_id` or `order_id`: only its shopper knows both ids. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const locale = toLocale(languageOf(req))
    const payment = await findPayment(
      req.scope,
      asPaymentSessionId(req.params["id"] ?? ""),
      readPaidFor(req.query),
      locale
    )
    res.status(200).json({ payment })
  })
}
