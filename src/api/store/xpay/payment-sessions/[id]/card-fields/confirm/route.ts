import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { payByFields } from "../../../../../../../use-cases/checkout/pay-by-fields"
import { PaymentRefusal } from "../../../../../../../use-cases/refusal"
import { withRefusals } from "../../../../../../responses/answer-refusal"
import { confirmFieldsBody } from "../../../../../../requests/hosted-bodies"
import { languageOf } from "../../../../../../requests/language-of"
import { signedInCustomer } from "../../../../../../requests/signed-in-customer"
import { asPaymentSessionId } from "../../../../../../../domain/ids"

/**
 * Pays with the card that was confirmed in XPay's fields. Responds 200 with the payment and, if the issuer requires a
 * challenge, with `redirect_url`: the address to send the whole window to. A declined card is a 200 too.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const parsed = confirmFieldsBody.safeParse(req.body)
    if (!parsed.success) {
      throw new PaymentRefusal(
        "invalid_body",
        "Send `cart_id` and `payment_id`, and optionally `locale`, as JSON."
      )
    }
    const { payment, redirectUrl } = await payByFields(req.scope, {
      sessionId: asPaymentSessionId(req.params["id"] ?? ""),
      cartId: parsed.data.cart_id,
      paymentId: parsed.data.payment_id,
      returnUrl: undefined,
      locale: parsed.data.locale ?? languageOf(req),
      customerId: signedInCustomer(req),
    })
    res.status(200).json({ payment, ...(redirectUrl === undefined ? {} : { redirect_url: redirectUrl }) })
  })
}
