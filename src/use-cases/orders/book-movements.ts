import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow, refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { OrderId, PaymentId } from "../../domain/ids"
import type { Cause, IncidentDetail } from "../../domain/incident-detail"
import { money, toMajor } from "../../domain/money"
import { CHECKS_BEFORE_INCIDENT } from "../../domain/next-check"
import type { Engine } from "../../engine/engine"
import { abandon } from "../../engine/reverse"
import { staffLocale } from "../../engine/terminal/options"
import { bookedBy } from "../../medusa/booking-mark"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { attemptCurrency, type AttemptRecord, type MovementRecord } from "../../modules/xpay/journal/records"
import { incidentDetailText } from "../../texts/incident-details"
import { refundNote } from "../../texts/refund-notes"
import { messageOf } from "../message-of"
import { dropInterruptedChange } from "./interrupted-change"
import { takeBackBooking } from "./repair-bookings"

/** Medusa's payment of an attempt, and its order. */
export interface BookedAs {
  readonly paymentId: PaymentId
  readonly orderId: OrderId
  readonly isCanceled: boolean
}

/** Has Medusa book one movement. */
type Book = (
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  payment: BookedAs,
  movement: MovementRecord
) => Promise<void>

/** Where a movement is booked: a canceled order cannot be changed, so only its payment's rows remain. */
export type BookInto = "payment_and_order" | "payment_alone"

const BOOK: Readonly<Record<BookInto, Book>> = {
  payment_and_order: bookInOrder,
  payment_alone: bookInPayment,
}

/**
 * Books in Medusa the captures, refunds and voids that XPay executed and that are not booked yet. A movement that
 * cannot be booked stays due; if that persists, an incident is raised.
 */
export async function bookMovements(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  payment: BookedAs,
  into: BookInto
): Promise<void> {
  const movements = await engine.journal.movements(attempt.id)
  let failed = 0
  for (const movement of movements.filter(isUnbooked)) {
    const cause = await tryToBook(engine, movement, async () => {
      await BOOK[into](container, engine, attempt, payment, movement)
    })
    if (cause !== undefined && (await takeBackBooking(container, engine, attempt, payment, movement.id))) {
      failed++
      await raiseImportFailed(engine, attempt, movement, cause)
    }
  }
  if (failed === 0) {
    await engine.incidents.close(attempt.id, "import_failed")
  }
}

/** Whether XPay executed the movement and Medusa has not booked it yet. */
export function isUnbooked({ state, is_booked: isBooked }: MovementRecord): boolean {
  return state === "done" && !isBooked
}

/** @returns why it is not booked. */
async function tryToBook(
  engine: Engine,
  movement: MovementRecord,
  book: () => Promise<void>
): Promise<Cause | undefined> {
  try {
    await book()
    return (await isBooked(engine, movement)) ? undefined : { reason: "nothing_booked" }
  } catch (error) {
    return { words: messageOf(error) }
  }
}

/** Medusa's capture silently does nothing for a payment that it counts as fully captured. */
async function isBooked(
  { journal }: Engine,
  { id, attempt_id: attemptId }: MovementRecord
): Promise<boolean> {
  const movement = (await journal.movements(attemptId)).find((one) => one.id === id)
  return movement?.is_booked === true
}

async function raiseImportFailed(
  { incidents, logger }: Engine,
  attempt: AttemptRecord,
  { kind, amount }: MovementRecord,
  cause: Cause
): Promise<void> {
  const detail: IncidentDetail = {
    code: "movement_not_booked",
    movement: kind,
    amount: { minor: amount, currency: attemptCurrency(attempt) },
    cause,
  }
  logger.warn(
    `${attemptLabel(attempt)}: not booked in Medusa yet, and tried again. ${incidentDetailText(detail, "en")}`
  )
  if (attempt.checks >= CHECKS_BEFORE_INCIDENT) {
    await incidents.raise(attempt, "import_failed", detail)
  }
}

async function bookInOrder(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  payment: BookedAs,
  movement: MovementRecord
): Promise<void> {
  const input = inputFor(attempt, payment, movement)
  // Makes the provider, which Medusa calls for this, mark the movement as booked and send nothing.
  const by = bookedBy(movement)
  switch (movement.kind) {
    case "capture":
      await capturePaymentWorkflow(container).run({ input: { ...input, captured_by: by } })
      return
    case "refund":
      await dropInterruptedChange(container, engine, payment.orderId)
      await refundPaymentWorkflow(container).run({
        input: { ...input, created_by: by, note: noteOf(engine, movement) },
      })
      return
    case "void":
      await bookVoid(container, engine, payment, movement)
      return
    case "cancel_capture":
      await refundPaymentWorkflow(container).run({
        input: { ...input, created_by: by, note: noteOf(engine, movement) },
      })
      if (movement.origin === "medusa") {
        await abandon(engine, attempt, "order_failed")
      } else {
        await engine.incidents.raise(attempt, "amounts_differ", {
          code: "capture_canceled",
          amount: { minor: movement.amount, currency: attemptCurrency(attempt) },
        })
      }
  }
}

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
    : payments.refundPayment({ ...input, created_by: by, note: noteOf(engine, movement) }))
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

/** The note of a refund that was not requested in Medusa, or whose request is gone. */
function noteOf({ terminal }: Engine, { kind, origin }: MovementRecord): string {
  const made = origin === "xpay" ? "back_office" : "after_interruption"
  return refundNote(kind === "cancel_capture" ? "capture_canceled" : made, staffLocale(terminal.settings))
}

function inputFor(attempt: AttemptRecord, { paymentId }: BookedAs, { amount }: MovementRecord) {
  const { numeric } = toMajor(money(BigInt(amount), attemptCurrency(attempt)))
  return { payment_id: paymentId, amount: numeric }
}
