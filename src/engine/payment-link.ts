import { randomBytes } from "node:crypto"
import type { DeclineReason } from "../domain/declines"
import { toLocale } from "../domain/locale"
import type { Money } from "../domain/money"
import { newOrderId } from "../domain/order-id"
import type { ShopperMessage } from "../domain/shopper-messages"
import type { GatewayError } from "../gateway/errors"
import { languageToWire } from "../gateway/wire/language"
import type { Order } from "../gateway/wire/order"
import type { PaymentLink } from "../gateway/wire/payment-link"
import { readTime } from "../gateway/wire/time"
import { describe } from "../modules/xpay/log-line"
import type { AttemptRecord } from "../modules/xpay/records"
import { hashToken, RETURN_PATH } from "./authenticate"
import { captureType, xpayOrder } from "./authorize"
import type { Engine } from "./engine"
import { CANCEL_PATH, NOTIFICATION_PATH } from "./open-hosted-page"
import { end, reread } from "./settle-authorization"

/** A clerk's wish to let a customer pay an order by a link. */
export interface LinkPayment {
  readonly amount: Money
  readonly providerId: string
  readonly sessionId: string
  readonly collectionId: string
  readonly orderId: string
  /** What the order comes to. */
  readonly orderTotal: Money
  readonly customerId: string | undefined
  /** The admin user at the desk. */
  readonly actorId: string
  /** The last day it can be used, `YYYY-MM-DD`, at most 90 days ahead. */
  readonly expiresOn: string
  readonly about: Pick<Order, "customer" | "customerId" | "description" | "customField">
  /** Language tag of the customer: of XPay's page, and of what is said of the payment. */
  readonly locale: string
}

/** How a change of a link ended. */
export type LinkChange =
  | { readonly kind: "done"; readonly attempt: AttemptRecord }
  /** XPay said no: it is paid, or not open any more. The attempt says what is known now. */
  | { readonly kind: "refused"; readonly attempt: AttemptRecord; readonly error: GatewayError }
  /** XPay did not answer, or was not reached: the link is taken to be as it was. */
  | { readonly kind: "unconfirmed"; readonly attempt: AttemptRecord; readonly error: GatewayError }

/** How soon an open link is looked at; its notification is faster, when it comes. */
const FIRST_CHECK_SECONDS = 50

/**
 * Makes a payment link at XPay.
 *
 * @returns the attempt: `waiting` with its address, or ended. A link whose making was not confirmed is known to nobody,
 * so nobody can pay through it.
 */
export async function openPaymentLink(engine: Engine, payment: LinkPayment): Promise<AttemptRecord> {
  const { journal, terminal } = engine
  const { settings } = terminal
  const token = randomBytes(32).toString("base64url")
  const opened = await journal.open({
    xpay_order_id: newOrderId(Date.now()),
    provider_id: payment.providerId,
    way: "link",
    capture: settings.capture,
    currency_code: payment.amount.currency,
    amount: payment.amount.minor.toString(),
    locale: toLocale(payment.locale),
    payment_session_id: payment.sessionId,
    payment_collection_id: payment.collectionId,
    order_id: payment.orderId,
    order_total: payment.orderTotal.minor.toString(),
    customer_id: payment.customerId ?? null,
    actor_id: payment.actorId,
    return_token_hash: hashToken(token),
  })
  if ("inTheWay" in opened) {
    return opened.inTheWay
  }
  const { attempt } = opened
  const outcome = await terminal.client.payByLink({
    order: { ...xpayOrder(attempt), ...payment.about },
    expiresOn: payment.expiresOn,
    paymentService: settings.hostedPage === "cards" ? "CARDS" : undefined,
    captureType: captureType(attempt),
    exemptions: settings.exemptions,
    language: languageToWire(payment.locale, languageToWire(settings.defaultLocale)),
    resultUrl: `${settings.backendUrl}${RETURN_PATH}/${token}`,
    cancelUrl: `${settings.backendUrl}${CANCEL_PATH}/${token}`,
    notificationUrl: `${settings.backendUrl}${NOTIFICATION_PATH}`,
  })
  if (outcome.kind !== "done") {
    engine.logger.warn(`${describe(attempt)}: ${outcome.error.line}`)
    const reason = outcome.kind === "refused" ? "refused_by_gateway" : "unavailable"
    return await end(engine, attempt, "failed", { reason, detail: outcome.error.message })
  }
  const { link, securityToken } = outcome.value
  const waiting = await journal.move(attempt.id, "created", "waiting", {
    ...(securityToken === undefined ? {} : { security_token_hash: hashToken(securityToken.reveal()) }),
    link_id: link.id,
    link_url: link.url,
    deadlineIn: secondsUntilEndOf(link.expiresOn ?? payment.expiresOn, Date.now()),
    checkIn: FIRST_CHECK_SECONDS,
  })
  return waiting ?? (await reread(engine, attempt))
}

/**
 * Makes an open link useless at XPay. XPay refuses when it has been paid: then the payment is what counts, and the
 * caller has to look at it.
 *
 * @param reason what to tell whoever comes back from it
 */
export async function cancelPaymentLink(
  engine: Engine,
  attempt: AttemptRecord,
  reason: ShopperMessage | DeclineReason = "link_canceled"
): Promise<LinkChange> {
  const outcome = await engine.terminal.client.cancelLink(attempt.link_id ?? "")
  switch (outcome.kind) {
    case "done":
      return {
        kind: "done",
        attempt: await end(engine, attempt, "abandoned", { reason, checkIn: WATCH_SECONDS }),
      }
    case "refused":
      return { kind: "refused", attempt, error: outcome.error }
    case "unreachable":
    case "unknown":
      return { kind: "unconfirmed", attempt, error: outcome.error }
  }
}

/** Somebody may have been paying at that moment: it is looked at once more. */
const WATCH_SECONDS = 50

/** Prolongs an open link, or revives one that ran out, by the time that it was given first. */
export async function renewPaymentLink(engine: Engine, attempt: AttemptRecord): Promise<LinkChange> {
  const outcome = await engine.terminal.client.renewLink(attempt.link_id ?? "")
  switch (outcome.kind) {
    case "done": {
      const expiresOn = outcome.value?.expiresOn ?? (await askExpiry(engine, attempt))
      const patch = {
        reason: null,
        checkIn: FIRST_CHECK_SECONDS,
        ...(expiresOn === undefined ? {} : { deadlineIn: secondsUntilEndOf(expiresOn, Date.now()) }),
      }
      const renewed =
        attempt.state === "expired"
          ? await engine.journal.move(attempt.id, "expired", "waiting", patch)
          : await engine.journal.amend(attempt.id, patch, ["waiting"])
      return { kind: "done", attempt: renewed ?? (await reread(engine, attempt)) }
    }
    case "refused":
      return { kind: "refused", attempt, error: outcome.error }
    case "unreachable":
    case "unknown":
      return { kind: "unconfirmed", attempt, error: outcome.error }
  }
}

/** The answer to a renewal is not documented and may hold nothing; the order lists its links. */
async function askExpiry({ terminal }: Engine, attempt: AttemptRecord): Promise<string | undefined> {
  const outcome = await terminal.client.getOrder(attempt.xpay_order_id)
  const links: readonly PaymentLink[] = outcome.kind === "done" ? outcome.value.paymentLinks : []
  return links.find(({ id }) => id === attempt.link_id)?.expiresOn
}

/** Seconds until a day is over in Italy. */
export function secondsUntilEndOf(day: string, now: number): number {
  const end = readTime(`${day} 23:59:59`)
  return end === undefined ? 0 : Math.round((end.getTime() - now) / 1000)
}
