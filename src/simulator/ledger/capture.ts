import { createHash } from "node:crypto"

import { errorText } from "../reference/error-texts"
import { Refusal, refuse, refuseSomehow } from "../refusal"
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

/** Captures authorized money, once: the rest is released. Without an amount it captures everything. */
export function capture(world: World, target: Operation, request: PostOperationRequest): Operation {
  requireCapturable(world, target)
  requireSameCurrency(target, request)
  const available = capturableAmount(world, target)
  const amount = request.amount ?? available
  if (amount === 0 || amount > available) refuseSomehow("PS0026", "amount")
  return recordPostOperation(world, "capture", target, request, {
    type: "CAPTURE",
    result: "EXECUTED",
    amount,
    isFinalCapture: !world.switches.multipleCaptures,
  })
}

/** The amount that can still be captured, in minor units. */
export function capturableAmount(world: World, target: Operation): number {
  const { operations } = world.ledger.orderOf(target)
  const pending = liveCaptures(relatives(world, target)).filter((other) => resultOf(other) === "PENDING")
  const { authorized, captured } = balanceNow(target, operations, world.clock.now())
  return authorized - captured - pending.reduce((total, { amount }) => total + amount, 0)
}

/** Refuses with the code for the reason why a capture is not possible. */
export function requireCapturable(world: World, target: Operation): void {
  if (target.type === "CAPTURE") refuseExecuted(target)
  if (target.type !== "AUTHORIZATION") refuseSomehow("PS0026", "operationId")
  const related = relatives(world, target)
  if (related.some((other) => isReversal(other, "VOID"))) refuse("PS0022")
  if (related.some((other) => isReversal(other, "REFUND"))) refuse("PS0024")
  const result = resultOf(target)
  if (result === "EXECUTED") refuseExecuted(target)
  if (result !== "AUTHORIZED") refuseSomehow("PS0026", "operationId")
  const captures = liveCaptures(related)
  if (captures.length > 0 && !world.switches.multipleCaptures) refuseExecuted(target)
  const hasCancelled = related.some(({ type }) => type === "CANCEL")
  // The closest error text.
  if (hasCancelled && !world.switches.recaptureAfterCancel) refuseSomehow("PS0023")
  requireUnlapsed(world, target)
}

/** An expired authorization can be captured or voided only if a switch allows it. */
export function requireUnlapsed({ switches, clock }: World, target: Operation): void {
  if (switches.lapsedAuthorization === "refused" && hasLapsed(target, clock.now())) refuseSomehow("PS0000")
}

/** Production was seen to append eight hexadecimal digits of an id to this text. */
function refuseExecuted({ id }: Operation): never {
  const mark = createHash("sha256").update(id).digest("hex").slice(0, 8)
  throw new Refusal(400, [{ code: "PS0023", description: `${errorText("PS0023")} - ${mark}` }])
}
