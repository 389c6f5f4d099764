import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptId } from "../../domain/ids"
import { toLocale } from "../../domain/locale"
import { isSameMoney } from "../../domain/money"
import { confirmCardFields } from "../../engine/authorization/confirm-card-fields"
import { abandon } from "../../engine/reverse"
import { requestedAmount } from "../../modules/xpay/journal/records"
import { shopperText } from "../../texts/shopper-messages"
import { bookWhenFree } from "../orders/book-payment"
import { PaymentRefusal } from "../refusal"
import { paymentNotFound } from "../require-payment"
import { withVelocityLimit } from "../refuse-over-limit"
import { requireFieldsSession } from "./open-fields"
import type { HostedPageResult } from "./open-page"
import { findPayableSession, type PaymentCall } from "./payable-session"
import { paymentView } from "./shopper-payment-view"

/** A shopper who has confirmed a card in XPay's fields. */
export interface FieldsConfirmation extends PaymentCall {
  /** The payment that the fields were opened for. */
  readonly paymentId: AttemptId
}

/**
 * Charges the card in XPay's fields, once, and places the order; or returns the address of the issuer's challenge. The
 * cart is compared before anything is sent, and XPay is queried whether a card was entered at all.
 *
 * @throws PaymentRefusal for everything the shopper or the storefront can fix.
 */
export async function payByFields(
  container: MedusaContainer,
  { paymentId, ...call }: FieldsConfirmation
): Promise<HostedPageResult> {
  const payable = await findPayableSession(container, call)
  requireFieldsSession(payable)
  const { engine, session, amount, locale } = payable
  const attempt = await engine.journal.find(paymentId)
  if (attempt?.channel !== "fields" || attempt.payment_session_id !== session.id) {
    throw paymentNotFound(toLocale(locale))
  }
  if (!isSameMoney(requestedAmount(attempt), amount)) {
    return { payment: paymentView(await abandon(engine, attempt, "cart_changed")) }
  }
  const confirmed = await withVelocityLimit(engine, session.provider_id, toLocale(locale), () =>
    confirmCardFields(engine, attempt)
  )
  switch (confirmed.kind) {
    case "redirect":
      return { payment: paymentView(confirmed.attempt), redirectUrl: confirmed.url }
    case "known":
      return { payment: paymentView(await bookWhenFree(container, engine, confirmed.attempt)) }
    case "unreachable":
      throw new PaymentRefusal("unreachable", shopperText("unavailable", toLocale(locale)))
    case "not_confirmed":
      throw new PaymentRefusal("card_not_confirmed", shopperText("card_not_confirmed", toLocale(locale)))
  }
}
