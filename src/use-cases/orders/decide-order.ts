import type { MedusaContainer } from "@medusajs/framework/types"
import type { OrderId } from "../../domain/ids"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../../domain/attempt-state"
import type { Engine } from "../../engine/engine"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { paymentFact } from "../../modules/xpay/incident-facts"
import { findCompletion, findOrderOutcome } from "./completion"
import { finishCancellation, type Cancellation } from "./interrupted-cancellation"
import { messageOf } from "../message-of"
import { findPlace } from "./find-in-medusa"
import { rollBackCompletion } from "./roll-back-completion"

/**
 * Decides the outcome of the order that was started with an attempt that ended without money: an interrupted completion
 * is rolled back, an interrupted cancellation is finished, and an order that stays without a payment is an incident.
 *
 * @returns false while a completion of the cart, or a cancellation, is under way.
 */
export async function decideOrder(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<boolean> {
  if (!isOneOf(attempt.state, [...ENDED_WITHOUT_MONEY_STATES, "voided", "refunded"])) {
    return true
  }
  const { cart_id: cartId } = attempt
  if (cartId !== null) {
    const cleared = await rollBackCompletion(container, { cartId, attemptId: attempt.id })
    if (cleared === "busy") {
      return false
    }
  }
  const cancellation = await tryToCancel(container, engine, attempt)
  if (cancellation === "none") {
    await raiseUnpaid(engine, attempt, await findUnpaidOrder(container, attempt))
  }
  return cancellation !== "under_way"
}

/** A cancellation that Medusa refuses is left for manual handling, with the order unchanged. */
async function tryToCancel(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<Cancellation> {
  const orderId = attempt.order_id ?? (await findPlace(container, attempt)).order?.id
  if (orderId === undefined) {
    return "none"
  }
  try {
    return await finishCancellation(container, engine, attempt, orderId)
  } catch (error) {
    engine.logger.error(
      `${attemptLabel(attempt)}: the cancellation of order ${orderId} could not be finished: ${messageOf(error)}`
    )
    return "none"
  }
}

/** The order that was placed with an attempt, or awaits its money, and that no payment pays. */
async function findUnpaidOrder(
  container: MedusaContainer,
  attempt: AttemptRecord
): Promise<OrderId | undefined> {
  const { cart_id: cartId, order_id: orderId, authorized_at: authorizedAt } = attempt
  const { isAwaited, order } = await findPlace(container, attempt)
  if (isAwaited && order?.status === "pending") {
    return order.id
  }
  if (cartId !== null) {
    const { orders } = await findCompletion(container, cartId)
    return orders.find(({ outcome }) => outcome === "unpaid")?.id
  }
  // An order that existed before its payment was requested, and that was never paid, still waits for a payment as
  // before.
  const isGone = orderId !== null && authorizedAt !== null
  return isGone && (await findOrderOutcome(container, orderId)) === "unpaid" ? orderId : undefined
}

/** Closed when a payment pays the order, or by the review of open incidents. */
async function raiseUnpaid(
  { incidents }: Engine,
  attempt: AttemptRecord,
  orderId: OrderId | undefined
): Promise<void> {
  if (orderId === undefined) {
    return
  }
  await incidents.raise({ ...attempt, order_id: orderId }, "order_unpaid", {
    ...paymentFact(attempt),
    state: attempt.state,
  })
}
