import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptId } from "../../domain/ids"
import { toLocale } from "../../domain/locale"
import { isSameMoney } from "../../domain/money"
import { confirmCardFields } from "../../engine/authorization/confirm-card-fields"
import { reread } from "../../engine/attempt"
import { abandon } from "../../engine/reverse"
import { requestedAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { shopperText } from "../../texts/shopper-messages"
import { assessRisk } from "../extensions/assess-risk"
import { bookWhenFree } from "../orders/book-payment"
import { PaymentRefusal } from "../refusal"
import { paymentNotFound } from "../require-payment"
import { withVelocityLimit } from "../refuse-over-limit"
import { requireFieldsSession } from "./open-fields"
import type { HostedPageResult } from "./open-page"
import { findPayableSession, type PayableSession, type PaymentCall } from "./payable-session"
import { paymentFacts, requireOfferedSession } from "./shopper-payment"
import { paymentView } from "./shopper-payment-view"
import { withdraw } from "./withdraw-earlier"

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
  const decided = await decideAgain(container, payable, attempt)
  if ("closed" in decided) {
    return { payment: paymentView(decided.closed) }
  }
  const confirmed = await withVelocityLimit(engine, session.provider_id, toLocale(locale), () =>
    confirmCardFields(engine, decided.current)
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

/**
 * The cart may have changed since the fields were opened, at the same total: the shop's functions decide again, before anything
 * is charged. Of a payment that was sent already they are not asked.
 *
 * @returns `closed`, if the payment needs what its fields were not opened with: a review, or a challenge
 * @throws PaymentRefusal for a payment that the shop refuses (now).
 */
async function decideAgain(
  container: MedusaContainer,
  payable: PayableSession,
  attempt: AttemptRecord
): Promise<{ readonly closed: AttemptRecord } | { readonly current: AttemptRecord }> {
  if (attempt.state !== "created") {
    return { current: attempt }
  }
  const { engine, session, locale } = payable
  const facts = paymentFacts(container, payable, {
    channel: "fields",
    usesSavedCard: false,
    savesCard: attempt.contract_id !== null,
  })
  try {
    await requireOfferedSession(container, payable)
    const { review, exemptions } = await assessRisk(
      container,
      { engine, providerId: session.provider_id, locale },
      facts
    )
    const isReviewNew = review !== undefined && attempt.review !== review
    const isChallengeNew = exemptions !== undefined && attempt.exemptions !== exemptions
    return isReviewNew || isChallengeNew ? { closed: await withdraw(engine, attempt) } : { current: attempt }
  } catch (error) {
    if (!(error instanceof PaymentRefusal)) {
      throw error
    }
    // Another request may have confirmed the fields while the function was running: then its payment is the answer.
    const now = await reread(engine, attempt)
    if (now.state !== "created") {
      return { current: now }
    }
    if (error.code === "refused_by_shop") {
      await withdraw(engine, now)
    }
    throw error
  }
}
