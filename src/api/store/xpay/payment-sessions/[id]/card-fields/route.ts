import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { openFields } from "../../../../../../use-cases/checkout/open-fields"
import { PaymentRefusal } from "../../../../../../use-cases/refusal"
import { withRefusals } from "../../../../../responses/answer-refusal"
import { cardFieldsBody } from "../../../../../requests/hosted-bodies"
import { languageOf } from "../../../../../requests/language-of"
import { readSaveCard } from "../../../../../requests/save-card-field"
import { signedInCustomer } from "../../../../../requests/signed-in-customer"
import { asPaymentSessionId } from "../../../../../../domain/ids"

/**
 * Opens XPay's card fields for a payment session. Responds 200 with the payment and, if fields were opened, with
 * `card_fields`: what the page has to show. Charges nothing.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const parsed = cardFieldsBody.safeParse(req.body)
    if (!parsed.success) {
      throw new PaymentRefusal(
        "invalid_body",
        "Send `cart_id`, and optionally `return_url`, `locale` and `save_card`, as JSON."
      )
    }
    const { payment, cardFields } = await openFields(req.scope, {
      sessionId: asPaymentSessionId(req.params["id"] ?? ""),
      cartId: parsed.data.cart_id,
      returnUrl: parsed.data.return_url,
      locale: parsed.data.locale ?? languageOf(req),
      saveCard: readSaveCard(parsed.data.save_card),
      customerId: signedInCustomer(req),
      clientAddress: req.ip,
    })
    res.status(200).json({
      payment,
      ...(cardFields === undefined
        ? {}
        : {
            card_fields: {
              fields: cardFields.fields,
              sdk: cardFields.sdk,
              renew_after_ms: cardFields.renewAfterMs,
            },
          }),
    })
  })
}
