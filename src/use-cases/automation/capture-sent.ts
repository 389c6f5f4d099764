import type { MedusaContainer } from "@medusajs/framework/types"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { formatMoney, money, toMajor, type Money } from "../../domain/money"
import type { Engine } from "../../engine/engine"
import { capturableOf, mayCapture } from "../../engine/operations/permissions"
import type { Account } from "../../modules/xpay/journal/tables"
import { attemptAmount, totals, type AttemptRecord } from "../../modules/xpay/journal/records"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { engineFor, hasTerminal, journalOf } from "../engine-for"
import { messageOf } from "../message-of"
import { inBookingTurn, isTurnTaken } from "../orders/booking-turn"
import { findPlace } from "../orders/find-in-medusa"
import { outstandingOf } from "../orders/outstanding"
import { recountPaymentOf } from "../orders/recount"
import { readSentOrder, type BeingSent, type SendingMoment } from "./sent-goods"

/** After this the job tries a capture again that failed. */
export const CAPTURE_AGAIN_SECONDS = 3_600
const DAY_SECONDS = 86_400

/** Whether all that was to be captured is, and if not, why. */
export type Captured = { readonly isDone: true } | { readonly isDone: false; readonly why: string }

const DONE: Captured = { isDone: true }

/** What the options of a terminal want captured, and of which payment. */
interface Held {
  readonly engine: Engine
  readonly attempt: AttemptRecord
  readonly orderId: string
}

/**
 * Captures what was sent of an order, where the options say so, through Medusa's own workflow. It looks at what Medusa and
 * the journal have, not at what has just happened: called twice, or late, it captures once.
 *
 * @param beingSent what is about to be sent, and only with payments whose terminal captures at this moment
 * @returns why something could not be captured; an incident says so too.
 */
export async function captureSent(
  container: MedusaContainer,
  orderId: string,
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
 * What one payment is to be captured for: the goods that were sent, or all before the hold lapses. For whoever looks after
 * the payment anyway.
 */
export async function captureDue(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  const { order_id: orderId } = attempt
  if (attempt.state !== "authorized" || attempt.abandon_requested_at !== null || orderId === null) {
    return attempt
  }
  const held = { engine, attempt, orderId }
  await captureSentOf(container, held)
  await captureBeforeExpiry(container, held)
  return (await engine.journal.find(attempt.id)) ?? attempt
}

async function captureSentOf(
  container: MedusaContainer,
  held: Held,
  beingSent?: BeingSent & { readonly moment: SendingMoment }
): Promise<Captured> {
  const { captureOn: moment, captureAmount } = held.engine.terminal.settings
  const isOfThisMoment = beingSent === undefined || beingSent.moment === moment
  if (moment === undefined || !isOfThisMoment || !isHeld(held.attempt)) {
    return DONE
  }
  return await captureInTurn(container, held, async () => {
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
  return await captureInTurn(container, held, async () => {
    const order = await readSentOrder(container, held.orderId, "fulfillment")
    const isOpen = order !== undefined && !order.isDraft && order.status !== "canceled"
    return isOpen ? attemptAmount(held.attempt).minor : 0n
  })
}

function isHeld({ state, abandon_requested_at: releaseAt }: AttemptRecord): boolean {
  return (state === "authorized" || state === "captured") && releaseAt === null
}

/** All that was captured for the order through XPay, in minor units, also what went back later. */
async function capturedFor({ engine: { journal }, orderId }: Held): Promise<bigint> {
  let sum = 0n
  for (const { id } of await journal.listForOrder(orderId)) {
    sum += totals(await journal.movements(id)).captured
  }
  return sum
}

/**
 * Captures what is wanted of a payment, as far as it is held and due.
 *
 * @param wanted works out how much, in minor units, while nobody else books the payment
 */
async function captureInTurn(
  container: MedusaContainer,
  held: Held,
  wanted: () => Promise<bigint>
): Promise<Captured> {
  try {
    return await inBookingTurn(container, held.attempt.id, async () => {
      const attempt = (await held.engine.journal.find(held.attempt.id)) ?? held.attempt
      const account = { attempt, movements: await held.engine.journal.movements(attempt.id) }
      const minor = isHeld(attempt) ? await wanted() : 0n
      return minor > 0n ? await captureSome(container, { ...held, attempt }, account, minor) : DONE
    })
  } catch (error) {
    if (!isTurnTaken(error)) {
      throw error
    }
    // Whoever has it may be capturing this very amount; the job looks at what is left.
    return { isDone: false, why: messageOf(error) }
  }
}

async function captureSome(
  container: MedusaContainer,
  held: Held,
  account: Account,
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
  if (isCapturedOnce(account, amount, engine)) {
    const detail = `${formatMoney(amount)}, XPay order ${attempt.xpay_order_id}.`
    await engine.incidents.raise(attempt, "capture_rest", detail)
    return DONE
  }
  return await capture(container, held, payment.id, amount)
}

/** XPay captures an authorization once: what is sent later cannot be captured from it. */
function isCapturedOnce(account: Account, amount: Money, { terminal }: Engine): boolean {
  const permission = mayCapture(account, amount, terminal.settings)
  return "objection" in permission && permission.objection.code === "captured_once"
}

async function capture(
  container: MedusaContainer,
  { engine, attempt }: Held,
  paymentId: string,
  amount: Money
): Promise<Captured> {
  try {
    await capturePaymentWorkflow(container).run({
      input: { payment_id: paymentId, amount: toMajor(amount).numeric },
    })
    await recountPaymentOf(container, attempt)
  } catch (error) {
    const why = messageOf(error)
    engine.logger.warn(`${attemptLabel(attempt)}: ${formatMoney(amount)} could not be captured: ${why}`)
    await engine.incidents.raise(attempt, "capture_failed", `${formatMoney(amount)}. ${why}`)
    await engine.journal.update(attempt.id, { nextCheckSeconds: CAPTURE_AGAIN_SECONDS }, ["authorized"])
    return { isDone: false, why }
  }
  await engine.incidents.close(attempt.id, "capture_failed")
  return DONE
}
