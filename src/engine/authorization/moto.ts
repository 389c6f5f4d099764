import type { CustomerId, OrderId } from "../../domain/ids"
import { maskCard, type Card } from "../../domain/card"
import { toLocale } from "../../domain/locale"
import type { Money } from "../../domain/money"
import { newOrderId } from "../../domain/order-id"
import type { AboutOrder } from "../../gateway/wire/order"
import type { AttemptDraft } from "../../modules/xpay/journal/tables"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { concludePayment } from "./authorize-card"
import type { Engine } from "../engine"
import { reread, captureType, orderWords, xpayOrder } from "../attempt"

/** A clerk's request to charge a card received by phone or mail. */
export interface MotoPayment {
  /** Idempotency key: one form is one charge. */
  readonly requestKey: string
  readonly amount: Money
  readonly providerId: string
  /** Medusa's order or draft order. */
  readonly orderId: OrderId
  readonly customerId: CustomerId | undefined
  /** The admin user. */
  readonly actorId: string
  /** Keyed hash of the network address of the clerk who enters the card. */
  readonly payerIpHash: string | undefined
  /** Capture at once, or hold until the goods are dispatched. */
  readonly capture: "manual" | "automatic"
  readonly card: Pick<Card, "masked">
  readonly about: AboutOrder
  readonly locale: string
}

export type MotoOpened =
  | { readonly kind: "opened"; readonly attempt: AttemptRecord }
  /** The same form was sent before, or another MOTO payment of the order is under way or in doubt. */
  | { readonly kind: "conflict"; readonly attempt: AttemptRecord }

/** Longer than the call can take; after it the attempt counts as stale. */
const IN_FLIGHT_SECONDS = 60

/**
 * Records the payment and the clerk who enters it. Nothing is sent yet.
 *
 * @throws VelocityLimitExceeded: a stolen dashboard session must not become a tool for card testing.
 */
export async function openMoto({ journal, terminal }: Engine, payment: MotoPayment): Promise<MotoOpened> {
  const { circuit, last4, expiry } = payment.card.masked
  const draft: AttemptDraft = {
    xpay_order_id: newOrderId(Date.now()),
    provider_id: payment.providerId,
    channel: "moto",
    capture: payment.capture,
    currency_code: payment.amount.currency,
    amount: payment.amount.minor.toString(),
    ...orderWords(payment.about),
    locale: toLocale(payment.locale),
    request_key: payment.requestKey,
    order_id: payment.orderId,
    customer_id: payment.customerId ?? null,
    actor_id: payment.actorId,
    payer_ip_hash: payment.payerIpHash ?? null,
    card_circuit: circuit ?? null,
    card_last4: last4,
    card_expiry: expiry,
  }
  const opened = await journal.open(draft, terminal.settings.cardTesting)
  return "conflict" in opened
    ? { kind: "conflict", attempt: opened.conflict }
    : { kind: "opened", attempt: opened.attempt }
}

/**
 * Charges a card as a MOTO payment: one call, no 3-D Secure, sent only once in any case. The caller wipes the
 * card.
 *
 * @returns the attempt in its resulting state. `authorizing`: in doubt, and the card must not be charged
 * again.
 */
export async function chargeMoto(
  engine: Engine,
  opened: AttemptRecord,
  card: Card,
  about: AboutOrder
): Promise<AttemptRecord> {
  const attempt = await engine.journal.transition(opened.id, "created", "authorizing", {
    stamp: ["sent_at"],
    nextCheckSeconds: IN_FLIGHT_SECONDS,
  })
  if (attempt === undefined) {
    return await reread(engine, opened)
  }
  const outcome = await engine.terminal.client.about(attempt.id).moto({
    order: { ...about, ...xpayOrder(attempt), customer: { ...about.customer, name: card.holder } },
    card: () => card.reveal(),
    captureType: captureType(attempt),
  })
  engine.logger.info(
    `${attemptLabel(attempt)}: MOTO payment with ${maskCard(card.masked)} keyed by ${attempt.actor_id ?? "?"}: ${outcome.kind}.`
  )
  return await concludePayment(engine, attempt, outcome)
}
