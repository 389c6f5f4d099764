import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { payByCard, type PayByCardResult } from "../../../../../../use-cases/checkout/pay-by-card"
import { withRefusals } from "../../../../../responses/answer-refusal"
import { languageOf } from "../../../../../requests/language-of"
import { readCardBody } from "../../../../../requests/card-body"
import { readJsonBody } from "../../../../../requests/read-json-body"
import { signedInCustomer } from "../../../../../requests/signed-in-customer"
import { asPaymentSessionId } from "../../../../../../domain/ids"

/**
 * Pays a payment session by card.
 *
 * Responds 200 with the payment and, if the issuer requires a challenge, the form that the browser has to post. A
 * declined card is a 200 too: see `payment.status` and `payment.message`.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const { card, cartId, returnUrl, isFramed, locale, saveCard } = readCardBody(
      await readJsonBody(req),
      languageOf(req),
      Date.now()
    )
    const result = await payByCard(req.scope, {
      sessionId: asPaymentSessionId(req.params["id"] ?? ""),
      cartId,
      card,
      returnUrl,
      isFramed,
      locale,
      saveCard,
      customerId: signedInCustomer(req),
      clientAddress: req.ip,
    })
    res.status(200).json(toAnswer(result))
  })
}

function toAnswer({ payment, challenge }: PayByCardResult) {
  return {
    payment,
    ...(challenge === undefined
      ? {}
      : { challenge: { url: challenge.action, method: challenge.method, fields: challenge.fields } }),
  }
}
