import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { findOne } from "../../medusa/graph"
import type { OrderId } from "../../domain/ids"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf, MONEY_STATES, OPENING_STATES } from "../../domain/attempt-state"
import type { Engine } from "../../engine/engine"
import { inquire, type Inquiry } from "../../engine/inquiry/inquire"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { engineFor, hasTerminal, journalOf } from "../engine-for"
import { messageOf } from "../message-of"
import { findOrderOutcome } from "../orders/completion"
import { findPlace } from "../orders/find-in-medusa"
import { reconcileAttempt } from "./reconcile-attempt"
import { cancellationsOf, unpaidSince } from "./unpaid-cause"

/** Orders per run; the next runs continue. */
const MOST = 20

/**
 * Cancels orders that stay unpaid beyond the time in the options. XPay is queried first about each of their payments;
 * without its response nothing is canceled. Medusa's own workflow frees the goods.
 */
export async function cancelUnpaidOrders(container: MedusaContainer): Promise<void> {
  for (const attempt of await cancellationsOf(container).leaseDue(MOST)) {
    try {
      await look(container, attempt)
    } catch (error) {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(`${attemptLabel(attempt)}: its unpaid order could not be canceled yet: ${messageOf(error)}`)
    }
  }
}

async function look(container: MedusaContainer, attempt: AttemptRecord): Promise<void> {
  const cancellations = cancellationsOf(container)
  const { order } = await findPlace(container, attempt)
  if (attempt.cancel_begun_at !== null && order?.status === "canceled") {
    await cancellations.finish(attempt.id)
    return
  }
  if (order === undefined || order.isDraft) {
    await cancellations.drop(attempt.id)
    return
  }
  const asked = await queryPayments(container, attempt, order.id)
  if (asked === undefined) {
    return
  }
  const cause = await unpaidSince(engineFor(container, asked.provider_id), asked)
  const need = cause?.due === undefined ? "none" : await needOfCancellation(container, asked, order.id)
  if (cause?.due === undefined || need === "none") {
    await cancellations.drop(attempt.id)
    return
  }
  const now = await journalOf(container).now()
  const due = need === "later" ? new Date(now.getTime() + OPEN_PAGE_MS) : cause.due
  if (due > now) {
    await cancellations.drop(attempt.id)
    await cancellations.plan(attempt.id, due)
    return
  }
  await cancellations.begin(attempt.id)
  await cancelOrderWorkflow(container).run({ input: { order_id: order.id } })
  await cancellations.finish(attempt.id)
}

/**
 * Queries XPay about every payment of an order, and updates Medusa accordingly.
 *
 * @returns the updated attempt; undefined as long as XPay's responses leave open whether money comes, or there is money
 * that cannot be booked: it then becomes due again when its lease ends.
 */
async function queryPayments(
  container: MedusaContainer,
  attempt: AttemptRecord,
  orderId: OrderId
): Promise<AttemptRecord | undefined> {
  const others = (await journalOf(container).listForOrder(orderId)).filter(({ id }) => id !== attempt.id)
  for (const one of [...others, attempt]) {
    if (!hasTerminal(container, one.provider_id)) {
      return undefined
    }
    const engine = engineFor(container, one.provider_id)
    const inquiry = await inquire(engine, one)
    if (inquiry.kind === "unavailable") {
      return undefined
    }
    const now = await reconcileAttempt(container, engine, one)
    if (await mayBePaid(engine, now, inquiry)) {
      return undefined
    }
  }
  return await journalOf(container).find(attempt.id)
}

/** Whether XPay shows money that is not in the journal, a running payment, or an unreadable state. */
async function mayBePaid(engine: Engine, attempt: AttemptRecord, inquiry: Inquiry): Promise<boolean> {
  switch (inquiry.kind === "answered" ? inquiry.funds.verdict : "nothing") {
    case "unrecognised":
      return true
    case "pending":
      // A delayed payment that does not arrive is the reason to cancel the order.
      return (await unpaidSince(engine, attempt))?.kind !== "awaiting"
    case "authorized":
    case "captured":
      return isUnpaid(attempt)
    case "nothing":
    case "voided":
    case "verified":
    case "refused":
      return false
  }
}

/** A hold that lapsed was paid once: XPay may continue to show it. */
function isUnpaid({ state, authorized_at: authorizedAt }: AttemptRecord): boolean {
  return authorizedAt === null && isOneOf(state, [...OPENING_STATES, ...ENDED_WITHOUT_MONEY_STATES])
}

/** An open page has expired after this, or has paid the order. */
const OPEN_PAGE_MS = 3_600_000

/**
 * Whether to cancel an order: no payment pays it or is under way, and nothing of it was sent. `later` while another
 * page for it is open.
 */
async function needOfCancellation(
  container: MedusaContainer,
  attempt: AttemptRecord,
  orderId: OrderId
): Promise<"now" | "later" | "none"> {
  // Medusa's session of a delayed payment stays pending, even if the money will not arrive any more.
  const outcome = (await findOrderOutcome(container, orderId)) ?? "over"
  if (
    !["unpaid", "awaited"].includes(outcome) ||
    (await isSentOrPaidOtherwise(container, attempt, orderId))
  ) {
    return "none"
  }
  const others = (await journalOf(container).listForOrder(orderId)).filter(({ id }) => id !== attempt.id)
  if (others.some(({ state }) => isOneOf(state, MONEY_STATES))) {
    return "none"
  }
  return others.some(({ state }) => isOneOf(state, OPENING_STATES)) ? "later" : "now"
}

interface OrderRow {
  readonly fulfillments?: readonly { readonly canceled_at: unknown }[]
  readonly payment_collections?: readonly {
    readonly payment_sessions?: readonly { readonly id: string; readonly status: string }[]
  }[]
}

/** Statuses of sessions whose payment exists or is under way. */
const PAYING = ["authorized", "captured", "pending_authorization"]

async function isSentOrPaidOtherwise(
  container: MedusaContainer,
  attempt: AttemptRecord,
  orderId: OrderId
): Promise<boolean> {
  const sessions = ["id", "status"].map((field) => `payment_collections.payment_sessions.${field}`)
  const fields = ["fulfillments.id", "fulfillments.canceled_at", ...sessions]
  const order = await findOne<OrderRow>(container, { entity: "order", fields, filters: { id: orderId } })
  if (order === undefined) {
    throw new Error(`There is no order "${orderId}" any more.`)
  }
  const { fulfillments = [], payment_collections: collections = [] } = order
  return (
    fulfillments.some(({ canceled_at: canceledAt }) => canceledAt == null) ||
    collections
      .flatMap(({ payment_sessions: own = [] }) => own)
      .some(({ id, status }) => id !== attempt.payment_session_id && PAYING.includes(status))
  )
}
