import { linkStateOf } from "../../hosted/link-state"
import { balanceOf, standingRefunds, type Balance } from "../../ledger/balance"
import { type lastChange, resultOf, type Operation } from "../../ledger/operation"
import { type Order, type PaymentLink } from "../../ledger/order"
import { type World } from "../../world"
import { fullView, timeView } from "./operation-view"
import { noteRead, visibleEntries, visibleState } from "./visible-state"

type View = Record<string, unknown>

/** Whether a read can see the order: a recent one may still be hidden by the read lag. */
export function isVisible(world: World, order: Order): boolean {
  const { readLagMs, readLagShows, buildOrderBeforeAttempt } = world.switches
  const isUntried = order.origin === "build" && visibleEntries(world, order.operations).length === 0
  if (isUntried && buildOrderBeforeAttempt === "hidden") return false
  // An order shown as pending is visible.
  return readLagMs === 0 || readLagShows === "pending" || order.createdAt <= world.clock.now() - readLagMs
}

/** `GET /orders/{orderId}`. */
export function orderView(world: World, order: Order): View {
  const view: View = {
    orderStatus: orderStatusView(world, order),
    operations: operationViews(world, order),
  }
  const links = order.hosted?.link ? [linkView(world, order, order.hosted.link)] : []
  // An order without any authorization was observed without the list; clients must handle both.
  if (links.length > 0 || balanceSeen(world, order).authorized > 0)
    view[world.switches.paymentLinksName] = links
  return view
}

/** The summary that `GET /orders` lists. */
export function orderStatusView(world: World, order: Order): View {
  const seen = balanceSeen(world, order)
  const last = lastVisible(world, order)
  return {
    order: {
      orderId: order.orderId,
      amount: String(order.amount),
      currency: order.currency,
      ...order.particulars,
    },
    authorizedAmount: String(authorizedShown(world, seen)),
    capturedAmount: String(seen.captured - reversedAmount(world, order)),
    lastOperationType: last ? (fullView(world, last.operation, last.state).operationType ?? null) : null,
    lastOperationTime: last ? timeView(world, last.state.at) : null,
  }
}

/** The authorized amount that responses show and searches compare. */
export function authorizedShown({ switches }: World, { authorized, voided }: Balance): number {
  return switches.authorizedAmountAfterVoid === "reduced" ? authorized - voided : authorized
}

/** Time of the order's last activity that a reader can see. */
export function lastActivity(world: World, order: Order): number {
  return lastVisible(world, order)?.state.at ?? order.createdAt
}

const statusOfState = { active: "ACTIVE", cancelled: "DELETED", expired: "EXPIRED" } as const

/** A pay-by-link as the API shows it. */
export function linkView(world: World, order: Order, link: PaymentLink): View {
  const state = linkStateOf(world, link)
  return {
    linkId: link.linkId,
    amount: String(order.hosted?.amount ?? order.amount),
    expirationDate: link.expirationDate,
    link: hostedPageUrl(world, order.hosted?.paymentId ?? ""),
    paidByOperationId: link.paidByOperationId,
    status: state === "paid" ? world.switches.paidLinkStatus : statusOfState[state],
  }
}

/** URL of a hosted page, as in the one recorded sample. */
export function hostedPageUrl(world: World, paymentId: string): string {
  return `${world.publicUrl}/monetaweb/page/hosted/2/html?paymentid=${paymentId}`
}

/** The order's balance as a reader can see it; see {@link reversedAmount} for refunds. */
export function balanceSeen(world: World, order: Order): Balance {
  return balanceOf(visibleEntries(world, order.operations), world.clock.now())
}

function operationViews(world: World, order: Order): View[] {
  const views = order.operations
    .filter((operation) => world.switches.portalOperationsInOrder || !operation.isFromPortal)
    .flatMap((operation) => {
      const state = visibleState(world, operation)
      if (!state) return []
      noteRead(operation)
      return [fullView(world, operation, state)]
    })
  return world.switches.operationOrder === "newest-first" ? views.reverse() : views
}

/**
 * The refunds deducted from the captured amount, with a switch for each kind of refund. Per the documentation, the API
 * does not list back-office refunds, so only the order's amounts can show them.
 */
function reversedAmount(world: World, order: Order): number {
  return standingRefunds(visibleEntries(world, order.operations))
    .filter(({ operation }) => world.switches[switchOfRefund(operation)] === "reduced")
    .reduce((total, { operation }) => total + operation.amount, 0)
}

function switchOfRefund(
  refund: Operation
): "capturedAmountAfterPortalRefund" | "capturedAmountAfterVoidedRefund" | "capturedAmountAfterRefund" {
  if (refund.isFromPortal) return "capturedAmountAfterPortalRefund"
  return resultOf(refund) === "VOIDED" ? "capturedAmountAfterVoidedRefund" : "capturedAmountAfterRefund"
}

function lastVisible(
  world: World,
  order: Order
): { operation: Operation; state: ReturnType<typeof lastChange> } | undefined {
  return order.operations
    .flatMap((operation) => {
      const state = visibleState(world, operation)
      return state ? [{ operation, state }] : []
    })
    .reduce<{ operation: Operation; state: ReturnType<typeof lastChange> } | undefined>(
      (latest, candidate) => (latest && latest.state.at > candidate.state.at ? latest : candidate),
      undefined
    )
}
