import type { MedusaContainer } from "@medusajs/framework/types"
import { isUntried } from "../../domain/channels"
import type { Locale } from "../../domain/locale"
import { journalOf } from "../engine-for"
import { paymentView, type PaymentView } from "./shopper-payment-view"
import { paymentNotFound } from "../require-payment"
import { sayWhy } from "./explain-replaced-session"

/**
 * Where the payment of a session stands, for the shopper who knows its cart. Works after the session is gone too (Medusa
 * deletes it when the cart changes). Asks nobody but the journal.
 *
 * @throws PaymentRefusal when no card was given for this session yet, or the cart is another.
 */
export async function findPayment(
  container: MedusaContainer,
  sessionId: string,
  cartId: string,
  locale: Locale
): Promise<PaymentView> {
  const account = await journalOf(container).findForSession(sessionId)
  if (account === undefined || account.attempt.cart_id !== cartId || isUntried(account.attempt)) {
    throw paymentNotFound(locale)
  }
  return paymentView(await sayWhy(container, { journal: journalOf(container) }, account.attempt))
}
