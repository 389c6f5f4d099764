import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { payOnHostedPage } from "../../../../../../use-cases/checkout/pay-on-hosted-page"
import { PaymentRefusal } from "../../../../../../use-cases/refusal"
import { withRefusals } from "../../../../../responses/answer-refusal"
import { languageOf } from "../../../../../requests/language-of"
import { hostedPageBody } from "../../../../../requests/hosted-bodies"
import { readSaveCard } from "../../../../../requests/save-card-field"
import { signedInCustomer } from "../../../../../requests/signed-in-customer"
import { asPaymentSessionId } from "../../../../../../domain/ids"

/**
 * Opens XPay's page for a payment session, for the button of a method. Responds 200 with the payment and, unless it
 * ended here, with `redirect_url`: the address to send the browser to.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const parsed = hostedPageBody.safeParse(req.body)
    if (!parsed.success) {
      throw new PaymentRefusal(
        "invalid_body",
        "Send `cart_id`, and optionally `return_url`, `locale` and `save_card`, as JSON."
      )
    }
    const { payment, redirectUrl } = await payOnHostedPage(req.scope, {
      sessionId: asPaymentSessionId(req.params["id"] ?? ""),
      cartId: parsed.data.cart_id,
      returnUrl: parsed.data.return_url,
      locale: parsed.data.locale ?? languageOf(req),
      saveCard: readSaveCard(parsed.data.save_card),
      customerId: signedInCustomer(req),
      clientAddress: req.ip,
    })
    res.status(200).json({ payment, ...(redirectUrl === undefined ? {} : { redirect_url: redirectUrl }) })
  })
}
