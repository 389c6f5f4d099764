import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { payWithSavedCard } from "../../../../../../use-cases/checkout/pay-with-saved-card"
import { PaymentRefusal } from "../../../../../../use-cases/refusal"
import { withRefusals } from "../../../../../responses/answer-refusal"
import { languageOf } from "../../../../../requests/language-of"
import { savedCardBody } from "../../../../../requests/hosted-bodies"
import { asCustomerId, asPaymentSessionId } from "../../../../../../domain/ids"

/**
 * Pays a session with a saved card of the signed-in customer. Responds 200 with the payment and, unless it ended here,
 * with `redirect_url`: XPay's page, where the customer confirms.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const parsed = savedCardBody.safeParse(req.body)
    if (!parsed.success) {
      throw new PaymentRefusal(
        "invalid_body",
        "Send `cart_id` and `saved_card_id`, and optionally `return_url` and `locale`, as JSON."
      )
    }
    const { payment, redirectUrl } = await payWithSavedCard(req.scope, {
      sessionId: asPaymentSessionId(req.params["id"] ?? ""),
      cartId: parsed.data.cart_id,
      savedCardId: parsed.data.saved_card_id,
      returnUrl: parsed.data.return_url,
      locale: parsed.data.locale ?? languageOf(req),
      customerId: asCustomerId(req.auth_context.actor_id),
      clientAddress: req.ip,
    })
    res.status(200).json({ payment, ...(redirectUrl === undefined ? {} : { redirect_url: redirectUrl }) })
  })
}
