import type { CartId, OrderId, PaymentCollectionId, PaymentSessionId } from "../../domain/ids"
import { toLocale } from "../../domain/locale"
import type { Money } from "../../domain/money"
import { newOrderId } from "../../domain/order-id"
import { payerId } from "../../domain/payer-id"
import type { Outcome } from "../../gateway/outcome"
import type { Operation } from "../../gateway/wire/operation"
import type { AboutOrder } from "../../gateway/wire/order"
import type { Opened } from "../../modules/xpay/journal/tables"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { SavedCardRecord } from "../../modules/xpay/saved-cards"
import { concludePayment } from "./authorize-card"
import type { Engine } from "../engine"
import { pollIntervalsAfterDoubt } from "../inquiry/polling"
import { applyInquiry, resolveAuthorization } from "./resolve-authorization"
import { inquire } from "../inquiry/inquire"
import { end, reread, captureType, orderWords, xpayOrder } from "../attempt"

/** A charge that the shop makes on a saved card, without its owner. */
export interface Charge {
  readonly card: SavedCardRecord
  readonly amount: Money
  readonly providerId: string
  /** The request key: one key is one charge. */
  readonly requestKey: string
  /** Undefined if the session is opened later, for an order. */
  readonly session?: { readonly id: PaymentSessionId; readonly collectionId: PaymentCollectionId } | undefined
  readonly cartId: CartId | undefined
  readonly orderId: OrderId | undefined
  /** Description of what is charged. */
  readonly about: Pick<AboutOrder, "description" | "invoiceId">
  readonly locale: string
}

/** Records the charge. Nothing is sent yet. */
export async function openCharge({ journal, terminal }: Engine, charge: Charge): Promise<Opened> {
  const { card } = charge
  return await journal.open({
    xpay_order_id: newOrderId(Date.now()),
    provider_id: charge.providerId,
    channel: "mit",
    capture: terminal.settings.capture,
    currency_code: charge.amount.currency,
    amount: charge.amount.minor.toString(),
    ...orderWords(charge.about),
    locale: toLocale(charge.locale),
    payment_session_id: charge.session?.id ?? null,
    payment_collection_id: charge.session?.collectionId ?? null,
    cart_id: charge.cartId ?? null,
    order_id: charge.orderId ?? null,
    customer_id: card.customer_id,
    request_key: charge.requestKey,
    contract_id: card.contract_id,
    card_circuit: card.card_circuit,
    card_last4: card.card_last4,
    card_expiry: card.card_expiry,
  })
}

/** Longer than the call can take; after it the attempt counts as stale. */
const IN_FLIGHT_SECONDS = 60

/**
 * Charges a saved card, once. A removed card is not charged, even if it was removed a moment ago.
 *
 * @returns the attempt in its resulting state. `authorizing`: in doubt; see {@link resumeCharge}.
 */
export async function chargeNow(engine: Engine, opened: AttemptRecord): Promise<AttemptRecord> {
  const attempt = await engine.journal.transition(opened.id, "created", "authorizing", {
    stamp: ["sent_at"],
    nextCheckSeconds: IN_FLIGHT_SECONDS,
  })
  if (attempt === undefined) {
    return await reread(engine, opened)
  }
  const card = await usableCard(engine, attempt)
  if (card === undefined) {
    return await end(engine, attempt, "failed", { reason: "card_removed" })
  }
  const outcome = await send(engine, attempt, card)
  if (outcome.kind === "refused" && outcome.error.codes.includes(NO_SUCH_CONTRACT)) {
    // The contract was deactivated in the XPay back office: it can no longer be used here.
    await engine.savedCards.requestRemoval(card.id)
    return await end(engine, attempt, "failed", { reason: "card_removed", detail: outcome.error.message })
  }
  return await concludePayment(engine, attempt, outcome)
}

/** XPay's code for a contract that does not exist, or no longer exists. */
const NO_SUCH_CONTRACT = "PS0017"

/**
 * Resolves a charge whose response was lost. If XPay, queried long enough after it was sent, does not have
 * it, the charge is sent again under the same order id and idempotency key: if XPay was only slow, it is
 * still executed once. For callers that request the same charge again; the job only queries XPay.
 */
export async function resumeCharge(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  if (attempt.state !== "authorizing") {
    return attempt
  }
  const inquiry = await inquire(engine, attempt)
  const resolved = await applyInquiry(engine, attempt, inquiry)
  const isNotThere =
    inquiry.kind === "unknown_order" || (inquiry.kind === "answered" && inquiry.funds.verdict === "nothing")
  const { journal, terminal } = engine
  const age = await journal.secondsSinceSent(attempt.id)
  const card = await usableCard(engine, attempt)
  if (
    resolved !== undefined ||
    !isNotThere ||
    age < terminal.settings.assumeNotExecutedAfterSeconds ||
    card === undefined
  ) {
    return resolved ?? (await reread(engine, attempt))
  }
  const again = await journal.update(
    attempt.id,
    { stamp: ["sent_at"], nextCheckSeconds: IN_FLIGHT_SECONDS },
    ["authorizing"]
  )
  if (again === undefined) {
    return await reread(engine, attempt)
  }
  engine.logger.warn(
    `${attemptLabel(attempt)}: XPay does not have this charge; it is sent again under its key.`
  )
  const outcome = await send(engine, again, card)
  // The refusal may concern the repetition, so it proves nothing about the first call; XPay's record does.
  return outcome.kind === "done"
    ? await concludePayment(engine, again, outcome)
    : await resolveAuthorization(engine, again, pollIntervalsAfterDoubt(terminal.settings))
}

async function usableCard(
  { savedCards }: Engine,
  { contract_id: contractId }: AttemptRecord
): Promise<SavedCardRecord | undefined> {
  const card = contractId === null ? undefined : await savedCards.findByContract(contractId)
  return card?.state === "active" && card.contract_type === "mit" ? card : undefined
}

/** The key is the attempt's own id: it was recorded before the first try, and is the same for each. */
async function send(
  { terminal }: Engine,
  attempt: AttemptRecord,
  card: SavedCardRecord
): Promise<Outcome<Operation>> {
  const subject = attempt.cart_id ?? attempt.order_id ?? undefined
  return await terminal.client.about(attempt.id).mit({
    order: {
      ...xpayOrder(attempt),
      customerId: payerId(card.customer_id),
      customField: subject,
    },
    contractId: card.contract_id,
    captureType: captureType(attempt),
    idempotencyKey: attempt.id,
  })
}
