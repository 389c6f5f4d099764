import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { payOnHostedPage } from "../../../../../../workflows/open-hosted-page"
import { PaymentRefusal } from "../../../../../../workflows/refusal"
import { withRefusals } from "../../../../../answer-refusal"
import { languageOf } from "../../../../../language-of"
import { readSaveCard, saveCardField } from "../../../../../save-card-field"

const schema = z.strictObject({
  cart_id: z.string().min(1).max(64),
  /** Where to send the shopper afterwards; below one of the shop's `storefrontUrls`. */
  return_url: z.string().max(2048).optional(),
  /** For XPay's whole page, which then takes cards only. */
  save_card: saveCardField,
  /** Language of the page and of messages: `it`, `de-AT`. */
  locale: z.string().max(35).optional(),
})

/**
 * Opens XPay's page for a payment session; for the button of a method. Answers 200 with the payment and, unless it ended
 * here, with `redirect_url`: the address to send the browser to.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const parsed = schema.safeParse(req.body)
    if (!parsed.success) {
      throw new PaymentRefusal(
        400,
        "invalid_body",
        "Send `cart_id`, and optionally `return_url`, `locale` and `save_card`, as JSON."
      )
    }
    const { payment, redirectUrl } = await payOnHostedPage(req.scope, {
      sessionId: req.params["id"] ?? "",
      cartId: parsed.data.cart_id,
      returnUrl: parsed.data.return_url,
      locale: parsed.data.locale ?? languageOf(req),
      saveCard: readSaveCard(parsed.data.save_card),
      customerId: req.auth_context?.actor_id,
    })
    res.status(200).json({ payment, ...(redirectUrl === undefined ? {} : { redirect_url: redirectUrl }) })
  })
}
