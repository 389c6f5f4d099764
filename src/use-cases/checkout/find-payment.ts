import type { MedusaContainer } from "@medusajs/framework/types"
import { isStaffLink, isUntried, lastsUntilDeadline } from "../../domain/channels"
import type { Locale } from "../../domain/locale"
import type { CartId, OrderId, PaymentSessionId } from "../../domain/ids"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { journalOf } from "../engine-for"
import { paymentView, type PaymentView } from "./shopper-payment-view"
import { paymentNotFound } from "../require-payment"
import { explainReplacedSession } from "./explain-replaced-session"

/** What identifies the shopper besides the session: the cart, or the order whose balance is paid. */
export type PaidFor = { readonly cartId: CartId } | { readonly orderId: OrderId }

/**
 * The status of a session's payment, for the shopper who knows its cart or its order. Also works after Medusa has
 * deleted the session, as it does when the cart changes. Reads only the journal.
 *
 * @throws PaymentRefusal if no card was entered for this session yet, or it belongs to another cart.
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

/** A shopper sees an order's payment only if it was opened from the shop's page, not one created by staff. */
function isFor(attempt: AttemptRecord, paidFor: PaidFor): boolean {
  if ("cartId" in paidFor) {
    return attempt.cart_id === paidFor.cartId
  }
  return lastsUntilDeadline(attempt) && !isStaffLink(attempt) && attempt.order_id === paidFor.orderId
}
