import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AttemptId, CustomerId, OrderId } from "../../../domain/ids"
import { reasonOf } from "../../../domain/attempt-reason"
import { isOneOf, MONEY_STATES } from "../../../domain/attempt-state"
import { clerkReason } from "../../../texts/staff-reasons"
import { liabilityOf, type Liability } from "../../../domain/liability"
import { toLocale, type Locale } from "../../../domain/locale"
import { money, type Money } from "../../../domain/money"
import { platformNote } from "../../../texts/platform-note"
import { threeDsText, warningText } from "../../../texts/risk-words"
import { capturableOf, refundableOf } from "../../../engine/operations/may-move"
import type { AttemptWithMovements } from "../../../modules/xpay/journal/tables"
import { heldAmount, isForReview, totals, type AttemptRecord } from "../../../modules/xpay/journal/records"
import { findEngine, journalOf } from "../../engine-for"
import {
  customerLabels,
  orderLabels,
  userLabels,
  type CustomerLabel,
  type OrderLabel,
  type UserLabel,
} from "./labels"
import { linkView, type LinkView } from "./link-view"
import { findPlace } from "../../orders/find-in-medusa"
import { paymentRow, toNumber, type PaymentRow } from "./payment-row"
import { auditTrailOf } from "../../audited"
import { timelineOf, type NamedAction, type TimelineEntry } from "./payment-timeline"
import { Inbox } from "../../../modules/xpay/inbox"
import { allowedActions, toCan, type Can, type AllowedActions } from "./allowed-actions"
import { reconcileAttempt } from "../../reconciliation/reconcile-attempt"
import { customerChannels } from "../messages"
import { hasReceipt } from "../receipt"
import { requirePayment } from "../../require-payment"
import { requireTerminal } from "../../require-terminal"

/** Everything the dashboard shows about one payment. Amounts in major units, times in ISO 8601. */
export interface PaymentDetail extends PaymentRow {
  /** The highest amount that can be captured, or refunded, at once; 0 if it is not possible. */
  readonly capturable: number
  readonly refundable: number
  /** The hold lasts longer than an ordinary authorization. */
  readonly is_preauthorization: boolean
  /** Nothing may be captured before somebody accepts it. */
  readonly is_for_review: boolean
  /** Only one capture is possible: the remainder of the hold is voided. */
  readonly captures_once: boolean
  /** The remainder of the authorized amount that was voided after the one capture; 0 when there was none. */
  readonly voided: number
  readonly three_ds: {
    /** The 3-D Secure result, in the clerk's language; null if XPay returned no known one. */
    readonly text: string | null
    readonly eci: string | null
    readonly version: string | null
    readonly status: string | null
    readonly liability: Liability
  } | null
  /** XPay's warnings, in the clerk's language. */
  readonly warnings: readonly string[]
  readonly authorization_code: string | null
  /** The issuer's response code, ISO 8583 style. */
  readonly issuer_code: string | null
  readonly operation_id: string | null
  /** Medusa's payment. */
  readonly payment_id: string | null
  readonly payment_session_id: string | null
  /** For the clerk, as text. */
  readonly reason: string | null
  /** XPay's message, for troubleshooting. */
  readonly detail: string | null
  /** The customer's address, from the order. */
  readonly email: string | null
  /** The customer's phone number, from the order, as entered. */
  readonly phone: string | null
  /** The payment holds or captured money: the payer can be sent a receipt. */
  readonly has_receipt: boolean
  /** The channels, such as `email`, through which the shop can reach the customer. */
  readonly channels: readonly string[]
  /** The admin user who keyed the card or created the link. */
  readonly actor: UserLabel | null
  readonly authorized_at: string | null
  /** When the job queries XPay again. */
  readonly next_check_at: string | null
  /** The payment is no longer needed: its money is being returned. */
  readonly is_abandon_requested: boolean
  /** XPay has the money, and Medusa's payment and order are being updated: reload soon. */
  readonly is_being_booked: boolean
  /** What Medusa's own section of the order shows incorrectly, in the clerk's language. */
  readonly platform_note: string | null
  readonly link: LinkView | null
  readonly can: Readonly<Record<keyof AllowedActions, Can>>
  readonly timeline: readonly TimelineEntry[]
}

/** What the dashboard shows about one payment. Reads only the database. */
export async function paymentDetail(
  container: MedusaContainer,
  attempt: AttemptRecord,
  language: string | undefined
): Promise<PaymentDetail> {
  const locale = toLocale(language)
  const [movements, place, order, customer, actor, notifications, actions] = await Promise.all([
    journalOf(container).movements(attempt.id),
    findPlace(container, attempt),
    findOrder(container, attempt.order_id),
    findCustomer(container, attempt.customer_id),
    findActor(container, attempt.actor_id),
    new Inbox(container.resolve(ContainerRegistrationKeys.PG_CONNECTION)).list(attempt.id),
    findActions(container, attempt.id),
  ])
  const account: AttemptWithMovements = { attempt, movements }
  const terminal = findEngine(container, attempt.provider_id)?.terminal.settings
  const capturesOnce = terminal?.multipleCaptures !== true
  const isBooked = place.payment?.isOurs === true && !place.payment.isCanceled
  const now = new Date()
  const can = allowedActions(account, { terminal, isBooked }, now)
  return {
    ...paymentRow(account, { order, customer }, locale),
    capturable: "objection" in can.capture ? 0 : toNumber(capturableOf(account)),
    refundable: "objection" in can.refund ? 0 : toNumber(refundableOf(account)),
    is_preauthorization: attempt.is_preauthorization,
    is_for_review: isForReview(attempt, account.movements),
    captures_once: capturesOnce,
    voided: capturesOnce ? toNumber(voidedRemainder(account)) : 0,
    three_ds: threeDsView(attempt, locale),
    warnings: (attempt.warnings ?? []).map((warning) => warningText(warning, locale)),
    authorization_code: attempt.authorization_code,
    issuer_code: attempt.issuer_code,
    operation_id: attempt.operation_id,
    payment_id: place.payment?.isOurs === true ? place.payment.id : null,
    payment_session_id: attempt.payment_session_id,
    reason: clerkReason(reasonOf(attempt), locale) ?? null,
    detail: attempt.detail,
    email: order?.email ?? null,
    phone: order?.phone ?? null,
    has_receipt: hasReceipt(attempt),
    channels: customerChannels(container),
    actor,
    authorized_at: attempt.authorized_at?.toISOString() ?? null,
    next_check_at: attempt.next_check_at?.toISOString() ?? null,
    is_abandon_requested: attempt.abandon_requested_at !== null && isOneOf(attempt.state, MONEY_STATES),
    is_being_booked: isBeingBooked(account, isBooked, now),
    platform_note: platformNoteOf(account, capturesOnce, locale),
    link: linkView(attempt),
    can: {
      capture: toCan(can.capture, locale),
      refund: toCan(can.refund, locale),
      void: toCan(can.void, locale),
      cancel_capture: toCan(can.cancel_capture, locale),
    },
    timeline: timelineOf(account, { notifications, actions }, locale),
  }
}

/** Longer than it takes from the payment to placing its order. */
const FRESH_MS = 60_000

function isBeingBooked({ attempt, movements }: AttemptWithMovements, isBooked: boolean, now: Date): boolean {
  const { state, placement, authorized_at: authorizedAt } = attempt
  const isFresh = authorizedAt !== null && now.getTime() - authorizedAt.getTime() < FRESH_MS
  const hasUnbooked = movements.some((one) => one.state === "done" && !one.is_booked)
  const isForPerson = placement === "preparing_order"
  return isOneOf(state, MONEY_STATES) && !isForPerson && (isFresh || !isBooked || hasUnbooked)
}

function voidedRemainder(account: AttemptWithMovements): Money {
  const left = capturableOf(account)
  return totals(account.movements).captured > 0n ? left : money(0n, left.currency)
}

function platformNoteOf(
  { attempt, movements }: AttemptWithMovements,
  capturesOnce: boolean,
  locale: Locale
): string | null {
  const held = heldAmount(attempt)
  const { captured, refunded } = totals(movements)
  const amount = (minor: bigint) => money(minor > 0n ? minor : 0n, held.currency)
  const moved = { held, captured: amount(captured), refunded: amount(refunded), capturesOnce }
  return platformNote(moved, locale) ?? null
}

/**
 * Queries XPay about a payment now, and updates the journal and Medusa accordingly.
 *
 * @throws PaymentRefusal for an unknown payment, and for one whose terminal is no longer configured.
 */
export async function syncPayment(
  container: MedusaContainer,
  id: AttemptId,
  locale: Locale
): Promise<AttemptRecord> {
  const attempt = await requirePayment(container, id, locale)
  return await reconcileAttempt(container, requireTerminal(container, attempt, locale), attempt)
}

function threeDsView({ three_ds: threeDs }: AttemptRecord, locale: Locale): PaymentDetail["three_ds"] {
  return threeDs === null
    ? null
    : {
        text: threeDsText(threeDs, locale) ?? null,
        eci: threeDs.eci ?? null,
        version: threeDs.version ?? null,
        status: threeDs.status ?? null,
        liability: liabilityOf(threeDs.eci, threeDs.status),
      }
}

async function findOrder(container: MedusaContainer, id: OrderId | null): Promise<OrderLabel | undefined> {
  return id === null ? undefined : (await orderLabels(container, [id])).get(id)
}

async function findCustomer(
  container: MedusaContainer,
  id: CustomerId | null
): Promise<CustomerLabel | undefined> {
  return id === null ? undefined : (await customerLabels(container, [id])).get(id)
}

async function findActor(container: MedusaContainer, id: string | null): Promise<UserLabel | null> {
  return id === null ? null : ((await userLabels(container, [id])).get(id) ?? null)
}

/** The recorded actions on a payment, with the actor's name if known. */
async function findActions(container: MedusaContainer, attemptId: AttemptId): Promise<NamedAction[]> {
  const entries = await auditTrailOf(container).list(attemptId)
  const users = await userLabels(
    container,
    entries.flatMap(({ actor_id: id, actor_type: type }) => (id === null || type === "api-key" ? [] : [id]))
  )
  return entries.map((entry) => {
    const { actor_id: id, actor_email: email } = entry
    const label = users.get(id ?? "")
    return { ...entry, who: label?.name ?? label?.email ?? email ?? id }
  })
}
