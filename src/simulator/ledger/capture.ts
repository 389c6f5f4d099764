import { refuse } from "../refusal"
import { type World } from "../world"
import { balanceNow, hasLapsed } from "./balance"
import { resultOf, type Operation } from "./operation"
import {
  isReversal,
  liveCaptures,
  recordPostOperation,
  relatives,
  requireSameCurrency,
  type PostOperationRequest,
} from "./post-operations"

/**
 * Takes authorized money, once: the rest is let go. Without an amount it takes everything (UNKNOWN; [assumption]).
 * More than was authorized: UNKNOWN, PS0026 assumed; an authorization past its days: UNKNOWN, PS0000 assumed.
 */
export function capture(world: World, target: Operation, request: PostOperationRequest): Operation {
  requireCapturable(world, target)
  requireSameCurrency(target, request)
  const available = capturableAmount(world, target)
  const amount = request.amount ?? available
  if (amount === 0 || amount > available) refuse("PS0026", "amount")
  return recordPostOperation(world, "capture", target, request, {
    type: "CAPTURE",
    result: "EXECUTED",
    amount,
    isFinalCapture: !world.switches.multipleCaptures,
  })
}

/** How much a capture could take, in minor units. */
export function capturableAmount(world: World, target: Operation): number {
  const { operations } = world.ledger.orderOf(target)
  const pending = liveCaptures(relatives(world, target)).filter((other) => resultOf(other) === "PENDING")
  const { authorized, captured } = balanceNow(target, operations, world.clock.now())
  return authorized - captured - pending.reduce((total, { amount }) => total + amount, 0)
}

/** Refuses with the code that tells why a capture is not possible. */
export function requireCapturable(world: World, target: Operation): void {
  if (target.type !== "AUTHORIZATION") refuse(target.type === "CAPTURE" ? "PS0023" : "PS0026", "operationId")
  const related = relatives(world, target)
  if (related.some((other) => isReversal(other, "VOID"))) refuse("PS0022")
  if (related.some((other) => isReversal(other, "REFUND"))) refuse("PS0024")
  const result = resultOf(target)
  if (result === "EXECUTED") refuse("PS0023")
  if (result !== "AUTHORIZED") refuse("PS0026", "operationId")
  const captures = liveCaptures(related)
  if (captures.length > 0 && !world.switches.multipleCaptures) refuse("PS0023")
  // Whether a cancelled capture leaves the authorization capturable is UNKNOWN: a switch, off at first.
  const hasCancelled = related.some(({ type }) => type === "CANCEL")
  if (hasCancelled && !world.switches.recaptureAfterCancel) refuse("PS0023")
  if (hasLapsed(target, world.clock.now())) refuse("PS0000")
}
