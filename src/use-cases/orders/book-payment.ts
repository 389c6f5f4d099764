import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import {
  capturePaymentWorkflow,
  createOrUpdateOrderPaymentCollectionWorkflow,
  refundPaymentWorkflow,
} from "@medusajs/medusa/core-flows"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { formatMoney, money, toMajor } from "../../domain/money"
import { CHECKS_BEFORE_INCIDENT } from "../../domain/next-check"
import type { Engine } from "../../engine/engine"
import { learnState } from "../../engine/refresh"
import { abandon, reverse } from "../../engine/reverse"
import { bookedBy } from "../../medusa/booking-mark"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { attemptAmount, type AttemptRecord, type MovementRecord } from "../../modules/xpay/journal/records"
import { afterCompletion, findCompletion } from "./completion"
import { dropCutOffChange } from "./cut-off-change"
import { isStillDue, noteOrder, tryToFinish } from "./finish-payment"
import { messageOf } from "../message-of"
import { outstandingOf } from "./outstanding"
import { hasCaptures, repairBookings, repairCanceledBookings, takeBackBooking } from "./repair-bookings"
import { repairRefundCredit } from "./repair-refund-credit"
import { balanceCanceledOrder, recountOrder, recountPaymentOf } from "./recount"
import { inBookingTurn, isTurnTaken } from "./booking-turn"
import { findPlace, type PaymentPlace } from "./find-in-medusa"
import { placeDraft } from "./place-draft"
import { returnForCanceledOrder } from "./refund-canceled-order"
import { rollBackCompletion } from "./roll-back-completion"

/**
 * Brings Medusa's books to what the journal knows of one payment: places the order of a cart that was paid, attaches
 * the payment to an order that exists, books captures, refunds and voids that were made at XPay, and returns, or
 * keeps for a person, money that belongs nowhere. May be called at any time and any number of times: of several callers
 * one at a time is served, from a fresh look.
 *
 * @returns the attempt where it stands then.
 * @throws PaymentRefusal when another request books this payment for longer than anybody can wait.
 */
export async function bookPayment(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  if (!isBookable(attempt)) {
    return attempt
  }
  return await inBookingTurn(container, { attemptId: attempt.id }, async () => {
    const now = (await engine.journal.find(attempt.id)) ?? attempt
    const place = await findPlace(container, now)
    const booked = isBookable(now) ? await bookInTurn(container, engine, now, place) : now
    // An order that a completion left behind is gone now, and another one has taken its place.
    const isSame = (booked.order_id ?? undefined) === place.order?.id
    await recount(container, engine, booked, isSame ? place : await findPlace(container, booked))
    return booked
  })
}

/**
 * {@link bookPayment}, for whoever can go on without it: what another request is booking at this moment is left to it and
 * to the job.
 */
export async function bookWhenFree(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  try {
    return await bookPayment(container, engine, attempt)
  } catch (error) {
    if (!isTurnTaken(error)) {
      throw error
    }
    engine.logger.warn(`${attemptLabel(attempt)}: another request is booking it.`)
    return (await engine.journal.find(attempt.id)) ?? attempt
  }
}

function isBookable({ state, authorized_at: authorizedAt }: AttemptRecord): boolean {
  return (
    isOneOf(state, [...MONEY_STATES, "refunded", "voided"]) || (state === "expired" && authorizedAt !== null)
  )
}

async function bookInTurn(
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
    const booked = await bookInTurn(container, engine, kept.attempt, kept.place)
    await askForDifference(container, booked, kept.place)
    return booked
  }
  if (attempt.abandon_requested_at !== null) {
    return await closePayment(container, engine, hasMoney ? await reverse(engine, attempt) : attempt, place)
  }
  if (hasMoney && place.payment?.isOurs === false && !place.payment.isCanceled) {
    return await refuseMoney(engine, attempt, "Another payment of the same cart was booked already.")
  }
  if (place.payment === undefined || place.order === undefined) {
    return hasMoney ? await placeMoney(container, engine, attempt, place) : attempt
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
    bookInOrder
  )
  if (place.order.isDraft && hasMoney) {
    await placeDraft(container, engine, noted, place.order.id)
  }
  return (await engine.journal.find(attempt.id)) ?? noted
}

/**
 * Medusa changes a canceled order no more, and counts the return of its money in its own way: all of it, when it is canceled,
 * whatever XPay says. So what XPay carried out, before or since, goes into the rows of the payment alone. That comes first:
 * what was returned already must not be returned again, and while it is not booked nothing more is refunded.
 */
async function bookCanceled(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  place: PaymentPlace & { readonly order: NonNullable<PaymentPlace["order"]> }
): Promise<AttemptRecord> {
  const { payment, order } = place
  const noted = attempt.order_id === null ? await noteOrder(container, engine, attempt, place) : attempt
  if (payment?.isOurs !== true) {
    return isOneOf(noted.state, MONEY_STATES) ? await reverse(engine, noted) : noted
  }
  if (payment.isCanceled && !(await hasCaptures(container, payment.id))) {
    // Medusa captures a canceled payment no more, and refunds nothing that it has not captured.
    const hasMoney = isOneOf(noted.state, MONEY_STATES)
    return await closePayment(container, engine, hasMoney ? await reverse(engine, noted) : noted, place)
  }
  // A refund whose answer was lost is booked like any other; whoever asked for it is gone.
  const known = noted.state === "refunding" ? await learnState(engine, noted) : noted
  await repairCanceledBookings(container, engine, known, payment.id)
  const booked = { paymentId: payment.id, orderId: order.id, isCanceled: payment.isCanceled }
  await bookMovements(container, engine, known, booked, bookInPayment)
  const hasMoney = isOneOf(known.state, MONEY_STATES)
  const returned = hasMoney ? await returnForCanceledOrder(container, engine, known, payment.id) : known
  const closed = await closePayment(container, engine, returned, place)
  if (!isOneOf(closed.state, MONEY_STATES)) {
    await engine.incidents.close(closed.id, "order_canceled_with_money")
  }
  return closed
}

/**
 * What was captured on purpose, for an order that stands, stays. Medusa voids the hold of an order whose edit is confirmed,
 * also while a clerk's capture is under way, and cancels the payment; then XPay has taken the money. Had the capture come a
 * moment earlier, Medusa would have kept it and asked for the difference alone, so that is what is true now. Returned, the
 * shop would have shipped for nothing, or the shopper would have to pay all of it a second time.
 *
 * @returns the attempt that is not to be returned any more, and the payment that is not canceled; undefined where that is so
 *   already, or the money does not stay.
 */
async function keepCaptured(
  container: MedusaContainer,
  { journal, logger }: Engine,
  attempt: AttemptRecord,
  place: PaymentPlace
): Promise<{ attempt: AttemptRecord; place: PaymentPlace } | undefined> {
  const { payment, order } = place
  const isUnwanted = payment?.isCanceled === true || attempt.abandon_requested_at !== null
  if (order === undefined || payment?.isOurs !== true || !isUnwanted) {
    return undefined
  }
  if (!isCapturedForMedusa(await journal.movements(attempt.id))) {
    return undefined
  }
  const kept = await journal.update(attempt.id, { clear: ["abandon_requested_at"] }, [
    "captured",
    "partially_refunded",
  ])
  if (kept === undefined) {
    return undefined
  }
  logger.warn(
    `${attemptLabel(attempt)}: it was captured while Medusa canceled its payment. The money stays with the order.`
  )
  // Medusa's types do not name the column.
  await container
    .resolve<IPaymentModuleService>(Modules.PAYMENT)
    .updatePayment({ id: payment.id, canceled_at: null } as { id: string })
  return { attempt: kept, place: { ...place, payment: { ...payment, isCanceled: false } } }
}

/** A clerk asked for the capture, and nobody has begun to return it. */
function isCapturedForMedusa(movements: readonly MovementRecord[]): boolean {
  const done = movements.filter(({ state }) => state === "done")
  const isReturned = done.some(
    ({ kind, origin, is_booked: isBooked, medusa_reference: intent }) =>
      kind === "refund" && origin === "medusa" && isBooked && intent === null
  )
  return (
    !isReturned && done.some(({ kind, medusa_reference: intent }) => kind === "capture" && intent !== null)
  )
}

/** Asks for what is left to pay, where Medusa has asked for all of it when it canceled the payment. */
async function askForDifference(
  container: MedusaContainer,
  attempt: AttemptRecord,
  { order, payment }: PaymentPlace
): Promise<void> {
  await recountPaymentOf(container, attempt)
  // While Medusa has no capture of it, it would cancel the payment once more.
  if (order !== undefined && payment !== undefined && (await hasCaptures(container, payment.id))) {
    await createOrUpdateOrderPaymentCollectionWorkflow(container).run({ input: { order_id: order.id } })
  }
}

/** XPay has nothing of the money any more. */
const RETURNED_STATES = ["refunded", "voided", "expired"] as const

/** Medusa's own sums, which it does not count anew whenever something in them changes. */
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

/**
 * Medusa cancels the payment whose hold it voids, unless it dies over it; of one that lapsed it knows nothing. What was
 * taken and returned behind a canceled payment it has no rows for: then there is nothing to book.
 */
async function closePayment(
  container: MedusaContainer,
  { journal }: Engine,
  attempt: AttemptRecord,
  { payment }: PaymentPlace
): Promise<AttemptRecord> {
  if (payment?.isOurs !== true || !isOneOf(attempt.state, RETURNED_STATES)) {
    return attempt
  }
  if (attempt.state !== "refunded" && !payment.isCanceled) {
    await container.resolve<IPaymentModuleService>(Modules.PAYMENT).cancelPayment(payment.id)
  }
  if (payment.isCanceled && !(await hasCaptures(container, payment.id))) {
    for (const movement of (await journal.movements(attempt.id)).filter(isUnbooked)) {
      await journal.book(movement, undefined)
    }
  }
  return attempt
}

function isUnbooked({ state, is_booked: isBooked }: MovementRecord): boolean {
  return state === "done" && !isBooked
}

/** Money without a payment in Medusa, or a payment without an order. */
async function placeMoney(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  found: PaymentPlace
): Promise<AttemptRecord> {
  const place = await clearCutOff(container, attempt, found)
  if (place === undefined) {
    // A completion of the cart is under way; what it makes of the money is seen at the next look.
    return attempt
  }
  const { session, order, openCart, payment } = place
  if (payment !== undefined && order !== undefined) {
    // The completion has come to its end meanwhile.
    return await bookInTurn(container, engine, attempt, place)
  }
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
async function clearCutOff(
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
  orderId: string,
  attempt: AttemptRecord
): Promise<boolean> {
  const outstanding = await outstandingOf(container, orderId, attempt.id)
  return outstanding !== undefined && outstanding.amount.minor >= attemptAmount(attempt).minor
}

/** An order exists and waits for this payment (a slow method, a link, or a process that died in between). */
async function attach(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  orderId: string
): Promise<AttemptRecord> {
  const payments = container.resolve<IPaymentModuleService>(Modules.PAYMENT)
  await afterCompletion(container, attempt.cart_id ?? orderId, async () => {
    const payment = await payments.authorizePaymentSession(attempt.payment_session_id ?? "", {})
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

/** Money that can become no order: by option it goes back, or waits for a person. Either way somebody is told. */
async function refuseMoney(engine: Engine, attempt: AttemptRecord, why: string): Promise<AttemptRecord> {
  const amount = formatMoney(attemptAmount(attempt))
  if (engine.terminal.settings.unplaceable === "hold") {
    await engine.incidents.raise(attempt, "held_unplaceable", `${amount}. ${why}`)
    return (
      (await engine.journal.update(attempt.id, { nextCheckSeconds: null, reason: "preparing_order" })) ??
      attempt
    )
  }
  await engine.incidents.raise(attempt, "returned_unplaceable", `${amount}. ${why}`)
  return await reverse(engine, attempt)
}

/** Why there is a refund that nobody has asked Medusa for, or whose asker is gone. */
const NOTES: Readonly<Record<MovementRecord["origin"], string>> = {
  medusa: "Booked after an interruption",
  xpay: "Refunded in XPay's back office",
}

/** Medusa's payment of an attempt, and its order. */
interface BookedAs {
  readonly paymentId: string
  readonly orderId: string
  readonly isCanceled: boolean
}

/** Makes Medusa write down one movement. */
type Book = (
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  payment: BookedAs,
  movement: MovementRecord
) => Promise<void>

/**
 * Captures, refunds and voids that XPay carried out and Medusa was not told of. One that cannot be booked stays due; when
 * that lasts, a person is told.
 */
async function bookMovements(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  payment: BookedAs,
  book: Book
): Promise<void> {
  const movements = await engine.journal.movements(attempt.id)
  let failed = 0
  for (const movement of movements.filter(isUnbooked)) {
    try {
      await book(container, engine, attempt, payment, movement)
      await requireBooked(engine, movement)
    } catch (error) {
      if (await takeBackBooking(container, engine, attempt, payment, movement.id)) {
        failed++
        await tellFailed(engine, attempt, movement, messageOf(error))
      }
    }
  }
  if (failed === 0) {
    await engine.incidents.close(attempt.id, "import_failed")
  }
}

/** Medusa's capture of what it takes for captured in full does nothing, and says nothing. */
async function requireBooked(
  { journal }: Engine,
  { id, attempt_id: attemptId }: MovementRecord
): Promise<void> {
  const movement = (await journal.movements(attemptId)).find((one) => one.id === id)
  if (movement?.is_booked !== true) {
    throw new Error("Medusa booked nothing.")
  }
}

async function tellFailed(
  { incidents, logger }: Engine,
  attempt: AttemptRecord,
  { kind, amount }: MovementRecord,
  why: string
): Promise<void> {
  const what = `${kind} of ${formatMoney(money(BigInt(amount), attemptAmount(attempt).currency))}: ${why}`
  logger.warn(`${attemptLabel(attempt)}: not booked in Medusa yet, and tried again: ${what}`)
  if (attempt.checks >= CHECKS_BEFORE_INCIDENT) {
    await incidents.raise(attempt, "import_failed", what)
  }
}

/** In the payment and in its order. */
async function bookInOrder(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  payment: BookedAs,
  movement: MovementRecord
): Promise<void> {
  const input = inputFor(attempt, payment, movement)
  // Tells the provider, which Medusa calls for this, to mark the movement as booked and to send nothing.
  const by = bookedBy(movement)
  switch (movement.kind) {
    case "capture":
      await capturePaymentWorkflow(container).run({ input: { ...input, captured_by: by } })
      return
    case "refund":
      await dropCutOffChange(container, engine, payment.orderId)
      await refundPaymentWorkflow(container).run({
        input: { ...input, created_by: by, note: NOTES[movement.origin] },
      })
      return
    case "void":
      await bookVoid(container, engine, payment, movement)
      return
    case "cancel_capture":
      await refundPaymentWorkflow(container).run({
        input: { ...input, created_by: by, note: "Capture canceled on its own day" },
      })
      if (movement.origin === "medusa") {
        await abandon(engine, attempt, "order_failed")
      } else {
        const amountText = formatMoney(money(BigInt(movement.amount), attemptAmount(attempt).currency))
        await engine.incidents.raise(
          attempt,
          "books_differ",
          `A capture of ${amountText} was canceled at XPay.`
        )
      }
  }
}

/** In the payment alone: its order is canceled. */
async function bookInPayment(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  payment: BookedAs,
  movement: MovementRecord
): Promise<void> {
  if (movement.kind === "void") {
    await bookVoid(container, engine, payment, movement)
    return
  }
  const payments = container.resolve<IPaymentModuleService>(Modules.PAYMENT)
  const input = inputFor(attempt, payment, movement)
  const by = bookedBy(movement)
  await (movement.kind === "capture"
    ? payments.capturePayment({ ...input, captured_by: by })
    : payments.refundPayment({ ...input, created_by: by, note: NOTES[movement.origin] }))
}

async function bookVoid(
  container: MedusaContainer,
  { journal }: Engine,
  { paymentId, isCanceled }: BookedAs,
  movement: MovementRecord
): Promise<void> {
  if (!isCanceled) {
    await container.resolve<IPaymentModuleService>(Modules.PAYMENT).cancelPayment(paymentId)
  }
  await journal.book(movement, undefined)
}

function inputFor(attempt: AttemptRecord, { paymentId }: BookedAs, { amount }: MovementRecord) {
  const { numeric } = toMajor(money(BigInt(amount), attemptAmount(attempt).currency))
  return { payment_id: paymentId, amount: numeric }
}
