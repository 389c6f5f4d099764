import type { MedusaContainer } from "@medusajs/framework/types"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../domain/attempt-state"
import { formatMoney } from "../domain/money"
import type { Engine } from "../engine/engine"
import { attemptAmount, type AttemptRecord } from "../modules/xpay/records"
import { findCompletion, findOrderFate } from "./completion"
import { findPlace } from "./payment-place"
import { rollBackCompletion } from "./roll-back-completion"

/**
 * Decides what becomes of the order that was begun with an attempt that ended without money: a completion that was cut off
 * is rolled back, an order that stays without a payment is an incident, and an incident whose cause is gone is closed.
 *
 * @returns false while it cannot be decided, because a completion of the cart is under way.
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
  await tellUnpaid(engine, attempt, await findUnpaidOrder(container, attempt))
  return true
}

/** The order that was placed with an attempt, or waits for its money, and that nothing pays. */
async function findUnpaidOrder(
  container: MedusaContainer,
  attempt: AttemptRecord
): Promise<string | undefined> {
  const { cart_id: cartId, order_id: orderId, authorized_at: authorizedAt } = attempt
  const { isAwaited, order } = await findPlace(container, attempt)
  if (isAwaited && order?.status === "pending") {
    return order.id
  }
  if (cartId !== null) {
    const { orders } = await findCompletion(container, cartId)
    return orders.find(({ fate }) => fate === "unpaid")?.id
  }
  // An order that was there before its payment was asked for, and that was never paid, waits for a payment as before.
  const isGone = orderId !== null && authorizedAt !== null
  return isGone && (await findOrderFate(container, orderId)) === "unpaid" ? orderId : undefined
}

async function tellUnpaid(
  { incidents }: Engine,
  attempt: AttemptRecord,
  orderId: string | undefined
): Promise<void> {
  if (orderId === undefined) {
    await incidents.settle(attempt.id, "order_unpaid")
    return
  }
  await incidents.raise(
    { ...attempt, order_id: orderId },
    "order_unpaid",
    `${formatMoney(attemptAmount(attempt))}, XPay order ${attempt.xpay_order_id}: ${attempt.state}.`
  )
}
