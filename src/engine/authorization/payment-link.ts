import {
  NO_ID,
  type CustomerId,
  type OrderId,
  type PaymentCollectionId,
  type PaymentSessionId,
} from "../../domain/ids"
import { mayBeRunning, type AttemptReason } from "../../domain/attempt-reason"
import { toLocale } from "../../domain/locale"
import type { Money } from "../../domain/money"
import { newOrderId } from "../../domain/order-id"
import type { GatewayError } from "../../gateway/errors"
import { languageToWire } from "../../gateway/wire/language"
import type { AboutOrder } from "../../gateway/wire/order"
import type { LinkState, PaymentLink } from "../../gateway/wire/payment-link"
import { readTime } from "../../gateway/wire/time"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptDraft } from "../../modules/xpay/journal/tables"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import { actionType, captureType, end, orderWords, reread, xpayOrder } from "../attempt"
import { callbackUrls, hashToken, newReturnToken } from "../callbacks"

/** A request for a payment link of an order, from a clerk or from the customer. */
export interface LinkPayment {
  readonly amount: Money
  readonly providerId: string
  readonly sessionId: PaymentSessionId
  readonly collectionId: PaymentCollectionId
  readonly orderId: OrderId
  /** The order total. */
  readonly orderTotal: Money
  readonly customerId: CustomerId | undefined
  /** The admin user who creates the link, or the payer, who opens it from the shop's page and returns there. */
  readonly by: { readonly actorId: string } | LinkPayer
  /** The last day the link can be used, `YYYY-MM-DD`, at most 90 days ahead. */
  readonly expiresOn: string
  readonly about: AboutOrder
  /** The customer's language tag: for XPay's page and for messages about the payment. */
  readonly locale: string
}

/** A customer who pays an order from the shop's page: velocity limits apply. */
export interface LinkPayer {
  /** Checked by the caller. */
  readonly returnUrl: string
  /** Keyed hash of the network address. */
  readonly payerIpHash: string | undefined
}

/** How a change of a link ended. */
export type LinkChange =
  | { readonly kind: "done"; readonly attempt: AttemptRecord }
  /** XPay refused: the link is paid, or no longer open. The attempt is up to date. */
  | { readonly kind: "refused"; readonly attempt: AttemptRecord; readonly error: GatewayError }
  /** XPay did not respond, or was not reached: the link counts as unchanged. */
  | { readonly kind: "unconfirmed"; readonly attempt: AttemptRecord; readonly error: GatewayError }

/** The first check of an open link; its notification is faster, if it arrives. */
const FIRST_CHECK_SECONDS = 50

/**
 * Creates a payment link at XPay.
 *
 * @returns the attempt: `pending_payer` with the link's URL, or ended. A link whose creation was not
 * confirmed is never handed out, so no one can pay through it.
 * @throws VelocityLimitExceeded for a payer, never for staff.
 */
export async function openPaymentLink(engine: Engine, payment: LinkPayment): Promise<AttemptRecord> {
  const { journal, terminal } = engine
  const { settings } = terminal
  const token = newReturnToken()
  const opened = await journal.open(
    linkDraft(payment, settings, token),
    "actorId" in payment.by ? undefined : settings.cardTesting
  )
  if ("conflict" in opened) {
    return opened.conflict
  }
  const { attempt } = opened
  const outcome = await terminal.client.about(attempt.id).payByLink({
    order: { ...payment.about, ...xpayOrder(attempt) },
    expiresOn: payment.expiresOn,
    paymentService: settings.hostedPage === "cards" ? "CARDS" : undefined,
    actionType: actionType(attempt),
    captureType: captureType(attempt),
    exemptions: settings.exemptions,
    language: languageToWire(payment.locale, languageToWire(settings.defaultLocale)),
    ...callbackUrls(settings.backendUrl, token),
  })
  if (outcome.kind !== "done") {
    engine.logger.warn(`${attemptLabel(attempt)}: ${outcome.error.line}`)
    const reason = outcome.kind === "refused" ? "refused_by_gateway" : "unavailable"
    return await end(engine, attempt, "failed", { reason, detail: outcome.error.message })
  }
  const { link, securityToken } = outcome.value
  const waiting = await journal.transition(attempt.id, "created", "pending_payer", {
    ...(securityToken === undefined ? {} : { securityToken: hashToken(securityToken.reveal()) }),
    link_id: link.id,
    link_url: link.url,
    deadlineIn: secondsUntilEndOf(link.expiresOn ?? payment.expiresOn, Date.now()),
    nextCheckSeconds: FIRST_CHECK_SECONDS,
  })
  return waiting ?? (await reread(engine, attempt))
}

function linkDraft(
  payment: LinkPayment,
  { capture, preauthorization }: Engine["terminal"]["settings"],
  token: string
): AttemptDraft {
  const { by } = payment
  return {
    xpay_order_id: newOrderId(Date.now()),
    provider_id: payment.providerId,
    channel: "link",
    capture,
    is_preauthorization: preauthorization,
    currency_code: payment.amount.currency,
    amount: payment.amount.minor.toString(),
    ...orderWords(payment.about),
    locale: toLocale(payment.locale),
    payment_session_id: payment.sessionId,
    payment_collection_id: payment.collectionId,
    order_id: payment.orderId,
    order_total: payment.orderTotal.minor.toString(),
    customer_id: payment.customerId ?? null,
    return_token_hash: hashToken(token),
    ...("actorId" in by
      ? { actor_id: by.actorId }
      : { return_url: by.returnUrl, payer_ip_hash: by.payerIpHash ?? null }),
  }
}

/**
 * Cancels an open link at XPay. XPay refuses if the link has been paid: the payment then counts, and the
 * caller has to check it.
 *
 * @param reason what a payer who returns from the link is shown
 */
export async function cancelPaymentLink(
  engine: Engine,
  attempt: AttemptRecord,
  reason: AttemptReason = "link_canceled"
): Promise<LinkChange> {
  const outcome = await engine.terminal.client.about(attempt.id).cancelLink(attempt.link_id ?? NO_ID)
  switch (outcome.kind) {
    case "done":
      return {
        kind: "done",
        attempt: await end(engine, attempt, "abandoned", { reason, nextCheckSeconds: WATCH_SECONDS }),
      }
    case "refused":
      return { kind: "refused", attempt, error: outcome.error }
    case "unreachable":
    case "unknown":
      return { kind: "unconfirmed", attempt, error: outcome.error }
  }
}

/**
 * Whether XPay still accepts payments through a link. XPay may have closed it after a decline, or at our own
 * request whose response was lost. True if XPay does not say.
 */
export async function isOpenAtXPay(engine: Engine, attempt: AttemptRecord): Promise<boolean> {
  const status = (await readLink(engine, attempt))?.link?.status
  // XPay does not document whether INACTIVE may mean that the link is being paid.
  return status !== "DELETED" && status !== "EXPIRED"
}

/**
 * Ends a link that XPay refuses to close because it is already closed. Before calling this, query whether it
 * was paid.
 *
 * @returns the attempt in its resulting state; still open if XPay does not report the link as closed, or if a
 * payment through it may still be executed.
 */
export async function endClosedLink(
  engine: Engine,
  attempt: AttemptRecord,
  reason: AttemptReason
): Promise<AttemptRecord> {
  const now = await reread(engine, attempt)
  return now.state !== "pending_payer" || mayBeRunning(now) || (await isOpenAtXPay(engine, now))
    ? now
    : await end(engine, now, "abandoned", { reason, nextCheckSeconds: WATCH_SECONDS })
}

/** The payer may have been paying at that moment: check once more. */
const WATCH_SECONDS = 50

/** A clerk's request to renew a link. */
export interface LinkRenewalRequest {
  /** The new last day, `YYYY-MM-DD`; undefined: as long from today as the link was first valid. */
  readonly expiresOn: string | undefined
  /** The admin user. */
  readonly actorId: string
}

/**
 * Extends an open link, or regenerates an expired one. XPay may give it a new URL and a new token: send the
 * new URL to the payer. Notifications with the old token and with the new one are accepted.
 */
export async function renewPaymentLink(
  engine: Engine,
  attempt: AttemptRecord,
  request: LinkRenewalRequest
): Promise<LinkChange> {
  const { expiresOn } = request
  const outcome = await engine.terminal.client
    .about(attempt.id)
    .renewLink(attempt.link_id ?? NO_ID, { expiresOn })
  switch (outcome.kind) {
    case "done": {
      const answered = outcome.value
      const now = answered.link?.expiresOn === undefined ? await readLink(engine, attempt) : undefined
      const renewed = { ...now, ...answered, link: { ...now?.link, ...answered.link } }
      return { kind: "done", attempt: await recordRenewal(engine, attempt, request, renewed) }
    }
    case "refused":
      return { kind: "refused", attempt, error: outcome.error }
    case "unreachable":
      return { kind: "unconfirmed", attempt, error: outcome.error }
    case "unknown": {
      const now = await readLink(engine, attempt)
      return now?.link !== undefined && isRenewed(attempt, now.link, expiresOn)
        ? { kind: "done", attempt: await recordRenewal(engine, attempt, request, now) }
        : { kind: "unconfirmed", attempt, error: outcome.error }
    }
  }
}

async function recordRenewal(
  engine: Engine,
  attempt: AttemptRecord,
  { actorId }: LinkRenewalRequest,
  { link, securityToken }: Omit<LinkState, "link"> & { readonly link?: Partial<PaymentLink> }
): Promise<AttemptRecord> {
  const { journal } = engine
  const expiresOn = link?.expiresOn
  const patch = {
    reason: null,
    nextCheckSeconds: FIRST_CHECK_SECONDS,
    renewal: { expires_on: expiresOn, actor_id: actorId },
    ...(link?.url === undefined ? {} : { link_url: link.url }),
    ...(securityToken === undefined ? {} : { securityToken: hashToken(securityToken.reveal()) }),
    ...(expiresOn === undefined ? {} : { deadlineIn: secondsUntilEndOf(expiresOn, Date.now()) }),
  }
  const renewed =
    attempt.state === "expired"
      ? await journal.transition(attempt.id, "expired", "pending_payer", patch)
      : await journal.update(attempt.id, patch, ["pending_payer"])
  return renewed ?? (await reread(engine, attempt))
}

/** The current link from XPay: from its own call, which includes the token, or from its order. */
async function readLink({ terminal }: Engine, attempt: AttemptRecord): Promise<LinkState | undefined> {
  const client = terminal.client.about(attempt.id)
  const read = await client.getLink(attempt.link_id ?? NO_ID)
  if (read.kind === "done" && read.value.link !== undefined) {
    return read.value
  }
  const order = await client.getOrder(attempt.xpay_order_id)
  const links: readonly PaymentLink[] = order.kind === "done" ? order.value.paymentLinks : []
  const link = links.find(({ id }) => id === attempt.link_id)
  return link === undefined ? undefined : { link }
}

/** Whether a link differs from our record: XPay has executed a renewal that it did not confirm. */
function isRenewed(
  { link_url: url, deadline_at: deadline }: AttemptRecord,
  link: PaymentLink,
  askedFor: string | undefined
): boolean {
  const end = link.expiresOn === undefined ? undefined : readTime(`${link.expiresOn} 23:59:59`)
  const isLater = end !== undefined && deadline !== null && end.getTime() - deadline.getTime() > MINUTE_MS
  const isAsAsked = askedFor !== undefined && link.expiresOn === askedFor
  return isAsAsked || isLater || (link.url !== undefined && link.url !== url)
}

const MINUTE_MS = 60_000

/** Seconds until the end of a day in Italy. */
export function secondsUntilEndOf(day: string, now: number): number {
  const end = readTime(`${day} 23:59:59`)
  return end === undefined ? 0 : Math.round((end.getTime() - now) / 1000)
}
