import { type PaymentMethod } from "../reference/payment-methods"
import { isReached } from "./is-reached"
import { refuseBare, refuseSomehow } from "../refusal"
import { type World } from "../world"
import { isReversed, resultOf, type Operation, type OperationResult } from "./operation"
import { type OutcomeMoment } from "./outcome-rules"
import { type NewOperation } from "./ledger"

/** What the merchant asks of an operation, over the API or in the back office. */
export interface PostOperationRequest {
  /** Minor units; everything there is, unless given. */
  readonly amount?: number | undefined
  /** ISO 4217 alpha. */
  readonly currency?: string | undefined
  readonly description?: string | undefined
  readonly isFromPortal?: boolean
}

/** The operation with this id, if the terminal may touch it; otherwise the bare 404 that is documented. */
export function findOwnOperation(world: World, terminal: string, operationId: string | undefined): Operation {
  const operation = operationId === undefined ? undefined : world.ledger.findOperation(operationId)
  return operation !== undefined && isReached(world, terminal, operation) ? operation : refuseBare(404)
}

/** Results of a post-operation that moved nothing. */
const cameToNothing: readonly OperationResult[] = ["FAILED", "DECLINED", "CANCELED", "DENIED_BY_RISK"]

/** Everything that was done with the same payment, except operations that came to nothing and cancelled refunds. */
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

/** A reversal that took effect or is still under way: both block another one. */
export function isReversal(operation: Operation, type: "REFUND" | "VOID"): boolean {
  const result = resultOf(operation)
  return operation.type === type && (isReversed(result) || result === "PENDING")
}

/** The captures of a payment that stand or are under way. */
export function liveCaptures(related: readonly Operation[]): Operation[] {
  return related.filter((other) => other.type === "CAPTURE" && !isCancelled(related, other))
}

export function methodOf(operation: Operation): PaymentMethod {
  return operation.method ?? refuseSomehow("PS0026", "operationId")
}

/** Amounts are of the operation's own currency. */
export function requireSameCurrency(target: Operation, { currency }: PostOperationRequest): void {
  if (currency !== undefined && currency !== target.currency) refuseSomehow("PS0026", "currency")
}

/** Writes the new operation down. It shows PENDING first if the switches say so, and its result can be overruled. */
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
