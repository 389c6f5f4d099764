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

/** How an attempt to make the order of a payment ended. */
export type Finished =
  /** There is an order, or there can be one later. */
  | { readonly ended: "kept"; readonly attempt: AttemptRecord }
  /** The cart cannot become an order. */
  | { readonly ended: "impossible"; readonly attempt: AttemptRecord; readonly cause: Cause }

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
  const place = await findPlace(container, attempt)
  const openCart = isCutOff(place, attempt) ? await reopen(container, attempt) : place.openCart
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

/** Whether a completion has left something of the cart behind that blocks another. */
function isCutOff(
  { openCart, order, payment, isCartClosed, session }: PaymentPlace,
  { state }: AttemptRecord
): boolean {
  const isPaid = payment !== undefined || session?.status === "pending_authorization"
  // In doubt: what became of the money decides first.
  if (isPaid || state === "authorizing") {
    return false
  }
  // Money that is there is attached to an order that is whole; see the bookkeeping.
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

/** An attempt that ended leaves the schedule when it is known what became of its order, and XPay has no more to say. */
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
    // The shopper learns how the payment ended all the same. The attempt stays due: the job decides.
    engine.logger.warn(`${attemptLabel(attempt)}: its order is not decided yet. ${messageOf(error)}`)
    return attempt
  }
}

/** Medusa's compensation has called the provider for what was authorized in the completion; the rest is dropped here. */
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

/** Whether a cart still costs what a payment was started for. */
export function isStillDue(cart: NonNullable<PaymentPlace["openCart"]>, attempt: AttemptRecord): boolean {
  return isSameMoney(toMinor(cart.total, cart.currency_code), heldAmount(attempt))
}

/**
 * Records which order was placed with this payment. An order that exists without it, and that another payment pays or
 * that owes nothing, needs this one no more: then it is dropped, if it was not sent yet. An order that is unpaid proves
 * nothing: its completion is in progress, or was cut off.
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

/** What was sent already is for Medusa's compensation, which calls the provider, and for the reconciliation. */
async function dropUnsent(
  engine: Engine,
  attempt: AttemptRecord,
  reason: AttemptReason
): Promise<AttemptRecord> {
  return isOneOf(attempt.state, DROPPABLE_STATES) ? await abandon(engine, attempt, reason) : attempt
}
