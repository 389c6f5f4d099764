import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { NO_ID, type OrderId } from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { amountFact, type Cause, type IncidentDetail } from "../../domain/incident-detail"
import type { Engine } from "../../engine/engine"
import { reverse } from "../../engine/reverse"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { heldAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { afterCompletion, findCompletion } from "./completion"
import { findPlace, type PaymentPlace } from "./find-in-medusa"
import { isStillDue, tryToFinish } from "./finish-payment"
import { outstandingOf } from "./outstanding"
import { placeDraft } from "./place-draft"
import { rollBackCompletion } from "./roll-back-completion"

/** Handles money without a payment in Medusa, or a payment without an order. */
export async function placeMoney(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  { session, order, openCart, payment }: PaymentPlace
): Promise<AttemptRecord> {
  if (payment?.isCanceled === true) {
    return await reverse(engine, attempt)
  }
  if (session !== undefined && order !== undefined) {
    return (await isDueOn(container, order.id, attempt))
      ? await attach(container, engine, attempt, order.id)
      : await refuseMoney(engine, attempt, { reason: "order_paid_otherwise" })
  }
  if (session !== undefined && openCart !== undefined && isStillDue(openCart, attempt)) {
    const finished = await tryToFinish(container, engine, attempt)
    const { state, abandon_requested_at: abandonAt } = finished.attempt
    return finished.ended === "impossible" && isOneOf(state, MONEY_STATES) && abandonAt === null
      ? await refuseMoney(engine, finished.attempt, finished.cause)
      : finished.attempt
  }
  return await refuseMoney(engine, attempt, {
    reason: session === undefined ? "session_gone" : "cart_changed",
  })
}

/**
 * Rolls back an order whose completion was interrupted because its process died. It is not a complete order yet: goods
 * may not be reserved, or the cart not be closed. After the rollback the cart can be completed from the beginning.
 *
 * @returns the attempt's place afterwards; undefined while it cannot be determined.
 */
export async function clearInterrupted(
  container: MedusaContainer,
  attempt: AttemptRecord,
  place: PaymentPlace
): Promise<PaymentPlace | undefined> {
  const { cart_id: cartId } = attempt
  const { session, payment, order, isCartClosed } = place
  const isBegun = order !== undefined || isCartClosed
  if (cartId === null || payment !== undefined || session?.status !== "pending" || !isBegun) {
    return place
  }
  const { orders } = await findCompletion(container, cartId)
  const isWhole = orders.some((order) => order.isWhole)
  const cleared = isWhole ? "clear" : await rollBackCompletion(container, { cartId, attemptId: attempt.id })
  return cleared === "busy" ? undefined : await findPlace(container, attempt)
}

/** Whether this amount is still due on an order, or the order was paid by other means since the payment started. */
async function isDueOn(
  container: MedusaContainer,
  orderId: OrderId,
  attempt: AttemptRecord
): Promise<boolean> {
  const outstanding = await outstandingOf(container, orderId, attempt.id)
  return outstanding !== undefined && outstanding.amount.minor >= heldAmount(attempt).minor
}

/**
 * Attaches the payment to an existing order that waits for it (a delayed payment, a link, or a process that died in
 * between).
 */
async function attach(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  orderId: OrderId
): Promise<AttemptRecord> {
  const payments = container.resolve<IPaymentModuleService>(Modules.PAYMENT)
  await afterCompletion(container, attempt.cart_id ?? orderId, async () => {
    const payment = await payments.authorizePaymentSession(attempt.payment_session_id ?? NO_ID, {})
    if (payment !== null && attempt.state === "captured") {
      // Medusa books no order transaction for money that arrives captured, unless its capture workflow runs.
      await capturePaymentWorkflow(container).run({ input: { payment_id: payment.id } })
    }
  })
  engine.logger.info(`${attemptLabel(attempt)} was attached to order ${orderId}.`)
  await engine.incidents.resolveForOrder(orderId, "order_unpaid")
  const attached = (await engine.journal.update(attempt.id, { order_id: orderId })) ?? attempt
  const { order } = await findPlace(container, attached)
  if (order?.isDraft === true) {
    await placeDraft(container, engine, attached, order.id)
  }
  return attached
}

/**
 * Handles money that cannot become an order: depending on the option, it is reversed or held for a manual decision.
 * Either way an incident is raised.
 */
export async function refuseMoney(
  engine: Engine,
  attempt: AttemptRecord,
  cause: Cause
): Promise<AttemptRecord> {
  const detail: IncidentDetail = {
    code: "amount_and_cause",
    amount: amountFact(heldAmount(attempt)),
    cause,
  }
  if (engine.terminal.settings.unplaceable === "hold") {
    await engine.incidents.raise(attempt, "held_unplaceable", detail)
    return (
      (await engine.journal.update(attempt.id, { nextCheckSeconds: null, reason: "preparing_order" })) ??
      attempt
    )
  }
  await engine.incidents.raise(attempt, "reversed_unplaceable", detail)
  return await reverse(engine, attempt)
}
