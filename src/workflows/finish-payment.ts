import type { MedusaContainer } from "@medusajs/framework/types"
import { DROPPABLE_STATES, isOneOf } from "../domain/attempt-state"
import { formatMoney, isSameMoney, toMinor } from "../domain/money"
import type { ShopperMessage } from "../domain/shopper-messages"
import type { Engine } from "../engine/engine"
import { release } from "../engine/release"
import { describe } from "../modules/xpay/log-line"
import { attemptAmount, type AttemptRecord } from "../modules/xpay/records"
import { completeCart } from "./complete-cart"
import { findPlace, type PaymentPlace } from "./payment-place"

/** How an attempt to make the order of a payment ended. */
export interface Finished {
  readonly attempt: AttemptRecord
  /** `kept`: there is an order, or there can be one later. `impossible`: the cart cannot become one. */
  readonly ended: "kept" | "impossible"
}

/**
 * Makes the order of a payment that is ready: completes the cart on the server, so that a shopper who closes the
 * browser still gets the order. The payment itself is made inside the completion, as its last step.
 *
 * A cart whose total is not what the payment was started for is not completed, and nothing is charged.
 *
 * @returns the attempt where it stands then.
 */
export async function finishPayment(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  return (await tryToFinish(container, engine, attempt)).attempt
}

/** {@link finishPayment}, for a caller who has to decide what becomes of the money. */
export async function tryToFinish(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<Finished> {
  const { openCart } = await findPlace(container, attempt)
  if (openCart !== undefined) {
    if (!isStillDue(openCart, attempt)) {
      return { attempt: await release(engine, attempt, "cart_changed"), ended: "impossible" }
    }
    const completion = await completeCart(container, openCart.id)
    if (completion.kind === "impossible") {
      return { attempt: await afterFailure(engine, attempt, completion.message), ended: "impossible" }
    }
  }
  const now = (await engine.journal.find(attempt.id)) ?? attempt
  return { attempt: await noteOrder(engine, now, await findPlace(container, now)), ended: "kept" }
}

/** Medusa's compensation has called the provider for what was authorized in the completion; the rest is dropped here. */
async function afterFailure(engine: Engine, attempt: AttemptRecord, why: string): Promise<AttemptRecord> {
  const now = (await engine.journal.find(attempt.id)) ?? attempt
  engine.logger.warn(`${describe(now)}: no order was placed. ${why}`)
  const wasReturned = now.authorized_at !== null && !isOneOf(now.state, ["authorized", "captured"])
  if (wasReturned) {
    await engine.incidents.raise(now, "returned_unplaceable", `${formatMoney(attemptAmount(now))}. ${why}`)
  }
  return await dropUnsent(engine, now, "order_failed")
}

/** Whether a cart still costs what a payment was started for. */
export function isStillDue(cart: NonNullable<PaymentPlace["openCart"]>, attempt: AttemptRecord): boolean {
  return isSameMoney(toMinor(cart.total, cart.currency_code), attemptAmount(attempt))
}

/**
 * Writes down which order was placed with this payment. An order that exists without it was paid by another attempt:
 * then this one is dropped, if it was not sent yet.
 */
export async function noteOrder(
  engine: Engine,
  attempt: AttemptRecord,
  place: PaymentPlace
): Promise<AttemptRecord> {
  const { payment, order, isAwaited } = place
  if (order === undefined) {
    return attempt
  }
  const isOurs = (payment?.isOurs === true && !payment.isCanceled) || isAwaited
  if (isOurs) {
    return (await engine.journal.amend(attempt.id, { order_id: order.id })) ?? attempt
  }
  return await dropUnsent(engine, attempt, "replaced")
}

/** What was sent already is for Medusa's compensation, which calls the provider, and for the reconciliation. */
async function dropUnsent(
  engine: Engine,
  attempt: AttemptRecord,
  reason: ShopperMessage
): Promise<AttemptRecord> {
  return isOneOf(attempt.state, DROPPABLE_STATES) ? await release(engine, attempt, reason) : attempt
}
