import type { MedusaContainer } from "@medusajs/framework/types"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { OrderId, PaymentId } from "../../domain/ids"
import { DOUBTFUL_STATES, isOneOf } from "../../domain/attempt-state"
import { amountFact, type Cause } from "../../domain/incident-detail"
import type { Locale } from "../../domain/locale"
import { formatMoney, money, toMajor, type Money } from "../../domain/money"
import type { Objection } from "../../domain/objections"
import { reload, reread } from "../../engine/attempt"
import type { Engine } from "../../engine/engine"
import { capturableOf, mayCapture } from "../../engine/operations/may-move"
import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import {
  heldAmount,
  totals,
  type AttemptRecord,
  type MovementRecord,
} from "../../modules/xpay/journal/records"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { paymentFact } from "../../modules/xpay/incident-facts"
import { causeText } from "../../texts/incident-details"
import { notCapturedText, type NotCaptured } from "../../texts/not-captured"
import { causeOf } from "../cause-of"
import { engineFor, hasTerminal, journalOf } from "../engine-for"
import { staffText } from "../../texts/staff-messages"
import { withBookingLease, isLeaseTaken } from "../orders/booking-lease"
import { findPlace } from "../orders/find-in-medusa"
import { outstandingOf } from "../orders/outstanding"
import { recountPaymentOf } from "../orders/recount"
import { readSentOrder, type BeingSent, type SendingMoment } from "./sent-goods"

/** Delay before the job retries a failed capture. */
export const CAPTURE_AGAIN_SECONDS = 3_600
const DAY_SECONDS = 86_400

/** Whether everything due for capture is captured, and if not, why. */
export type Captured =
  { readonly isDone: true } | { readonly isDone: false; readonly why: (locale: Locale) => string }

const DONE: Captured = { isDone: true }
const notYet = (reason: NotCaptured): Captured => ({
  isDone: false,
  why: (locale) => notCapturedText(reason, locale),
})

/** A payment to capture, and its terminal. */
interface Held {
  readonly engine: Engine
  readonly attempt: AttemptRecord
  readonly orderId: OrderId
}

/**
 * Captures for an order's sent goods, where the options require it, through Medusa's own workflow. Works from the state
 * of Medusa and the journal, not from the event: called twice or late, it captures once.
 *
 * @param beingSent goods about to be sent; captures only payments whose terminal captures at this moment
 * @returns why something could not be captured; an incident records it too.
 */
export async function captureSent(
  container: MedusaContainer,
  orderId: OrderId,
  beingSent?: BeingSent & { readonly moment: SendingMoment }
): Promise<Captured> {
  let result = DONE
  for (const attempt of await journalOf(container).listForOrder(orderId)) {
    if (hasTerminal(container, attempt.provider_id)) {
      const held = { engine: engineFor(container, attempt.provider_id), attempt, orderId }
      const captured = await captureSentOf(container, held, beingSent)
      result = captured.isDone ? result : captured
    }
  }
  return result
}

/**
 * Captures what is due on one payment: for goods that were sent, or everything before the hold lapses. Called when the
 * payment is checked anyway.
 */
export async function captureDue(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  const { order_id: orderId, state } = attempt
  const isHeldStill =
    state === "authorized" || (state === "captured" && engine.terminal.settings.multipleCaptures)
  if (!isHeldStill || attempt.abandon_requested_at !== null || orderId === null) {
    return attempt
  }
  const held = { engine, attempt, orderId }
  await captureSentOf(container, held)
  await captureBeforeExpiry(container, held)
  return await reread(engine, attempt)
}

async function captureSentOf(
  container: MedusaContainer,
  held: Held,
  beingSent?: BeingSent & { readonly moment: SendingMoment }
): Promise<Captured> {
  const { captureOn: moment, captureAmount } = held.engine.terminal.settings
  const isOfThisMoment = beingSent === undefined || beingSent.moment === moment
  if (moment === undefined || !isOfThisMoment) {
    return DONE
  }
  if (!isHeld(held.attempt)) {
    return withoutHold(held.attempt)
  }
  return await captureWithLease(container, held, async () => {
    const order = await readSentOrder(container, held.orderId, moment, beingSent)
    if (order === undefined || order.isDraft || order.status === "canceled" || order.sent.minor === 0n) {
      return 0n
    }
    const wanted = captureAmount === "whole" ? order.total : order.sent
    return wanted.minor - (await capturedFor(held))
  })
}

async function captureBeforeExpiry(container: MedusaContainer, held: Held): Promise<Captured> {
  const { journal, terminal } = held.engine
  const left = await journal.secondsUntilDeadline(held.attempt.id)
  if (!terminal.settings.captureBeforeExpiry || left === undefined || left <= 0 || left > DAY_SECONDS) {
    return DONE
  }
  return await captureWithLease(container, held, async () => {
    const order = await readSentOrder(container, held.orderId, "fulfillment")
    const isOpen = order !== undefined && !order.isDraft && order.status !== "canceled"
    return isOpen ? heldAmount(held.attempt).minor : 0n
  })
}

function isHeld({ state, abandon_requested_at: abandonAt }: AttemptRecord): boolean {
  return (state === "authorized" || state === "captured") && abandonAt === null
}

/** A payment in progress or in doubt may be captured or reversed at this moment. */
function withoutHold({ state }: AttemptRecord): Captured {
  return isOneOf(state, DOUBTFUL_STATES) ? notYet("in_doubt") : DONE
}

/**
 * The total captured for the order through XPay, in minor units, including what was reversed later and captures of the
 * order that are in progress.
 */
export async function capturedFor({
  engine: { journal },
  orderId,
}: Pick<Held, "orderId"> & { readonly engine: Pick<Engine, "journal"> }): Promise<bigint> {
  let sum = 0n
  for (const { id } of await journal.listForOrder(orderId)) {
    const movements = await journal.movements(id)
    sum += totals(movements).captured + beingCaptured(movements)
  }
  return sum
}

function beingCaptured(movements: readonly MovementRecord[]): bigint {
  return movements
    .filter(({ kind, state }) => kind === "capture" && state === "started")
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n)
}

/**
 * Captures the wanted amount of a payment, up to what is held and due.
 *
 * @param wanted computes the amount, in minor units, while the booking lease is held
 */
async function captureWithLease(
  container: MedusaContainer,
  held: Held,
  wanted: () => Promise<bigint>
): Promise<Captured> {
  try {
    return await withBookingLease(container, { attemptId: held.attempt.id }, async () => {
      const account = await reload(held.engine, held.attempt)
      const { attempt } = account
      return isHeld(attempt)
        ? await captureWanted(container, { ...held, attempt }, account, await wanted())
        : withoutHold(attempt)
    })
  } catch (error) {
    if (!isLeaseTaken(error)) {
      throw error
    }
    // The lease holder may be capturing this very amount; the job checks what is left.
    return { isDone: false, why: (locale) => staffText("being_booked", locale) }
  }
}

async function captureWanted(
  container: MedusaContainer,
  held: Held,
  account: AttemptWithMovements,
  wanted: bigint
): Promise<Captured> {
  if (wanted > 0n) {
    const reason = objectToAnother(account)
    return reason === undefined ? await captureSome(container, held, account, wanted) : notYet(reason)
  }
  if (held.attempt.state === "captured") {
    await held.engine.incidents.close(held.attempt.id, "capture_failed")
  }
  return DONE
}

/**
 * A capture was canceled deliberately, or Medusa has not booked an operation yet: a person or the job must act first.
 */
function objectToAnother({ movements }: AttemptWithMovements): NotCaptured | undefined {
  const done = movements.filter(({ state }) => state === "done")
  if (done.some(({ kind }) => kind === "cancel_capture")) {
    return "capture_canceled"
  }
  return done.every(({ is_booked: isBooked }) => isBooked) ? undefined : "not_booked"
}

async function captureSome(
  container: MedusaContainer,
  held: Held,
  account: AttemptWithMovements,
  wanted: bigint
): Promise<Captured> {
  const { engine, attempt, orderId } = held
  const { payment } = await findPlace(container, attempt)
  const due = await outstandingOf(container, orderId, attempt.id)
  if (payment === undefined || !payment.isOurs || payment.isCanceled || due === undefined) {
    return DONE
  }
  const capturable = capturableOf(account)
  const minor = [wanted, due.amount.minor, capturable.minor].reduce((least, one) =>
    one < least ? one : least
  )
  const amount = money(minor, capturable.currency)
  if (minor === 0n) {
    return DONE
  }
  const objection = objectionTo(account, amount, engine)
  if (objection === "under_review") {
    return await noteFailure(held, amount, { reason: "under_review" })
  }
  if (objection === "captured_once") {
    // XPay captures an authorization once: goods sent later cannot be captured from it.
    await engine.incidents.raise(attempt, "capture_rest", {
      ...paymentFact(attempt),
      amount: amountFact(amount),
    })
    return DONE
  }
  return await capture(container, held, payment.id, amount)
}

function objectionTo(
  account: AttemptWithMovements,
  amount: Money,
  { terminal }: Engine
): Objection["code"] | undefined {
  const permission = mayCapture(account, amount, terminal.settings)
  return "objection" in permission ? permission.objection.code : undefined
}

async function capture(
  container: MedusaContainer,
  held: Held,
  paymentId: PaymentId,
  amount: Money
): Promise<Captured> {
  try {
    await capturePaymentWorkflow(container).run({
      input: { payment_id: paymentId, amount: toMajor(amount).numeric },
    })
  } catch (error) {
    return await noteFailure(held, amount, causeOf(error))
  }
  await afterCapture(container, held.engine, held.attempt)
  return DONE
}

async function noteFailure({ engine, attempt }: Held, amount: Money, cause: Cause): Promise<Captured> {
  engine.logger.warn(
    `${attemptLabel(attempt)}: ${formatMoney(amount)} could not be captured: ${causeText(cause, "en")}`
  )
  // Schedule the retry first: a process that dies between the two must not leave an incident without a retry.
  const again = { nextCheckSeconds: CAPTURE_AGAIN_SECONDS }
  await engine.journal.update(attempt.id, again, ["authorized", "captured"])
  const detail = { code: "amount_and_cause", amount: amountFact(amount), cause } as const
  await engine.incidents.raise(attempt, "capture_failed", detail)
  return { isDone: false, why: (locale) => causeText(cause, locale) }
}

/** The money is captured even if this fails: the job does it too. */
async function afterCapture(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<void> {
  try {
    await engine.incidents.close(attempt.id, "capture_failed")
    await recountPaymentOf(container, attempt)
  } catch (error) {
    const why = causeText(causeOf(error), "en")
    engine.logger.warn(`${attemptLabel(attempt)}: captured, but not counted anew in Medusa: ${why}`)
  }
}
