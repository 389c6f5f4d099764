import { NO_ID, type OperationId } from "../../domain/ids"
import { isOneOf, RESTING_STATES } from "../../domain/attempt-state"
import {
  amountTaken,
  hiddenOperation,
  type OrderFunds,
  type ReportedOperation,
  type ReportedOrder,
} from "../../domain/interpret"
import { amountFact } from "../../domain/incident-detail"
import { money } from "../../domain/money"
import { isNotMade } from "../../domain/operation-results"
import type { AttemptWithMovements, ExternalMovement } from "../../modules/xpay/journal/tables"
import {
  attemptCurrency,
  heldAmount,
  restingState,
  totals,
  type MovementRecord,
  type Totals,
  type AttemptRecord,
} from "../../modules/xpay/journal/records"
import { reload } from "../attempt"
import type { Engine } from "../engine"
import { raiseMovementFailed } from "./make-movement"
import { inquire, type Inquiry } from "../inquiry/inquire"

/**
 * Imports what XPay executed without us: captures, refunds and voids made in the XPay back office.
 *
 * @returns the current account, and XPay's response.
 */
export async function syncWithXPay(
  engine: Engine,
  account: AttemptWithMovements
): Promise<{ account: AttemptWithMovements; inquiry: Inquiry }> {
  const inquiry = await inquire(engine, account.attempt)
  return inquiry.kind === "answered" && isOneOf(account.attempt.state, [...RESTING_STATES, "voided"])
    ? { account: await takeOver(engine, await takeBack(engine, account, inquiry), inquiry), inquiry }
    : { account, inquiry }
}

type Answered = Extract<Inquiry, { kind: "answered" }>

/** Imports what XPay executed and the journal does not have. */
async function takeOver(
  engine: Engine,
  account: AttemptWithMovements,
  inquiry: Answered
): Promise<AttemptWithMovements> {
  const { last } = inquiry.order
  // Unfinished operations are checked again, even if their end changes no timestamp.
  const isOver = inquiry.funds.unresolved.length === 0
  const seen = last === undefined || !isOver ? {} : { xpay_changed_at: last.time }
  const { id, state } = account.attempt
  if (!isOneOf(state, RESTING_STATES)) {
    await engine.journal.update(id, seen)
    return account
  }
  if (account.attempt.state === "authorized" && inquiry.funds.refusal === "expired") {
    const expired = await engine.journal.transition(account.attempt.id, "authorized", "expired", {
      nextCheckSeconds: 0,
    })
    return { ...account, attempt: expired ?? account.attempt }
  }
  const shown = externalMovements(account.movements, inquiry.funds)
  const found = [...shown, ...(await readHidden(engine, account, shown, inquiry.order))]
  // First: what is imported is not found again by a process that takes over from one that died.
  await raiseCapturedUnderReview(engine, account.attempt, found)
  const to = restingState([...account.movements, ...found.map(asDone)])
  if (to !== state) {
    await engine.journal.transitionWithExternal(id, state, to, seen, found)
  } else {
    await engine.journal.addExternal(id, found)
    await engine.journal.update(id, seen)
  }
  return await reload(engine, account.attempt)
}

/** A person decided in the back office what the review was to decide: staff have to know. */
async function raiseCapturedUnderReview(
  { incidents }: Engine,
  attempt: AttemptRecord,
  found: readonly ExternalMovement[]
): Promise<void> {
  const captured = found.filter(({ kind }) => kind === "capture")
  if (attempt.review !== "pending" || captured.length === 0) {
    return
  }
  const minor = captured.reduce((sum, { amount }) => sum + amount, 0n)
  await incidents.raise(attempt, "amounts_differ", {
    code: "captured_under_review",
    amount: amountFact(money(minor, attemptCurrency(attempt))),
    xpayOrderId: attempt.xpay_order_id,
  })
}

/**
 * Takes back movements that were recorded as executed and have failed: XPay accepted them, showed them as
 * executed, and now shows that they failed. The next booking removes Medusa's rows for them, and an incident
 * is raised.
 */
async function takeBack(
  engine: Engine,
  account: AttemptWithMovements,
  { funds, order }: Answered
): Promise<AttemptWithMovements> {
  const { attempt, movements } = account
  const failed = movements.flatMap((movement) => {
    const operation = order.operations.find(({ id }) => id === movement.xpay_operation_id)
    const isFailed =
      movement.state === "done" && operation !== undefined && hasFailed(movement, operation, funds)
    return isFailed ? [{ movement, result: operation.result }] : []
  })
  if (failed.length === 0) {
    return account
  }
  const standing = movements.filter((one) => !failed.some(({ movement }) => movement === one))
  const isTaken = await engine.journal.takeBack(attempt, restingState(standing), failed)
  for (const { movement, result } of isTaken ? failed : []) {
    await raiseMovementFailed(engine, attempt, movement, result)
  }
  return await reload(engine, account.attempt)
}

/** Not for the cancellation of a capture: a person has to handle that. */
function hasFailed(
  { kind }: MovementRecord,
  operation: ReportedOperation,
  { captureCancels }: OrderFunds
): boolean {
  const isCanceled = captureCancels.some(({ cancels }) => cancels === operation.id)
  return kind !== "cancel_capture" && !isCanceled && isNotMade(kind, operation)
}

/**
 * An operation made in the XPay back office may show only in the order's amounts. A hold that no longer
 * exists is imported; anything else raises an incident, because the amount cannot be known.
 */
async function readHidden(
  { incidents }: Engine,
  { attempt, movements }: AttemptWithMovements,
  shown: readonly ExternalMovement[],
  order: ReportedOrder
): Promise<ExternalMovement[]> {
  const hidden = hiddenOperation(order)
  if (hidden === undefined) {
    return []
  }
  const isHoldGone =
    attempt.state === "authorized" && order.authorizedAmount === 0n && order.capturedAmount === 0n
  if (isHoldGone) {
    return [found("void", undefined, heldAmount(attempt).minor)]
  }
  const isCaptureCounted = hidden.type === "CAPTURE" && totals(movements).captured === order.capturedAmount
  // The payment itself shows that all of it was reversed.
  const { captured, refunded } = totals([...movements, ...shown.map(asDone)])
  const isRefundCounted = hidden.type === "REFUND" && captured > 0n && refunded === captured
  if (
    !isCaptureCounted &&
    !isRefundCounted &&
    !(attempt.state === "authorized" && hidden.type === "CAPTURE")
  ) {
    await incidents.raise(attempt, "amounts_differ", {
      code: "unlisted_operation",
      type: hidden.type,
      at: hidden.time.toISOString(),
      xpayOrderId: attempt.xpay_order_id,
    })
  }
  return []
}

/** The operations that XPay shows and the journal does not have. */
export function externalMovements(known: readonly MovementRecord[], funds: OrderFunds): ExternalMovement[] {
  const knownIds = new Set(known.map((movement) => movement.xpay_operation_id))
  const isNew = (operation: { id: OperationId }) => !knownIds.has(operation.id)
  const taken = (operation: { amount?: bigint }) => amountTaken(funds, operation)
  const captures = funds.captures
    .filter(isNew)
    .map((operation) => found("capture", operation.id, taken(operation)))
  const captureCancels = externalCaptureCancels(known, funds)
  const listed = funds.refunds.filter(isNew)
  const refunds = notCountedYet(known, listed, totals([...known, ...captures.map(asDone)]))
  const left = totals([...known, ...captureCancels.map(asDone)])
  // A running operation may be what reversed the payment, or may itself be reversed: each is counted once it
  // has ended.
  const isRunning = funds.unresolved.some(({ result }) => result === "PENDING")
  const isReversed = funds.verdict === "voided" && !isRunning
  const reversals = isReversed ? (left.captured > 0n ? refundsOf : voidOf)(known, funds, left) : []
  return [...captures, ...refunds, ...reversals, ...captureCancels]
}

/**
 * Refunds that XPay lists and that have no row. A listed refund may already have been counted from the
 * payment's own state, when none was listed: more than the captured amount cannot have been refunded.
 */
function notCountedYet(
  known: readonly MovementRecord[],
  listed: readonly ReportedOperation[],
  { captured, refunded }: Totals
): ExternalMovement[] {
  const { refunded: unnamed } = totals(
    known.filter((one) => one.kind === "refund" && one.xpay_operation_id === null)
  )
  let room = captured - refunded
  let explained = unnamed
  return listed.flatMap(({ id, amount = 0n }) => {
    if (amount > room && amount <= explained) {
      explained -= amount
      return []
    }
    room -= amount
    return [found("refund", id, amount)]
  })
}

function voidOf(known: readonly MovementRecord[], funds: OrderFunds): ExternalMovement[] {
  const isKnown = known.some((movement) => movement.kind === "void" && movement.state === "done")
  const reversal = funds.voids.at(-1)
  const { authorization } = funds
  return isKnown
    ? []
    : [
        found(
          "void",
          reversal?.id ?? authorization?.id ?? NO_ID,
          reversal?.amount ?? authorization?.amount ?? funds.authorized
        ),
      ]
}

/**
 * A captured payment was refunded, although XPay shows the payment itself as reversed and no longer as
 * captured. If XPay lists no refund, the whole amount was refunded.
 */
function refundsOf(known: readonly MovementRecord[], funds: OrderFunds, left: Totals): ExternalMovement[] {
  const { captured, refunded } = left
  if (funds.voids.length === 0) {
    return captured <= refunded ? [] : [found("refund", undefined, captured - refunded)]
  }
  const knownIds = new Set(known.map((movement) => movement.xpay_operation_id))
  return notCountedYet(
    known,
    funds.voids.filter(({ id }) => !knownIds.has(id)),
    left
  )
}

/** Our captures that were canceled at XPay. */
function externalCaptureCancels(known: readonly MovementRecord[], funds: OrderFunds): ExternalMovement[] {
  const knownIds = new Set(known.map((movement) => movement.xpay_operation_id))
  return funds.captureCancels
    .filter(({ id }) => !knownIds.has(id))
    .flatMap(({ id, cancels }) => {
      const capture = known.find(
        (one) => one.kind === "capture" && one.state === "done" && one.xpay_operation_id === cancels
      )
      return capture === undefined ? [] : [found("cancel_capture", id, BigInt(capture.amount))]
    })
}

function found(
  kind: ExternalMovement["kind"],
  xpayOperationId: OperationId | undefined,
  amount: bigint
): ExternalMovement {
  return { kind, amount, xpayOperationId, isBooked: false }
}

function asDone({ kind, amount }: ExternalMovement): Pick<MovementRecord, "kind" | "state" | "amount"> {
  return { kind, amount: amount.toString(), state: "done" }
}
