import { type PaymentMethod } from "../reference/payment-methods"
import { isReached } from "./is-reached"
import { refuseBare, refuseSomehow } from "../refusal"
import { type World } from "../world"
import { isReversed, resultOf, type Operation, type OperationResult } from "./operation"
import { type OutcomeMoment } from "./outcome-rules"
import { type NewOperation } from "./ledger"

/** The merchant's request for a post-operation, over the API or in the back office. */
export interface PostOperationRequest {
  /** Minor units; the full amount by default. */
  readonly amount?: number | undefined
  /** ISO 4217 alphabetic code. */
  readonly currency?: string | undefined
  readonly description?: string | undefined
  readonly isFromPortal?: boolean
}

/** The operation with this id, if the terminal may access it; otherwise refuses with the documented bare 404. */
export function findOwnOperation(world: World, terminal: string, operationId: string | undefined): Operation {
  const operation = operationId === undefined ? undefined : world.ledger.findOperation(operationId)
  return operation !== undefined && isReached(world, terminal, operation) ? operation : refuseBare(404)
}

/** Results of a post-operation that moved no money. */
const cameToNothing: readonly OperationResult[] = ["FAILED", "DECLINED", "CANCELED", "DENIED_BY_RISK"]

/** All operations of the same payment, except failed ones and cancelled refunds. */
export function relatives(world: World, operation: Operation): Operation[] {
  const all = world.ledger
    .orderOf(operation)
    .operations.filter(
      (other) => other.rootId === operation.rootId && !cameToNothing.includes(resultOf(other))
    )
  return all.filter((other) => other.type !== "REFUND" || !isCancelled(all, other))
}

/** Whether an operation was cancelled, or is about to be. */
export function isCancelled(related: readonly Operation[], { id }: Operation): boolean {
  return related.some(({ type, targetId }) => type === "CANCEL" && targetId === id)
}

/** Whether a reversal took effect or is under way: either blocks another one. */
export function isReversal(operation: Operation, type: "REFUND" | "VOID"): boolean {
  const result = resultOf(operation)
  return operation.type === type && (isReversed(result) || result === "PENDING")
}

/** A payment's captures that are not cancelled, including pending ones. */
export function liveCaptures(related: readonly Operation[]): Operation[] {
  return related.filter((other) => other.type === "CAPTURE" && !isCancelled(related, other))
}

export function methodOf(operation: Operation): PaymentMethod {
  return operation.method ?? refuseSomehow("PS0026", "operationId")
}

/** Requires amounts in the operation's own currency. */
export function requireSameCurrency(target: Operation, { currency }: PostOperationRequest): void {
  if (currency !== undefined && currency !== target.currency) refuseSomehow("PS0026", "currency")
}

/** Records the new operation. It shows PENDING first if the switches say so, and a rule can override its result. */
export function recordPostOperation(
  world: World,
  moment: OutcomeMoment,
  target: Operation,
  request: PostOperationRequest,
  given: NewOperation
): Operation {
  const { postOperationPendingMs, postOperationPendingReads } = world.switches
  const ruled: OperationResult | undefined = world.outcomes.take(moment, target.terminal, target.card)?.result
  const hasVeil = postOperationPendingMs > 0 || postOperationPendingReads > 0
  return world.ledger.recordPostOperation(target, {
    description: request.description ?? null,
    isFromPortal: request.isFromPortal ?? false,
    veil: hasVeil
      ? { until: world.clock.now() + postOperationPendingMs, reads: postOperationPendingReads }
      : null,
    ...given,
    result: ruled ?? given.result,
  })
}
