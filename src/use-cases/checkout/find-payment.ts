import type { MedusaContainer } from "@medusajs/framework/types"
import { isStaffLink, isUntried, lastsUntilDeadline } from "../../domain/channels"
import type { Locale } from "../../domain/locale"
import type { CartId, OrderId, PaymentSessionId } from "../../domain/ids"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { journalOf } from "../engine-for"
import { paymentView, type PaymentView } from "./shopper-payment-view"
import { paymentNotFound } from "../require-payment"
import { explainReplacedSession } from "./explain-replaced-session"

/** What a shopper knows beside the session: the cart that is paid, or the order whose balance is. */
export type PaidFor = { readonly cartId: CartId } | { readonly orderId: OrderId }

/**
 * Where the payment of a session stands, for the shopper who knows its cart or its order. Works after the session is gone
 * too (Medusa deletes it when the cart changes). Asks nobody but the journal.
 *
 * @throws PaymentRefusal when no card was given for this session yet, or the cart is another.
 */
export async function findPayment(
  container: MedusaContainer,
  sessionId: PaymentSessionId,
  paidFor: PaidFor,
  locale: Locale
): Promise<PaymentView> {
  const account = await journalOf(container).findForSession(sessionId)
  if (account === undefined || !isFor(account.attempt, paidFor) || isUntried(account.attempt)) {
    throw paymentNotFound(locale)
  }
  return paymentView(
    await explainReplacedSession(container, { journal: journalOf(container) }, account.attempt)
  )
}

/** A shopper sees an order's payment if it was opened from the shop's page: those that staff made are the staff's. */
function isFor(attempt: AttemptRecord, paidFor: PaidFor): boolean {
  if ("cartId" in paidFor) {
    return attempt.cart_id === paidFor.cartId
  }
  return lastsUntilDeadline(attempt) && !isStaffLink(attempt) && attempt.order_id === paidFor.orderId
}
