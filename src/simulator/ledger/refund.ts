import { refuse, refuseSomehow } from "../refusal"
import { addDays, isSameDay, romeDate } from "../time/italian-time"
import { type World } from "../world"
import { balanceNow } from "./balance"
import { requireUnlapsed } from "./capture"
import { lastChange, resultOf, type Operation } from "./operation"
import {
  isCancelled,
  isReversal,
  liveCaptures,
  methodOf,
  recordPostOperation,
  relatives,
  requireSameCurrency,
  type PostOperationRequest,
} from "./post-operations"

/**
 * The single endpoint that reverses a payment. An uncaptured authorization is voided in full; captured money is
 * refunded in full or in part.
 */
export function refund(world: World, target: Operation, request: PostOperationRequest): Operation {
  requireSameCurrency(target, request)
  return isUncaptured(world, target)
    ? voidAuthorization(world, target, request)
    : refundCaptured(world, target, request)
}

/** Whether an authorization is not captured, and so must be voided rather than refunded. */
export function isUncaptured(world: World, target: Operation): boolean {
  return (
    target.type === "AUTHORIZATION" &&
    resultOf(target) === "AUTHORIZED" &&
    liveCaptures(relatives(world, target)).length === 0
  )
}

/** The amount of a captured operation that can still be refunded, in minor units. */
export function refundableAmount(world: World, target: Operation): number {
  const root = world.ledger.rootOf(target)
  const { operations } = world.ledger.orderOf(target)
  const refunds = relatives(world, target).filter((other) => isReversal(other, "REFUND"))
  const total = (some: readonly Operation[]): number => some.reduce((sum, { amount }) => sum + amount, 0)
  const { captured } = balanceNow(root, operations, world.clock.now())
  const ofRoot = captured - total(refunds)
  if (target.type !== "CAPTURE") return ofRoot
  return Math.min(ofRoot, target.amount - total(refunds.filter(({ targetId }) => targetId === target.id)))
}

/**
 * Partial voids do not exist: the enum's text speaks of the whole amount. A switch decides whether a lapsed
 * authorization can still be voided.
 */
function voidAuthorization(world: World, target: Operation, request: PostOperationRequest): Operation {
  const { operations } = world.ledger.orderOf(target)
  if (relatives(world, target).some((other) => isReversal(other, "VOID"))) refuse("PS0028")
  requireUnlapsed(world, target)
  const { authorized } = balanceNow(target, operations, world.clock.now())
  if (request.amount !== undefined && request.amount !== authorized) refuseSomehow("PS0026", "amount")
  if (authorized === 0) refuseSomehow("PS0026", "operationId")
  return recordPostOperation(world, "void", target, request, {
    type: "VOID",
    result: "VOIDED",
    amount: authorized,
    cancelledOperationId: target.id,
  })
}

function refundCaptured(world: World, target: Operation, request: PostOperationRequest): Operation {
  requireRefundable(world, target)
  const available = refundableAmount(world, target)
  const amount = request.amount ?? available
  if (available === 0) refuse("PS0027")
  if (amount === 0) refuseSomehow("PS0026", "amount")
  if (amount > available) refuse("PS0029")
  const root = world.ledger.rootOf(target)
  const isOnItsDay = isSameDay(world.switches.daysAre, world.clock.now(), lastChange(target).at)
  const isWholeImplicit = target === root && resultOf(root) === "EXECUTED" && amount === root.amount
  const isVoided = world.switches.sameDayRefundIsVoided && isOnItsDay && isWholeImplicit
  return recordPostOperation(world, "refund", target, request, {
    type: "REFUND",
    result: isVoided ? "VOIDED" : "REFUNDED",
    amount,
  })
}

/** Refuses with the code for the reason why a refund is not possible. */
export function requireRefundable(world: World, target: Operation): void {
  const related = relatives(world, target)
  const isCapture = target.type === "CAPTURE"
  if (!isCapture && target.id !== target.rootId) refuseSomehow("PS0026", "operationId")
  if (isCapture && !liveCaptures(related).includes(target)) refuseSomehow("PS0028")
  if (isCancelled(related, target)) refuseSomehow("PS0028")
  if (resultOf(target) !== "EXECUTED") {
    // After an explicit capture, other clients send the capture's id; Nexi's own plugin sends the authorization's.
    const isByAuthorization = target.type === "AUTHORIZATION" && liveCaptures(related).length > 0
    if (!isByAuthorization || !world.switches.refundByAuthorizationId) refuseSomehow("PS0026", "operationId")
  }
  if (target.type === "CARD_VERIFICATION") refuseSomehow("PS0026", "operationId")
  const { isRefundable, refundDays } = methodOf(target)
  // MyBank and PagoinConto do not support refunds, and refunds have a deadline.
  if (!(isRefundable ?? world.switches.undescribedRefunds === "made")) refuseSomehow("PS0000")
  const paidOn = romeDate(lastChange(target).at)
  if (romeDate(world.clock.now()) > addDays(paidOn, refundDays)) refuseSomehow("PS0000")
}
