import { NO_ID, type OperationId } from "../../domain/ids"
import { DOUBTFUL_STATES, isOneOf } from "../../domain/attempt-state"
import { money, type Money } from "../../domain/money"
import type { Objection } from "../../domain/objections"
import type { MovementKind } from "../../domain/operation-results"
import { serviceOf } from "../../domain/payment-services"
import { romeDate } from "../../domain/rome-date"
import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import {
  heldAmount,
  attemptCurrency,
  totals,
  type AttemptRecord,
  type MovementRecord,
} from "../../modules/xpay/journal/records"

/**
 * The movements that XPay allows on a payment, as far as is known without an inquiry. The engine applies
 * these rules before it sends anything, and the dashboard shows them before a button is pressed.
 */

/** The XPay operation a movement would act on, or the reason it is not allowed. */
export type Permission = { readonly targetOperationId: OperationId } | { readonly objection: Objection }

/** Whether `amount` of the hold can be captured. */
export function mayCapture(
  { attempt, movements }: AttemptWithMovements,
  amount: Money,
  { multipleCaptures }: { readonly multipleCaptures: boolean }
): Permission {
  const held = heldAmount(attempt)
  const { captured } = totals(movements)
  const taken = money(captured, held.currency)
  if (attempt.state !== "authorized" && attempt.state !== "captured") {
    return object(inDoubt(attempt) ?? { code: "not_held", state: attempt.state })
  }
  if (captured >= held.minor) {
    return object({ code: "nothing_left_to_capture", captured: taken })
  }
  if (captured > 0n && !multipleCaptures) {
    return object({ code: "captured_once", captured: taken })
  }
  // Also for the rest of a hold of which a part was captured in the back office.
  if (attempt.review === "pending") {
    return object({ code: "under_review" })
  }
  if (captured + amount.minor > held.minor) {
    const left = money(held.minor - captured, held.currency)
    return object({ code: "more_than_held", left, held, captured: taken })
  }
  return { targetOperationId: attempt.operation_id ?? NO_ID }
}

/** The held amount that is not captured yet. */
export function capturableOf({ attempt, movements }: AttemptWithMovements): Money {
  const held = heldAmount(attempt)
  const { captured } = totals(movements)
  return money(captured < held.minor ? held.minor - captured : 0n, held.currency)
}

/** Whether `amount` of the captures can be refunded in one refund. */
export function mayRefund({ attempt, movements }: AttemptWithMovements, amount: Money): Permission {
  const service = serviceOf(attempt.method)
  if (service?.isRefundable === false) {
    return object({ code: "method_not_refundable", method: service.name })
  }
  const currency = attemptCurrency(attempt)
  const { captured, refunded } = totals(movements)
  const left = captured - refunded
  if (captured === 0n) {
    return object(inDoubt(attempt) ?? { code: "nothing_captured", state: attempt.state })
  }
  if (left <= 0n) {
    return object({ code: "nothing_left_to_refund", refunded: money(refunded, currency) })
  }
  if (amount.minor > left) {
    return object({
      code: "more_than_captured",
      left: money(left, currency),
      captured: money(captured, currency),
      refunded: money(refunded, currency),
    })
  }
  const captureLeft = capturesLeft(movements).find((one) => one.left >= amount.minor)
  return captureLeft === undefined
    ? object({ code: "over_several_captures" })
    : { targetOperationId: captureLeft.operationId }
}

/** The largest amount that one refund can return. */
export function refundableOf({ attempt, movements }: AttemptWithMovements): Money {
  const { captured, refunded } = totals(movements)
  const left = captured > refunded ? captured - refunded : 0n
  const most = capturesLeft(movements).reduce((max, one) => (one.left > max ? one.left : max), 0n)
  return money(most < left ? most : left, attemptCurrency(attempt))
}

/** Whether the whole hold can be voided. */
export function mayVoid({ attempt, movements }: AttemptWithMovements): Permission {
  if (attempt.state === "authorized") {
    return { targetOperationId: attempt.operation_id ?? NO_ID }
  }
  const { captured } = totals(movements)
  const taken = money(captured > 0n ? captured : 0n, attemptCurrency(attempt))
  return object(
    inDoubt(attempt) ??
      (taken.minor > 0n
        ? { code: "already_captured", captured: taken, isRefundable: isRefundable(attempt) }
        : { code: "not_held", state: attempt.state })
  )
}

/** Whether the last capture can be canceled, which XPay allows on the day of the capture. */
export function mayCancelCapture({ attempt, movements }: AttemptWithMovements, now: Date): Permission {
  const capture = lastCapture(movements)
  if (capture === undefined) {
    return object(inDoubt(attempt) ?? { code: "no_capture" })
  }
  const objection = inDoubt(attempt) ?? objectToCancelCapture(attempt, movements, capture, now)
  return objection === undefined
    ? { targetOperationId: capture.xpay_operation_id ?? NO_ID }
    : object(objection)
}

function isRefundable({ method }: AttemptRecord): boolean {
  return serviceOf(method)?.isRefundable !== false
}

/** The capture that {@link mayCancelCapture} refers to. */
export function lastCapture(movements: readonly MovementRecord[]): MovementRecord | undefined {
  const canceledIds = new Set(
    movements
      .filter((one) => one.kind === "cancel_capture" && one.state === "done")
      .map((one) => one.target_operation_id)
  )
  return movements
    .filter(
      (one) => one.kind === "capture" && one.state === "done" && !canceledIds.has(one.xpay_operation_id)
    )
    .at(-1)
}

function objectToCancelCapture(
  attempt: AttemptRecord,
  movements: readonly MovementRecord[],
  capture: MovementRecord,
  now: Date
): Objection | undefined {
  const service = serviceOf(attempt.method)
  if (service !== undefined && service.capturesLater !== true) {
    return { code: "capture_not_cancelable", method: service.name, isRefundable: isRefundable(attempt) }
  }
  // Captured with the authorization: the journal records the authorization as the capture's operation.
  if (capture.xpay_operation_id === null || capture.xpay_operation_id === attempt.operation_id) {
    return { code: "captured_with_authorization" }
  }
  if (totals(movements).refunded > 0n) {
    return { code: "refunded_already" }
  }
  const isOfToday = capture.resolved_at !== null && romeDate(capture.resolved_at) === romeDate(now)
  return isOfToday ? undefined : { code: "not_the_same_day" }
}

/**
 * An executed movement that is not booked in Medusa comes first: moving more before it is booked would hide
 * it. A capture made in the XPay back office counts for a request of the same amount; only the job books a
 * refund made there.
 */
export function objectToUnbooked(
  { attempt, movements }: AttemptWithMovements,
  kind: "capture" | "refund"
): Objection | undefined {
  const unbooked = movements.find((one) => isUnbooked(one, kind))
  if (unbooked === undefined) {
    return undefined
  }
  const made = money(BigInt(unbooked.amount), attemptCurrency(attempt))
  const isForTheJob = unbooked.origin === "xpay" && kind === "refund"
  return { code: isForTheJob ? "external_not_booked" : "executed_not_booked", kind, made }
}

/** Executed at XPay, and not booked in Medusa. */
export function isUnbooked(movement: MovementRecord, kind: MovementKind): boolean {
  return movement.kind === kind && movement.state === "done" && !movement.is_booked
}

function inDoubt({ state }: AttemptRecord): Objection | undefined {
  return isOneOf(state, DOUBTFUL_STATES) ? { code: "movement_in_doubt" } : undefined
}

function object(objection: Objection): Permission {
  return { objection }
}

/**
 * XPay's ids of the captures, with the amount left of each. After an explicit capture a refund names the
 * capture. Money captured with the authorization is refunded on the authorization, which the journal then has
 * as its operation.
 */
function capturesLeft(movements: readonly MovementRecord[]): { operationId: OperationId; left: bigint }[] {
  const done = movements.filter((one) => one.state === "done")
  const sum = (kind: MovementRecord["kind"], operationId: OperationId) =>
    done
      .filter((one) => one.kind === kind && one.target_operation_id === operationId)
      .reduce((total, one) => total + BigInt(one.amount), 0n)
  const captures = done.filter((one) => one.kind === "capture")
  return captures.flatMap(({ xpay_operation_id: operationId, amount }) => {
    if (operationId === null) {
      return []
    }
    // With one capture the totals have already decided; external refunds name no target.
    const given = captures.length === 1 ? 0n : sum("refund", operationId) + sum("cancel_capture", operationId)
    return [{ operationId, left: BigInt(amount) - given }]
  })
}
