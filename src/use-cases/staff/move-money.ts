import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow, refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { AttemptId, PaymentId } from "../../domain/ids"
import { DOUBTFUL_STATES, isOneOf } from "../../domain/attempt-state"
import { xpayCurrency } from "../../domain/currencies"
import { staffText } from "../../texts/staff-messages"
import type { Locale } from "../../domain/locale"
import type { Money } from "../../domain/money"
import { reload, reread } from "../../engine/attempt"
import type { Engine } from "../../engine/engine"
import { learnState } from "../../engine/refresh"
import type { MovementEnd } from "../../engine/operations/movement-end"
import {
  isUnbooked,
  mayCancelCapture,
  mayCapture,
  mayRefund,
  mayVoid,
  type Permission,
} from "../../engine/operations/may-move"
import { isCancelingCapture, cancelCapture } from "../../engine/operations/cancel-capture"
import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { readRequestedAmount } from "../orders/read-amount"
import { bookPayment, bookWhenFree } from "../orders/book-payment"
import { withBookingLease } from "../orders/booking-lease"
import { findPlace } from "../orders/find-in-medusa"
import { recountPaymentOf } from "../orders/recount"
import { PaymentRefusal } from "../refusal"
import { requirePayment } from "../require-payment"
import { requireTerminal } from "../require-terminal"
import { objectionText } from "../../texts/objections"

/** A movement that a clerk requests on one payment. */
export interface PanelMovement {
  readonly attemptId: AttemptId
  /** The signed-in admin user. */
  readonly actorId: string
  readonly locale: Locale
}

interface Booked {
  readonly engine: Engine
  readonly attempt: AttemptRecord
  /** Medusa's payment. */
  readonly paymentId: PaymentId
}

/**
 * Captures part or all of the hold, through Medusa's own workflow, so that order, transactions and events are the same
 * as with its own button.
 *
 * @param amount major units
 * @throws PaymentRefusal, or the provider's MedusaError, which says what happened to the money.
 */
export async function captureByStaff(
  container: MedusaContainer,
  { actorId, ...movement }: PanelMovement,
  amount: number
): Promise<AttemptRecord> {
  const booked = await findBooked(container, movement)
  const asked = readRequestedAmount(amount, xpayCurrency(booked.attempt.currency_code), movement.locale)
  await withBookingLease(container, movement, async () => {
    await requireMovable(booked, "capture", asked, movement.locale)
    await capturePaymentWorkflow(container).run({
      input: { payment_id: booked.paymentId, amount, captured_by: actorId },
    })
    await recountPaymentOf(container, booked.attempt)
  })
  return await reread(booked.engine, booked.attempt)
}

/** Refunds part or all of the captured amount. As {@link captureByStaff}. */
export async function refundByStaff(
  container: MedusaContainer,
  { actorId, ...movement }: PanelMovement,
  amount: number,
  note: string | undefined
): Promise<AttemptRecord> {
  const booked = await findBooked(container, movement)
  const asked = readRequestedAmount(amount, xpayCurrency(booked.attempt.currency_code), movement.locale)
  await withBookingLease(container, movement, async () => {
    await requireMovable(booked, "refund", asked, movement.locale)
    await refundPaymentWorkflow(container).run({
      input: {
        payment_id: booked.paymentId,
        amount,
        created_by: actorId,
        ...(note === undefined ? {} : { note }),
      },
    })
    await recountPaymentOf(container, booked.attempt)
  })
  return await reread(booked.engine, booked.attempt)
}

/**
 * Voids the whole hold. Medusa's payment is canceled with it; if XPay does not confirm at once, the plugin retries.
 *
 * @throws PaymentRefusal if there is no hold.
 */
export async function voidByStaff(
  container: MedusaContainer,
  movement: PanelMovement
): Promise<AttemptRecord> {
  const booked = await findBooked(container, movement)
  const { engine } = booked
  // An amount just captured in the back office is no longer held: book it first, so that the clerk gets a refusal.
  await bookPayment(container, engine, await learnState(engine, booked.attempt))
  await withBookingLease(container, movement, async () => {
    // Another request may have captured it while this one waited for the lease.
    requirePermission(mayVoid(await reload(engine, booked.attempt)), movement.locale)
    await container.resolve<IPaymentModuleService>(Modules.PAYMENT).cancelPayment(booked.paymentId)
    await recountPaymentOf(container, booked.attempt)
  })
  return await reread(booked.engine, booked.attempt)
}

/**
 * Cancels a capture on the day it was executed and voids the remaining hold, so that the customer is debited nothing.
 * Medusa has no such operation, and books it as a refund.
 *
 * @throws PaymentRefusal saying why not, or that XPay has not confirmed it yet.
 */
export async function cancelCaptureByStaff(
  container: MedusaContainer,
  movement: PanelMovement
): Promise<AttemptRecord> {
  const { locale } = movement
  const booked = await findBooked(container, movement)
  const { engine } = booked
  const account = await accountOf(booked)
  if (!isCancelingCapture(account)) {
    requirePermission(mayCancelCapture(account, new Date()), locale)
  }
  const ended = await cancelCapture(engine, account)
  if (ended.kind !== "done") {
    throw notCanceled(ended, locale)
  }
  // XPay has executed it: the request that is booking this payment now, or the job, books that too.
  return await bookWhenFree(container, engine, ended.attempt)
}

function notCanceled(ended: Exclude<MovementEnd, { kind: "done" }>, locale: Locale): PaymentRefusal {
  switch (ended.kind) {
    case "in_doubt":
      return new PaymentRefusal("in_doubt", staffText("in_doubt", locale))
    case "busy":
      return new PaymentRefusal("busy", staffText("busy", locale))
    case "unreachable":
      return new PaymentRefusal("unreachable", staffText("unreachable", locale))
    case "refused":
      return new PaymentRefusal(
        "refused",
        staffText("refused", locale, { detail: whyRefused(ended, locale) })
      )
  }
}

function whyRefused(
  { objection, message }: Extract<MovementEnd, { kind: "refused" }>,
  locale: Locale
): string {
  return objection === undefined ? message : objectionText(objection, locale)
}

/** @throws PaymentRefusal for a payment that is not booked with an order of Medusa's. */
async function findBooked(
  container: MedusaContainer,
  { attemptId, locale }: Omit<PanelMovement, "actorId">
): Promise<Booked> {
  const attempt = await requirePayment(container, attemptId, locale)
  const engine = requireTerminal(container, attempt, locale)
  const { payment } = await findPlace(container, attempt)
  if (payment === undefined || !payment.isOurs || payment.isCanceled) {
    throw new PaymentRefusal("payment_not_booked", staffText("payment_not_booked", locale))
  }
  return { engine, attempt, paymentId: payment.id }
}

/**
 * Medusa's capture of a fully captured payment does nothing and reports success.
 *
 * @throws PaymentRefusal for what XPay would refuse. A movement that is in doubt, or executed and not booked yet, may
 * be requested again.
 */
async function requireMovable(
  booked: Booked,
  kind: "capture" | "refund",
  amount: Money,
  locale: Locale
): Promise<void> {
  const account = await reload(booked.engine, booked.attempt)
  const isToBook = account.movements.some(
    (one) => isUnbooked(one, kind) && one.amount === amount.minor.toString()
  )
  if (isToBook || isOneOf(account.attempt.state, DOUBTFUL_STATES)) {
    return
  }
  const { settings } = booked.engine.terminal
  requirePermission(
    kind === "capture" ? mayCapture(account, amount, settings) : mayRefund(account, amount),
    locale
  )
}

/** @throws PaymentRefusal with the text that the dashboard shows beside the button. */
function requirePermission(permission: Permission, locale: Locale): void {
  if ("objection" in permission) {
    const { objection } = permission
    throw new PaymentRefusal(objection.code, objectionText(objection, locale))
  }
}

async function accountOf({ engine, attempt }: Booked): Promise<AttemptWithMovements> {
  return { attempt, movements: await engine.journal.movements(attempt.id) }
}
