import type { MedusaContainer } from "@medusajs/framework/types"
import { NO_ID } from "../../domain/ids"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { isSameMoney, toMajor, toMinor } from "../../domain/money"
import { chargeNow, openCharge, resumeCharge } from "../../engine/authorization/saved-card-charge"
import type { Engine } from "../../engine/engine"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { requestedAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import type { SavedCardRecord } from "../../modules/xpay/saved-cards"
import { hasAccount } from "../checkout/has-account"
import { bookWhenFree } from "../orders/book-payment"
import type { ChargeRequest } from "./charge-input"
import { chargeResult, notCharged, type ChargeResult } from "./charge-result"
import { findCartToCharge, findOrderToCharge, paymentUnderWay } from "./charge-target"
import { bindStaffSession } from "../orders/bind-staff-session"
import { closeStaffSession } from "../orders/order-session"
import { journalOf, savedCardsOf } from "../engine-for"
import { tryToFinish } from "../orders/finish-payment"
import { forgetCardsOf } from "../saved-cards/forget-saved-cards"
import { savedCardNotFound } from "../saved-cards/remove-saved-card"
import { messageOf } from "../message-of"
import { PaymentRefusal } from "../refusal"
import { requireProvider } from "../require-provider"
import { reread } from "../../engine/attempt"

/**
 * Charges a saved card, or finds the charge with the same key and advances it.
 *
 * @throws PaymentRefusal for errors that the caller has to fix. Nothing was charged then.
 */
export async function makeCharge(container: MedusaContainer, request: ChargeRequest): Promise<ChargeResult> {
  const known = await journalOf(container).findByRequestKey(request.requestKey)
  if (known !== undefined) {
    await requireSame(container, known, request)
    return await proceed(container, known)
  }
  const card = await findCard(container, request)
  if (card === undefined || card.state !== "active") {
    return notCharged("card_removed", request.locale)
  }
  if (!(await hasAccount(container, card.customer_id))) {
    await forgetCardsOf(container, card.customer_id)
    return notCharged("card_removed", request.locale)
  }
  const opened = await open(container, requireProvider(container, card.provider_id), card, request)
  return await proceed(container, opened)
}

/** The requested card. Undefined: the customer has none that may be charged. */
async function findCard(
  container: MedusaContainer,
  { savedCardId, customerId }: ChargeRequest
): Promise<SavedCardRecord | undefined> {
  const savedCards = savedCardsOf(container)
  if (savedCardId === undefined) {
    const cards = await savedCards.listActive({ customerId: customerId ?? NO_ID })
    return cards.find(({ contract_type: kind }) => kind === "mit")
  }
  const card = await savedCards.find(savedCardId)
  if (card === undefined || (customerId !== undefined && card.customer_id !== customerId)) {
    throw savedCardNotFound()
  }
  if (card.contract_type !== "mit") {
    throw new PaymentRefusal(
      "card_not_for_charges",
      "This card is kept for payments that its owner confirms. Only one saved for later charges can be charged by the shop."
    )
  }
  return card
}

/** Records the charge and its target. */
async function open(
  container: MedusaContainer,
  engine: Engine,
  card: SavedCardRecord,
  request: ChargeRequest
): Promise<AttemptRecord> {
  const { target, requestKey } = request
  const locale = request.locale ?? engine.terminal.settings.defaultLocale
  const due =
    "orderId" in target
      ? await findOrderToCharge(container, engine, card, target.orderId, { asked: request.amount, locale })
      : await findCartToCharge(container, engine, card, target.cartId, locale)
  const opened = await openCharge(engine, { ...due, card, requestKey, locale })
  if ("attempt" in opened) {
    return opened.attempt
  }
  if (opened.conflict.request_key === requestKey) {
    return opened.conflict
  }
  throw paymentUnderWay()
}

/**
 * Advances a charge, and returns its outcome. Once the charge was sent, an error of ours does not hide it: the result
 * is the journal's record, and the job does the rest.
 */
async function proceed(container: MedusaContainer, found: AttemptRecord): Promise<ChargeResult> {
  const engine = requireProvider(container, found.provider_id)
  try {
    const attempt = await resumeCharge(engine, found)
    const goOn = attempt.state === "created" ? begin : book
    return await chargeResult(container, await goOn(container, engine, attempt))
  } catch (error) {
    const now = await reread(engine, found)
    if (now.sent_at === null) {
      throw error
    }
    const why = messageOf(error)
    engine.logger.error(`${attemptLabel(now)}: the charge of a saved card is not booked yet. ${why}`)
    return await chargeResult(container, now)
  }
}

/**
 * For a cart, the card is charged as the last step of the completion, so a cart that cannot be ordered is not charged.
 */
async function begin(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  if (attempt.cart_id !== null) {
    return (await tryToFinish(container, engine, attempt)).attempt
  }
  const charged = await chargeNow(engine, await bindSession(container, engine, attempt))
  if (isOneOf(charged.state, ENDED_WITHOUT_MONEY_STATES) && charged.payment_session_id !== null) {
    await closeStaffSession(container, charged.payment_session_id)
  }
  return await book(container, engine, charged)
}

async function book(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  return isOneOf(attempt.state, MONEY_STATES) ? await bookWhenFree(container, engine, attempt) : attempt
}

/** Creates the session of a charge for an order; a charge for a cart already has one. */
async function bindSession(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  const { order_id: orderId, payment_session_id: sessionId } = attempt
  if (sessionId !== null || orderId === null) {
    return attempt
  }
  const amount = toMajor(requestedAmount(attempt)).numeric
  return await bindStaffSession(container, engine, attempt, { orderId, amount }, "en", paymentUnderWay)
}

/** One key is one charge: the same card, the same order or cart, the same amount. */
async function requireSame(
  container: MedusaContainer,
  attempt: AttemptRecord,
  { target, savedCardId, customerId, amount }: ChargeRequest
): Promise<void> {
  const card = savedCardId === undefined ? undefined : await savedCardsOf(container).find(savedCardId)
  const isSame =
    ("orderId" in target ? attempt.order_id === target.orderId : attempt.cart_id === target.cartId) &&
    (savedCardId === undefined || card?.contract_id === attempt.contract_id) &&
    (customerId === undefined || customerId === attempt.customer_id) &&
    (amount === undefined || isSameMoney(toMinor(amount, attempt.currency_code), requestedAmount(attempt)))
  if (!isSame) {
    throw new PaymentRefusal(
      "key_used",
      "This idempotency key was used for another charge: choose one for each."
    )
  }
}
