import type { MedusaContainer } from "@medusajs/framework/types"
import { linkMessage } from "../../texts/customer-messages"
import { staffText } from "../../texts/staff-messages"
import type { AttemptId, OrderId } from "../../domain/ids"
import { isLinkAddress } from "../../domain/link-address"
import { toLocale, type Locale } from "../../domain/locale"
import { formatMoney, toMajor } from "../../domain/money"
import type { Engine } from "../../engine/engine"
import { READS_BEHIND_MS, poll } from "../../engine/inquiry/polling"
import {
  cancelPaymentLink,
  endClosedLink,
  openPaymentLink,
  renewPaymentLink,
  secondsUntilEndOf,
  type LinkChange,
  type LinkRenewalRequest,
} from "../../engine/authorization/payment-link"
import { LINK_TEMPLATE } from "../../domain/customer-messages"
import { requestedAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { closeLinkNotDue, whyNotDue } from "../orders/close-links"
import { describePanelOrder } from "./describe-order-for-staff"
import { requireRecipient, sendMessage, type Recipient } from "./messages"
import { orderLabels } from "./views/labels"
import { lastPossibleDay } from "./views/link-view"
import { closeStaffSession, openStaffSession } from "../orders/order-session"
import { shopName } from "../orders/name-order"
import { withOrderLock } from "../orders/order-lock"
import { requireDue } from "../orders/require-due"
import { journalOf } from "../engine-for"
import { readProviderId } from "../../medusa/provider-ids"
import { outstandingOf } from "../orders/outstanding"
import { reconcileAttempt } from "../reconciliation/reconcile-attempt"
import { requireProvider } from "../require-provider"
import { requireTerminal } from "../require-terminal"
import { PaymentRefusal } from "../refusal"

/** A payment link that a clerk creates for an order or a draft order. */
export interface PaymentLinkInput {
  readonly orderId: OrderId
  /** The terminal: `pp_xpay-link_…`. */
  readonly providerId: string
  /** Major units, as in Medusa. */
  readonly amount: number
  /** The last day it can be used, `YYYY-MM-DD`. */
  readonly expiresOn: string
  /** Language of XPay's page. */
  readonly customerLocale: string | undefined
  readonly actorId: string
  /** Language of the clerk. */
  readonly locale: string | undefined
}

/** Whether a link created at `createdAt` may be usable until this day, and the day is not over. */
function isUsableDay(day: string, createdAt: Date): boolean {
  return secondsUntilEndOf(day, Date.now()) > 0 && day <= lastPossibleDay(createdAt)
}

/**
 * Creates a payment link for all or part of an order's outstanding amount. The payment reaches the order by
 * notification, by the customer's return, or by the job.
 *
 * @throws PaymentRefusal for everything the clerk can correct. No link was created then.
 */
export async function createPaymentLink(
  container: MedusaContainer,
  input: PaymentLinkInput
): Promise<AttemptRecord> {
  const locale = toLocale(input.locale)
  const engine = linkEngine(container, input.providerId, locale)
  if (!isUsableDay(input.expiresOn, new Date())) {
    throw new PaymentRefusal("link_expiry_invalid", staffText("link_expiry_invalid", locale))
  }
  const busy = () => new PaymentRefusal("payment_in_doubt", staffText("payment_in_doubt", locale))
  return await withOrderLock(container, input.orderId, busy, () => openLink(container, engine, input, locale))
}

async function openLink(
  container: MedusaContainer,
  engine: Engine,
  input: PaymentLinkInput,
  locale: Locale
): Promise<AttemptRecord> {
  const { outstanding, amount } = await requireDue(container, input.orderId, input.amount, locale)
  const pageLocale = input.customerLocale ?? engine.terminal.settings.defaultLocale
  const { customerId, about } = await describePanelOrder(container, input.orderId, {
    locale: pageLocale,
    amount,
  })
  const session = await openStaffSession(
    container,
    input.orderId,
    input.providerId,
    amount,
    outstanding.amount
  )
  const attempt = await openPaymentLink(engine, {
    ...session,
    amount,
    providerId: input.providerId,
    orderId: input.orderId,
    orderTotal: outstanding.total,
    customerId,
    by: { actorId: input.actorId },
    expiresOn: input.expiresOn,
    about,
    locale: pageLocale,
  })
  if (attempt.state !== "pending_payer") {
    await closeStaffSession(container, session.sessionId)
    const detail = attempt.detail ?? ""
    throw new PaymentRefusal("link_failed", staffText("link_failed", locale, { detail }))
  }
  return attempt
}

function linkEngine(container: MedusaContainer, providerId: string, locale: Locale): Engine {
  if (readProviderId(providerId)?.method !== "link") {
    throw new PaymentRefusal("not_a_link_provider", staffText("link_failed", locale))
  }
  return requireProvider(container, providerId)
}

/** Cancels a link. @throws PaymentRefusal if it is not open, has just been paid, or XPay did not confirm. */
export async function cancelLink(
  container: MedusaContainer,
  attemptId: AttemptId,
  locale: Locale
): Promise<AttemptRecord> {
  const { engine, attempt } = await findLink(container, attemptId, ["pending_payer"], locale)
  const canceled = await concludeChange(
    container,
    engine,
    await cancelPaymentLink(engine, attempt),
    locale,
    () => endClosedLink(engine, attempt, "link_canceled")
  )
  if (canceled.payment_session_id !== null && canceled.state === "abandoned") {
    await closeStaffSession(container, canceled.payment_session_id)
  }
  return canceled
}

/**
 * Extends a link, or revives an expired one. Its address may change.
 *
 * @throws PaymentRefusal
 */
export async function renewLink(
  container: MedusaContainer,
  attemptId: AttemptId,
  request: LinkRenewalRequest,
  locale: Locale
): Promise<AttemptRecord> {
  const { engine, attempt } = await findLink(container, attemptId, ["pending_payer", "expired"], locale)
  const { expiresOn } = request
  if (expiresOn !== undefined && !isUsableDay(expiresOn, attempt.created_at)) {
    throw new PaymentRefusal("link_expiry_invalid", staffText("link_renewal_expiry_invalid", locale))
  }
  await requireStillDue(container, engine, attempt, locale)
  return await concludeChange(container, engine, await renewPaymentLink(engine, attempt, request), locale)
}

/**
 * A link is for its order as it was when the link was created, and the order may have been paid by other means since.
 *
 * @throws PaymentRefusal saying why it is not due; an open link is closed then.
 */
async function requireStillDue(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  locale: Locale
): Promise<void> {
  if (attempt.order_id === null) {
    return
  }
  const reason = whyNotDue(attempt, await outstandingOf(container, attempt.order_id, attempt.id))
  if (reason !== undefined) {
    await closeLinkNotDue(container, engine, attempt)
    throw new PaymentRefusal("link_not_due", staffText(LINK_NOT_DUE[reason], locale))
  }
  // Another link may have been created meanwhile, or a card charged.
  await requireDue(container, attempt.order_id, toMajor(requestedAmount(attempt)).numeric, locale, attempt.id)
}

const LINK_NOT_DUE = {
  link_order_deleted: "order_not_found",
  link_order_canceled: "order_canceled",
  link_order_changed: "link_order_changed",
  already_paid: "nothing_due",
} as const

/** Sends a link through the shop's notification providers. @throws PaymentRefusal */
export async function sendLink(
  container: MedusaContainer,
  attemptId: AttemptId,
  asked: Recipient,
  locale: Locale
): Promise<AttemptRecord> {
  const { attempt } = await findLink(container, attemptId, ["pending_payer"], locale)
  const recipient = requireRecipient(container, asked, locale)
  if (attempt.link_url === null || !isLinkAddress(attempt.link_url)) {
    throw new PaymentRefusal("link_address_unsafe", staffText("link_address_unsafe", locale))
  }
  const { order_id: orderId, link_url: link, deadline_at: expiresAt } = attempt
  const order =
    orderId === null ? undefined : (await orderLabels(container, [orderId])).get(orderId)?.display_id
  const shop = await shopName(container)
  const amount = formatMoney(requestedAmount(attempt), attempt.locale)
  await sendMessage(
    container,
    {
      recipient,
      template: LINK_TEMPLATE,
      trigger: "xpay.payment_link",
      orderId,
      words: linkMessage({ shop, order, amount, link, expiresAt }, toLocale(attempt.locale)),
      data: {
        link,
        amount,
        order_id: orderId,
        order_display_id: order ?? null,
        shop: shop ?? null,
        expires_at: expiresAt?.toISOString(),
        locale: attempt.locale,
      },
    },
    locale
  )
  return attempt
}

async function findLink(
  container: MedusaContainer,
  attemptId: AttemptId,
  states: readonly AttemptRecord["state"][],
  locale: Locale
): Promise<{ engine: Engine; attempt: AttemptRecord }> {
  const attempt = await journalOf(container).find(attemptId)
  if (attempt === undefined || attempt.channel !== "link" || attempt.link_id === null) {
    throw new PaymentRefusal("link_not_found", staffText("link_not_found", locale))
  }
  if (!states.includes(attempt.state)) {
    throw new PaymentRefusal("link_not_open", staffText("link_not_open", locale))
  }
  return { engine: requireTerminal(container, attempt, locale), attempt }
}

/** XPay's refusal may mean that the link was just paid: the payment is then booked, and the error says so. */
async function concludeChange(
  container: MedusaContainer,
  engine: Engine,
  change: LinkChange,
  locale: Locale,
  /** What to do if it was not paid: returns an attempt in another state if that resolves it. */
  afterRefusal: () => Promise<AttemptRecord> = () => Promise.resolve(change.attempt)
): Promise<AttemptRecord> {
  if (change.kind === "done") {
    return change.attempt
  }
  if (change.kind === "refused") {
    for await (const _ of poll(READS_BEHIND_MS)) {
      const now = await reconcileAttempt(container, engine, change.attempt)
      if (now.state !== change.attempt.state) {
        throw new PaymentRefusal("link_paid", staffText("link_paid", locale))
      }
    }
    const now = await afterRefusal()
    if (now.state !== change.attempt.state) {
      return now
    }
  }
  const detail = change.error.message
  throw new PaymentRefusal("link_change_failed", staffText("link_change_failed", locale, { detail }))
}
