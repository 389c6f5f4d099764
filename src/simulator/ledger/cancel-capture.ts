import { refuse, refuseSomehow } from "../refusal"
import { isSameDay } from "../time/italian-time"
import { type World } from "../world"
import { isDebit } from "./balance"
import { isReversed, lastChange, resultOf, type Operation } from "./operation"
import {
  isCancelled,
  isReversal,
  methodOf,
  recordPostOperation,
  relatives,
  type PostOperationRequest,
} from "./post-operations"

/**
 * Cancels a capture on the day it was executed. The money is held on the card again; a switch decides whether it can be
 * captured again. Only one place of the documentation says that a refund can be cancelled too: a switch, as for a
 * payment captured immediately.
 */
export function cancelCapture(world: World, target: Operation, request: PostOperationRequest): Operation {
  requireCancellable(world, target)
  return recordPostOperation(world, "cancel", target, request, {
    type: "CANCEL",
    result: "EXECUTED",
    amount: target.amount,
    cancelledOperationId: target.id,
  })
}

function isCancellable({ switches }: World, target: Operation): boolean {
  const result = resultOf(target)
  if (target.type === "CAPTURE") return result === "EXECUTED"
  if (switches.cancelledOperations === "captures") return false
  return target.type === "REFUND" ? isReversed(result) : isDebit(target) && result === "EXECUTED"
}

/** Refuses with the code for the reason why a cancel is not possible. */
export function requireCancellable(world: World, target: Operation): void {
  if (!isCancellable(world, target)) refuseSomehow("PS0026", "operationId")
  if (!methodOf(target).isCancellable) refuse("PS0001")
  const related = relatives(world, target)
  // A cancelled refund is not among the relatives.
  if (isCancelled(related, target) || !related.includes(target)) refuseSomehow("PS0028")
  if (related.some((other) => isReversal(other, "REFUND") && other.targetId === target.id))
    refuseSomehow("PS0027")
  if (!isSameDay(world.switches.daysAre, world.clock.now(), lastChange(target).at)) refuse("PS0002")
}
