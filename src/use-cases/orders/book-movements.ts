import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow, refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { OrderId, PaymentId } from "../../domain/ids"
import { formatMoney, money, toMajor } from "../../domain/money"
import { CHECKS_BEFORE_INCIDENT } from "../../domain/next-check"
import type { Engine } from "../../engine/engine"
import { abandon } from "../../engine/reverse"
import { bookedBy } from "../../medusa/booking-mark"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { attemptCurrency, type AttemptRecord, type MovementRecord } from "../../modules/xpay/journal/records"
import { messageOf } from "../message-of"
import { dropCutOffChange } from "./cut-off-change"
import { takeBackBooking } from "./repair-bookings"

/** Why there is a refund that was not requested in Medusa, or whose request is gone. */
const NOTES: Readonly<Record<MovementRecord["origin"], string>> = {
  medusa: "Booked after an interruption",
  xpay: "Refunded in the XPay back office",
}

/** Medusa's payment of an attempt, and its order. */
export interface BookedAs {
  readonly paymentId: PaymentId
  readonly orderId: OrderId
  readonly isCanceled: boolean
}

/** Makes Medusa book one movement. */
type Book = (
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  payment: BookedAs,
  movement: MovementRecord
) => Promise<void>

/** Where it is written down: a canceled order is changed no more, so that the rows of its payment alone are left. */
export type BookInto = "payment_and_order" | "payment_alone"

const BOOK: Readonly<Record<BookInto, Book>> = {
  payment_and_order: bookInOrder,
  payment_alone: bookInPayment,
}

/**
 * Captures, refunds and voids that XPay executed and that are not booked in Medusa. One that cannot be booked stays
 * due; if that lasts, an incident is raised.
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
    try {
      await BOOK[into](container, engine, attempt, payment, movement)
      await requireBooked(engine, movement)
    } catch (error) {
      if (await takeBackBooking(container, engine, attempt, payment, movement.id)) {
        failed++
        await raiseFailed(engine, attempt, movement, messageOf(error))
      }
    }
  }
  if (failed === 0) {
    await engine.incidents.close(attempt.id, "import_failed")
  }
}

/** Executed by XPay, and not in Medusa's rows yet. */
export function isUnbooked({ state, is_booked: isBooked }: MovementRecord): boolean {
  return state === "done" && !isBooked
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

async function raiseFailed(
  { incidents, logger }: Engine,
  attempt: AttemptRecord,
  { kind, amount }: MovementRecord,
  why: string
): Promise<void> {
  const what = `${kind} of ${formatMoney(money(BigInt(amount), attemptCurrency(attempt)))}: ${why}`
  logger.warn(`${attemptLabel(attempt)}: not booked in Medusa yet, and tried again: ${what}`)
  if (attempt.checks >= CHECKS_BEFORE_INCIDENT) {
    await incidents.raise(attempt, "import_failed", what)
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
  // Has the provider, which Medusa calls for this, mark the movement as booked and send nothing.
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
        const amountText = formatMoney(money(BigInt(movement.amount), attemptCurrency(attempt)))
        await engine.incidents.raise(
          attempt,
          "amounts_differ",
          `A capture of ${amountText} was canceled at XPay.`
        )
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
  const { numeric } = toMajor(money(BigInt(amount), attemptCurrency(attempt)))
  return { payment_id: paymentId, amount: numeric }
}
