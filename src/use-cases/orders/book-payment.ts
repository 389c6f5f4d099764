import type { MedusaContainer } from "@medusajs/framework/types"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { reread } from "../../engine/attempt"
import type { Engine } from "../../engine/engine"
import { reverse } from "../../engine/reverse"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { bookCanceled } from "./book-canceled-order"
import { bookMovements } from "./book-movements"
import { withBookingLease, isLeaseTaken } from "./booking-lease"
import { closePayment, RETURNED_STATES } from "./close-payment"
import { findPlace, type PaymentPlace } from "./find-in-medusa"
import { noteOrder } from "./finish-payment"
import { askForDifference, keepCaptured } from "./keep-captured"
import { placeDraft } from "./place-draft"
import { clearInterrupted, placeMoney, refuseMoney } from "./assign-payment"
import { balanceCanceledOrder, recountOrder, recountPaymentOf } from "./recount"
import { repairBookings } from "./repair-bookings"
import { repairRefundCredit } from "./repair-refund-credit"

/**
 * Updates Medusa's books to the journal's state of one payment: places the order of a paid cart, attaches the payment
 * to an existing order, books captures, refunds and voids that XPay executed, and returns, or holds for a manual
 * decision, money that belongs to no order. May be called at any time and any number of times: callers are served one
 * at a time, each from freshly read data.
 *
 * @returns the updated attempt.
 * @throws PaymentRefusal if another request books this payment for longer than a caller can wait.
 */
export async function bookPayment(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  if (!isBookable(attempt)) {
    return attempt
  }
  return await withBookingLease(container, { attemptId: attempt.id }, async () => {
    const now = await reread(engine, attempt)
    const place = await findPlace(container, now)
    const booked = isBookable(now) ? await bookWithLease(container, engine, now, place) : now
    // An order left by an interrupted completion is gone now, and another one may have replaced it.
    const isSame = (booked.order_id ?? undefined) === place.order?.id
    await recount(container, engine, booked, isSame ? place : await findPlace(container, booked))
    return booked
  })
}

/**
 * {@link bookPayment}, for callers that can continue without it: a payment that another request is booking is left to
 * that request and to the job.
 */
export async function bookWhenFree(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  return await unlessLeaseTaken(engine, attempt, () => bookPayment(container, engine, attempt))
}

/**
 * Runs work that books a payment, for callers that must report its state. While another request is booking it, returns
 * the journal's state: an error saying that nothing was done would be wrong for a payment that succeeded.
 */
export async function unlessLeaseTaken(
  engine: Engine,
  attempt: AttemptRecord,
  work: () => Promise<AttemptRecord>
): Promise<AttemptRecord> {
  try {
    return await work()
  } catch (error) {
    if (!isLeaseTaken(error)) {
      throw error
    }
    engine.logger.warn(`${attemptLabel(attempt)}: another request is booking it.`)
    return await reread(engine, attempt)
  }
}

function isBookable({ state, authorized_at: authorizedAt }: AttemptRecord): boolean {
  return (
    isOneOf(state, [...MONEY_STATES, "refunded", "voided"]) || (state === "expired" && authorizedAt !== null)
  )
}

async function bookWithLease(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  place: PaymentPlace
): Promise<AttemptRecord> {
  if (attempt.state === "expired") {
    return await closePayment(container, engine, attempt, place)
  }
  const hasMoney = isOneOf(attempt.state, MONEY_STATES)
  if (place.order?.status === "canceled") {
    return await bookCanceled(container, engine, attempt, { ...place, order: place.order })
  }
  const kept = await keepCaptured(container, engine, attempt, place)
  if (kept !== undefined) {
    const booked = await bookWithLease(container, engine, kept.attempt, kept.place)
    await askForDifference(container, booked, kept.place)
    return booked
  }
  if (attempt.abandon_requested_at !== null) {
    return await closePayment(container, engine, hasMoney ? await reverse(engine, attempt) : attempt, place)
  }
  if (hasMoney && place.payment?.isOurs === false && !place.payment.isCanceled) {
    return await refuseMoney(engine, attempt, { reason: "cart_paid_otherwise" })
  }
  if (place.payment === undefined || place.order === undefined) {
    return hasMoney ? await placeWhenClear(container, engine, attempt, place) : attempt
  }
  if (place.payment.isCanceled && hasMoney) {
    return await reverse(engine, attempt)
  }
  const noted = attempt.order_id === null ? await noteOrder(container, engine, attempt, place) : attempt
  const booked = { paymentId: place.payment.id, orderId: place.order.id }
  await repairBookings(container, engine, noted, booked)
  await bookMovements(
    container,
    engine,
    noted,
    { ...booked, isCanceled: place.payment.isCanceled },
    "payment_and_order"
  )
  if (place.order.isDraft && hasMoney) {
    await placeDraft(container, engine, noted, place.order.id)
  }
  return await reread(engine, noted)
}

/** {@link placeMoney}, once an interrupted completion is rolled back. */
async function placeWhenClear(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  found: PaymentPlace
): Promise<AttemptRecord> {
  const place = await clearInterrupted(container, attempt, found)
  if (place === undefined) {
    // A completion of the cart is in progress; the next check sees its result.
    return attempt
  }
  const isCompleted = place.payment !== undefined && place.order !== undefined
  return isCompleted
    ? await bookWithLease(container, engine, attempt, place)
    : await placeMoney(container, engine, attempt, place)
}

/** Recalculates Medusa's own totals, which Medusa does not update on every change. */
async function recount(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  { order, payment }: PaymentPlace
): Promise<void> {
  const orderId = order?.id ?? attempt.order_id
  if (orderId === null) {
    return
  }
  const isCanceled = order?.status === "canceled"
  if (isCanceled && payment !== undefined && isOneOf(attempt.state, RETURNED_STATES)) {
    await balanceCanceledOrder(container, orderId, payment.id)
  }
  await recountOrder(container, orderId)
  // A canceled order counts a refund that Medusa booked although it failed.
  if (!isCanceled) {
    await repairRefundCredit(container, engine, attempt, orderId)
  }
  await recountPaymentOf(container, attempt)
}
