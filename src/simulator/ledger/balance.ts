import { addDays, romeDate } from "../time/italian-time"
import {
  isApproved,
  isReversed,
  lastChange,
  resultOf,
  type Operation,
  type OperationResult,
} from "./operation"

/** Money totals of an order. Minor units. */
export interface Balance {
  /** Total ever authorized, without verifications. */
  readonly authorized: number
  /** Debited from the payer, without cancelled captures; refunds are not deducted. */
  readonly captured: number
  readonly refunded: number
  /** Authorized and voided. */
  readonly voided: number
  /** Still held on the payer's card: could be captured, or must be voided. */
  readonly liveHold: number
}

/** An operation with the result to count: the real one, or the one a reader can see. */
export interface Entry {
  readonly operation: Operation
  readonly result: OperationResult
}

const dayMs = 86_400_000

const nothing: Balance = { authorized: 0, captured: 0, refunded: 0, voided: 0, liveHold: 0 }

/** The operations with their real results. */
export function entriesOf(operations: readonly Operation[]): Entry[] {
  return operations.map((operation) => ({ operation, result: resultOf(operation) }))
}

/** The combined balance of all payments among these entries. */
export function balanceOf(entries: readonly Entry[], now: number): Balance {
  return entries
    .filter(({ operation }) => isDebit(operation))
    .map((payment) => balanceOfPayment(payment, entries, now))
    .reduce(plus, nothing)
}

/** The balance of one payment with its post-operations. */
export function balanceOfPayment(payment: Entry, entries: readonly Entry[], now: number): Balance {
  if (!isApproved(payment.result)) return nothing
  const related = entries.filter(
    ({ operation }) => operation.rootId === payment.operation.id && operation !== payment.operation
  )
  const raised = sum(related.filter(({ operation, result }) => isIncrease(operation) && isApproved(result)))
  const authorized = payment.operation.amount + raised
  const captures = standingCaptures(related)
  const atOnce = cancelledIds(related).has(payment.operation.id) ? 0 : payment.operation.amount
  const captured = payment.result === "EXECUTED" ? atOnce : sum(captures)
  const refunded = sum(standingRefunds(related))
  const isVoided = related.some(({ operation, result }) => operation.type === "VOID" && isReversed(result))
  const isOver =
    payment.result === "EXECUTED" ||
    isVoided ||
    captures.some(({ operation }) => operation.isFinalCapture) ||
    hasLapsed(payment.operation, now)
  return {
    authorized,
    captured,
    refunded,
    voided: isVoided ? authorized : 0,
    liveHold: isOver ? 0 : authorized - captured,
  }
}

/** The real balance of one payment, given all operations of its order. */
export function balanceNow(payment: Operation, operations: readonly Operation[], now: number): Balance {
  return balanceOfPayment({ operation: payment, result: resultOf(payment) }, entriesOf(operations), now)
}

function cancelledIds(related: readonly Entry[]): ReadonlySet<string | null> {
  return new Set(
    related
      .filter(({ operation, result }) => operation.type === "CANCEL" && result === "EXECUTED")
      .map(({ operation }) => operation.targetId)
  )
}

/** Refunds that took effect and were not cancelled. */
export function standingRefunds(related: readonly Entry[]): Entry[] {
  const cancelled = cancelledIds(related)
  return related.filter(
    ({ operation, result }) =>
      operation.type === "REFUND" && isReversed(result) && !cancelled.has(operation.id)
  )
}

/** Captures that were not cancelled. */
export function standingCaptures(related: readonly Entry[]): Entry[] {
  const cancelled = cancelledIds(related)
  return related.filter(
    ({ operation, result }) =>
      operation.type === "CAPTURE" && result === "EXECUTED" && !cancelled.has(operation.id)
  )
}

/** The issuer voids an authorization not captured in time. A switch defines how its days are counted. */
export function hasLapsed(operation: Operation, now: number): boolean {
  if (resultOf(operation) !== "AUTHORIZED" || operation.amount === 0) return false
  const { at } = lastChange(operation)
  const { holdDays, holdDaysAre } = operation
  return holdDaysAre === "24-hours"
    ? now > at + holdDays * dayMs
    : romeDate(now) > addDays(romeDate(at), holdDays)
}

/** Whether an operation is a payment of its own, to be captured or refunded by its own id. */
export function isDebit({ type }: Operation): boolean {
  return type === "AUTHORIZATION" || type === "DELAY_CHARGE" || type === "NOSHOW"
}

function isIncrease({ type }: Operation): boolean {
  return type === "INCREMENTAL"
}

function sum(entries: readonly Entry[]): number {
  return entries.reduce((total, { operation }) => total + operation.amount, 0)
}

function plus(one: Balance, other: Balance): Balance {
  return {
    authorized: one.authorized + other.authorized,
    captured: one.captured + other.captured,
    refunded: one.refunded + other.refunded,
    voided: one.voided + other.voided,
    liveHold: one.liveHold + other.liveHold,
  }
}
