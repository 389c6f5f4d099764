import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { NO_ID, type OrderId } from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { formatMoney } from "../../domain/money"
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

/** Money without a payment in Medusa, or a payment without an order. */
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
      : await refuseMoney(engine, attempt, "Its order was paid by other means meanwhile.")
  }
  if (session !== undefined && openCart !== undefined && isStillDue(openCart, attempt)) {
    const { attempt: finished, ended, why } = await tryToFinish(container, engine, attempt)
    const isRefused = ended === "impossible" && isOneOf(finished.state, MONEY_STATES)
    return isRefused && finished.abandon_requested_at === null
      ? await refuseMoney(engine, finished, why ?? "The cart cannot be completed.")
      : finished
  }
  return await refuseMoney(
    engine,
    attempt,
    session === undefined
      ? "Its payment session is gone: the cart changed or another payment method was chosen."
      : "Its cart is not there or costs something else now."
  )
}

/**
 * An order that its completion could not finish, because the process died over it, is no order yet: goods may not be
 * reserved, or the cart not be closed. It is rolled back, so that the cart can be completed from the beginning.
 *
 * @returns where the attempt belongs then; undefined while it cannot be said.
 */
export async function clearCutOff(
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

/** Whether an order still waits for this much, or was paid by other means since the payment was begun. */
async function isDueOn(
  container: MedusaContainer,
  orderId: OrderId,
  attempt: AttemptRecord
): Promise<boolean> {
  const outstanding = await outstandingOf(container, orderId, attempt.id)
  return outstanding !== undefined && outstanding.amount.minor >= heldAmount(attempt).minor
}

/** An order exists and waits for this payment (a slow method, a link, or a process that died in between). */
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
      // Medusa books no order transaction for money that came captured, unless its capture workflow runs.
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
 * Money that can become no order: by option it is reversed, or waits for a person. Either way an incident is raised.
 */
export async function refuseMoney(
  engine: Engine,
  attempt: AttemptRecord,
  why: string
): Promise<AttemptRecord> {
  const amount = formatMoney(heldAmount(attempt))
  if (engine.terminal.settings.unplaceable === "hold") {
    await engine.incidents.raise(attempt, "held_unplaceable", `${amount}. ${why}`)
    return (
      (await engine.journal.update(attempt.id, { nextCheckSeconds: null, reason: "preparing_order" })) ??
      attempt
    )
  }
  await engine.incidents.raise(attempt, "reversed_unplaceable", `${amount}. ${why}`)
  return await reverse(engine, attempt)
}
