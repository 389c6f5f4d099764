import { drawApproval, successOf } from "../ledger/authorize"
import { isApproved, resultOf, type Operation, type OperationResult } from "../ledger/operation"
import { type HostedSession, type Order } from "../ledger/order"
import { type World } from "../world"
import { conclude as concludeAttempt, type HostedOrder } from "./attempt"

/** Whether an order was started on a hosted page or by a link. */
export function isHosted(order: Order): order is HostedOrder {
  return order.hosted !== null
}

/** Whether a bank still has to decide. A payment waiting for its 3-D Secure challenge waits for the payer instead. */
export function isConcludable(world: World, operation: Operation): boolean {
  const isAwaitingPayer =
    world.authentications.find(operation.id) !== undefined && operation.changes.length === 1
  return resultOf(operation) === "PENDING" && !isAwaitingPayer
}

/**
 * Ends a pending operation, as a slow bank eventually would; successfully unless a result is given. Sends the
 * notification of a hosted payment. Returns false if the operation was not pending.
 */
export function conclude(world: World, operation: Operation, result?: OperationResult): boolean {
  if (!isConcludable(world, operation)) return false
  const order = world.ledger.orderOf(operation)
  const concluded = result ?? goodResult(operation, order.hosted)
  if (concluded === "PENDING") return false
  if (isApproved(concluded) && operation.targetId === null) operation.approval = drawApproval(world)
  if (concluded === "DECLINED") operation.declineCode = world.switches.declineCode
  world.ledger.change(operation, concluded)
  if (isHosted(order) && operation.isHosted) {
    concludeAttempt(world, order, operation)
    world.notifier.announceNow(order, operation)
  }
  return true
}

function goodResult(operation: Operation, hosted: HostedSession | null): OperationResult {
  switch (operation.type) {
    case "REFUND":
      return "REFUNDED"
    case "VOID":
      return "VOIDED"
    case "CAPTURE":
    case "CANCEL":
    case "NOSHOW":
    case "DELAY_CHARGE":
      return "EXECUTED"
    case "INCREMENTAL":
      return "AUTHORIZED"
    case "AUTHORIZATION":
    case "CARD_VERIFICATION":
      if (!hosted || !operation.method) return "AUTHORIZED"
      return successOf({
        method: operation.method,
        captureType: hosted.captureType,
        isPreauth: hosted.actionType === "PREAUTH",
        verification: hosted.actionType === "VERIFY" ? "AUTHORIZED" : null,
      })
  }
}
