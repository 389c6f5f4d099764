import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptReason } from "../../domain/attempt-reason"
import { DROPPABLE_STATES, ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../../domain/attempt-state"
import { amountFact, type Cause } from "../../domain/incident-detail"
import { isSameMoney, toMinor } from "../../domain/money"
import { reread } from "../../engine/attempt"
import type { Engine } from "../../engine/engine"
import { abandon } from "../../engine/reverse"
import { isStillPolled } from "../../engine/authorization/resolve-pending"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { heldAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { causeText } from "../../texts/incident-details"
import { completeCart } from "./complete-cart"
import { findCompletion } from "./completion"
import { decideOrder } from "./decide-order"
import { messageOf } from "../message-of"
import { findPlace, type PaymentPlace } from "./find-in-medusa"
import { rollBackCompletion } from "./roll-back-completion"

/** The outcome of placing the order of a payment. */
export type Finished =
  /** An order exists, or can still be placed later. */
  | { readonly ended: "kept"; readonly attempt: AttemptRecord }
  /** The cart cannot become an order. */
  | { readonly ended: "impossible"; readonly attempt: AttemptRecord; readonly cause: Cause }

/**
 * Places the order of a payment that is ready: completes the cart on the server, so that a shopper who closes the
 * browser still gets the order. The payment itself is sent inside the completion, as its last step.
 *
 * A cart whose total differs from the payment's amount is not completed, and nothing is charged.
 *
 * @returns the updated attempt.
 */
export async function finishPayment(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  return (await tryToFinish(container, engine, attempt)).attempt
}

/** {@link finishPayment}, for a caller who has to decide what to do with the money. */
export async function tryToFinish(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<Finished> {
  const place = await findPlace(container, attempt)
  const openCart = isInterrupted(place, attempt) ? await reopen(container, attempt) : place.openCart
  if (openCart !== undefined) {
    if (!isStillDue(openCart, attempt)) {
      const abandoned = await abandon(engine, attempt, "cart_changed")
      return { attempt: abandoned, ended: "impossible", cause: { reason: "cart_changed" } }
    }
    const completion = await completeCart(container, openCart.id)
    if (completion.kind === "impossible") {
      const { cause } = completion
      return { attempt: await afterFailure(engine, attempt, cause), ended: "impossible", cause }
    }
  }
  const now = await reread(engine, attempt)
  const noted = await noteOrder(container, engine, now, await findPlace(container, now))
  return { attempt: await concludeOrder(container, engine, noted), ended: "kept" }
}

/** Whether a completion has left something of the cart behind that blocks another completion. */
function isInterrupted(
  { openCart, order, payment, isCartClosed, session }: PaymentPlace,
  { state }: AttemptRecord
): boolean {
  const isPaid = payment !== undefined || session?.status === "pending_authorization"
  // In doubt: the outcome of the payment decides first.
  if (isPaid || state === "authorizing") {
    return false
  }
  // Existing money is attached to a complete order; see `bookPayment`.
  const isReady = state === "authenticated"
  return order === undefined ? isCartClosed : openCart !== undefined || (isCartClosed && isReady)
}

/** @returns the cart, once nothing of an earlier completion blocks it and it can be completed. */
async function reopen(container: MedusaContainer, attempt: AttemptRecord): Promise<PaymentPlace["openCart"]> {
  if (attempt.cart_id === null) {
    return undefined
  }
  const cleared = await rollBackCompletion(container, { cartId: attempt.cart_id, attemptId: attempt.id })
  return cleared === "busy" ? undefined : (await findPlace(container, attempt)).openCart
}

/**
 * Removes an ended attempt from the schedule once the outcome of its order is known and XPay need not be polled
 * further.
 */
async function concludeOrder(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  if (!isOneOf(attempt.state, ENDED_WITHOUT_MONEY_STATES) || isStillPolled(attempt)) {
    return attempt
  }
  try {
    const isDecided = await decideOrder(container, engine, attempt)
    return isDecided ? ((await engine.journal.reschedule(attempt, null)) ?? attempt) : attempt
  } catch (error) {
    // The shopper still learns the payment's outcome. The attempt stays due: the job decides.
    engine.logger.warn(`${attemptLabel(attempt)}: its order is not decided yet. ${messageOf(error)}`)
    return attempt
  }
}

/**
 * Medusa's compensation has called the provider for what was authorized in the completion; the rest is dropped here.
 */
async function afterFailure(engine: Engine, attempt: AttemptRecord, cause: Cause): Promise<AttemptRecord> {
  const now = await reread(engine, attempt)
  engine.logger.warn(`${attemptLabel(now)}: no order was placed. ${causeText(cause, "en")}`)
  const wasReturned = now.authorized_at !== null && !isOneOf(now.state, ["authorized", "captured"])
  if (wasReturned) {
    const amount = amountFact(heldAmount(now))
    await engine.incidents.raise(now, "reversed_unplaceable", { code: "amount_and_cause", amount, cause })
  }
  return await dropUnsent(engine, now, "order_failed")
}

/** Whether a cart's total still equals the payment's amount. */
export function isStillDue(cart: NonNullable<PaymentPlace["openCart"]>, attempt: AttemptRecord): boolean {
  return isSameMoney(toMinor(cart.total, cart.currency_code), heldAmount(attempt))
}

/**
 * Records which order was placed with this payment. If the order exists without it, and another payment pays it or
 * nothing is due, this payment is no longer needed: it is dropped unless it was already sent. An unpaid order proves
 * nothing: its completion is in progress, or was interrupted.
 */
export async function noteOrder(
  container: MedusaContainer,
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
    if (payment !== undefined) {
      await engine.incidents.resolveForOrder(order.id, "order_unpaid")
    }
    return (await engine.journal.update(attempt.id, { order_id: order.id })) ?? attempt
  }
  return isOneOf(attempt.state, DROPPABLE_STATES) && (await isResolved(container, attempt))
    ? await abandon(engine, attempt, "already_paid")
    : attempt
}

async function isResolved(container: MedusaContainer, { cart_id: cartId }: AttemptRecord): Promise<boolean> {
  if (cartId === null) {
    return true
  }
  const { orders } = await findCompletion(container, cartId)
  return orders.some(({ outcome }) => outcome !== "left_behind")
}

/**
 * A payment that was already sent is left to Medusa's compensation, which calls the provider, and to the
 * reconciliation.
 */
async function dropUnsent(
  engine: Engine,
  attempt: AttemptRecord,
  reason: AttemptReason
): Promise<AttemptRecord> {
  return isOneOf(attempt.state, DROPPABLE_STATES) ? await abandon(engine, attempt, reason) : attempt
}
