import type { MedusaContainer } from "@medusajs/framework/types"
import { journalOf } from "../engine-for"
import { paymentView, type PaymentView } from "./shopper-payment-view"
import { PaymentRefusal } from "../refusal"
import { sayWhy } from "./explain-replaced-session"

/**
 * Where the payment of a session stands, for the shopper who knows its cart. Works after the session is gone too (Medusa
 * deletes it when the cart changes). Asks nobody but the journal.
 *
 * @throws PaymentRefusal 404 when no card was ever given for this session, or the cart is another.
 */
export async function findPayment(
  container: MedusaContainer,
  sessionId: string,
  cartId: string
): Promise<PaymentView> {
  const account = await journalOf(container).findForSession(sessionId)
  if (account === undefined || account.attempt.cart_id !== cartId) {
    throw new PaymentRefusal(
      404,
      "payment_not_found",
      "Nothing was paid on this payment session of this cart yet."
    )
  }
  return paymentView(await sayWhy(container, { journal: journalOf(container) }, account.attempt))
}
