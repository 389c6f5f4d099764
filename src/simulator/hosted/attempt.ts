import { type CardFacts } from "../cards/card-facts"
import { authorize, methodOfCard } from "../ledger/authorize"
import { isApproved, resultOf, type Operation } from "../ledger/operation"
import { type HostedSession, type Order } from "../ledger/order"
import { type PaymentMethod } from "../reference/payment-methods"
import { type Terminal } from "../simulator-options"
import { type World } from "../world"
import { resultOfOutcome, type AttemptOutcome } from "./hosted-outcome"

/** An order with a hosted page. */
export interface HostedOrder extends Order {
  readonly hosted: HostedSession
}

/** The payer's action on the page. */
export interface Attempt {
  readonly outcome: AttemptOutcome
  /** Null for methods without a card. */
  readonly card: CardFacts | null
  readonly method: PaymentMethod
}

/** Turns the payer's attempt into an operation of the order. */
export function attemptPayment(
  world: World,
  terminal: Terminal,
  order: HostedOrder,
  attempt: Attempt
): Operation {
  const { hosted } = order
  const { card } = attempt
  const method = card ? methodOfCard(card) : attempt.method
  const authorization = authorize(world, {
    moment: "hosted",
    terminal,
    method,
    card,
    currency: order.currency,
    captureType: hosted.captureType,
    isPreauth: hosted.actionType === "PREAUTH",
    verification: hosted.actionType === "VERIFY" ? "AUTHORIZED" : null,
    ...(attempt.outcome === "pay" ? {} : { chosenResult: resultOfOutcome[attempt.outcome] }),
  })
  const operation = ownOperation(world, order)
  const { result, ...facets } = authorization
  Object.assign(operation, facets, { method, card })
  if (resultOf(operation) !== result) world.ledger.change(operation, result)
  conclude(world, order, operation)
  return operation
}

/**
 * The payer cancels. A switch decides whether XPay then shows a CANCELED operation or none. A payment link stays open
 * for another visit.
 */
export function giveUp(world: World, order: HostedOrder): Operation | null {
  order.hosted.isClosed = order.hosted.link === null
  if (!world.switches.cancelLeavesOperation) return null
  const operation = ownOperation(world, order)
  world.ledger.change(operation, "CANCELED")
  order.hosted.operationId = operation.id
  return operation
}

/** Records a pending operation when the page is opened, for terminals that do so. */
export function noteOpening(world: World, order: HostedOrder): void {
  if (!world.switches.pendingOperationAtOpening || order.hosted.operationId !== null) return
  order.hosted.operationId = ownOperation(world, order).id
}

/** Applies an operation's result to the page, the link and the contract. */
export function conclude(world: World, order: HostedOrder, operation: Operation): void {
  const { hosted } = order
  const result = resultOf(operation)
  hosted.operationId = operation.id
  hosted.isClosed = isApproved(result) || result === "PENDING" || world.switches.declinedPage === "closes"
  if (!isApproved(result)) return
  if (hosted.link) hosted.link.paidByOperationId = operation.id
  if (!operation.card) return
  world.contracts.conclude(order.terminal, hosted.recurrence, {
    card: operation.card,
    customerId: order.customerId,
    customerInfo: order.customerInfo,
    isCharge: operation.amount > 0,
  })
}

/** The pending operation, or a new one. */
function ownOperation(world: World, order: HostedOrder): Operation {
  const { hosted } = order
  const undecided = hosted.operationId === null ? undefined : world.ledger.findOperation(hosted.operationId)
  if (undecided && resultOf(undecided) === "PENDING") return undecided
  return world.ledger.recordPayment(order, {
    type: hosted.actionType === "VERIFY" ? "CARD_VERIFICATION" : "AUTHORIZATION",
    result: "PENDING",
    amount: hosted.amount,
    isHosted: true,
    paymentLinkId: hosted.link?.linkId ?? null,
  })
}
