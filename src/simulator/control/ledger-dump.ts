import { type BuildFlowState, type BuildSession } from "../build/build-session"
import { balanceOf, entriesOf, type Balance } from "../ledger/balance"
import { type ContractType } from "../ledger/contract"
import { resultOf, type Operation, type OperationResult, type OperationType } from "../ledger/operation"
import { type HostedSession, type Order, type OrderOrigin } from "../ledger/order"
import { linkStateOf, type LinkState } from "../hosted/link-state"
import { pageStateOf, type PageState } from "../hosted/page-state"
import { isHosted } from "../hosted/conclude"
import { type ChallengeState } from "../threeds/authentications"
import { type World } from "../world"

/** One operation with its real state. Amounts are in minor units, times are ISO 8601. */
export interface OperationDump {
  readonly id: string
  readonly type: OperationType
  readonly result: OperationResult
  readonly amount: number
  readonly currency: string
  readonly channel: string
  readonly service: string | null
  readonly circuit: string | null
  readonly maskedPan: string | null
  readonly rootId: string
  readonly targetId: string | null
  readonly description: string | null
  readonly isFromPortal: boolean
  readonly declineCode: string | null
  readonly changes: readonly { readonly at: string; readonly result: OperationResult }[]
  /** State of the 3-D Secure challenge, for server-to-server payments. */
  readonly challenge: ChallengeState | null
}

export interface OrderDump {
  readonly orderId: string
  readonly terminal: string
  readonly origin: OrderOrigin
  /** Action of a page, a link or card fields; null for everything else. */
  readonly actionType: HostedSession["actionType"] | null
  readonly amount: number
  readonly currency: string
  readonly customerId: string | null
  readonly createdAt: string
  readonly totals: Balance
  readonly operations: readonly OperationDump[]
  readonly hostedPage: { readonly paymentId: string; readonly state: PageState } | null
  readonly link: {
    readonly linkId: string
    readonly state: LinkState
    readonly expirationDate: string
    readonly paidByOperationId: string | null
  } | null
}

export interface ContractDump {
  readonly contractId: string
  readonly terminal: string
  readonly contractType: ContractType
  readonly customerId: string | null
  readonly circuit: string
  readonly maskedPan: string
  readonly isActive: boolean
}

/** An amount still held on a payer's card. */
export interface LiveHold {
  readonly orderId: string
  readonly terminal: string
  readonly amount: number
  readonly currency: string
}

/** The simulator's whole state, without secrets. */
export interface LedgerDump {
  readonly orders: readonly OrderDump[]
  readonly contracts: readonly ContractDump[]
  readonly liveHolds: readonly LiveHold[]
}

export function dumpLedger(world: World): LedgerDump {
  const orders = world.ledger.all().map((order) => dumpOrder(world, order))
  return {
    orders,
    contracts: world.contracts.all().map((contract) => ({
      contractId: contract.contractId,
      terminal: contract.terminal,
      contractType: contract.contractType,
      customerId: contract.customerId,
      circuit: contract.card.circuit,
      maskedPan: contract.card.maskedPan,
      isActive: contract.isActive,
    })),
    liveHolds: orders
      .filter(({ totals }) => totals.liveHold > 0)
      .map(({ orderId, terminal, currency, totals }) => ({
        orderId,
        terminal,
        currency,
        amount: totals.liveHold,
      })),
  }
}

export function dumpOrder(world: World, order: Order): OrderDump {
  const now = world.clock.now()
  const link = order.hosted?.link
  return {
    orderId: order.orderId,
    terminal: order.terminal,
    origin: order.origin,
    actionType: order.hosted?.actionType ?? null,
    amount: order.amount,
    currency: order.currency,
    customerId: order.customerId,
    createdAt: new Date(order.createdAt).toISOString(),
    totals: balanceOf(entriesOf(order.operations), now),
    operations: order.operations.map((operation) => dumpOperation(world, operation)),
    hostedPage:
      isHosted(order) && order.origin !== "build"
        ? { paymentId: order.hosted.paymentId, state: pageStateOf(world, order) }
        : null,
    link: link
      ? {
          linkId: link.linkId,
          state: linkStateOf(world, link),
          expirationDate: link.expirationDate,
          paidByOperationId: link.paidByOperationId,
        }
      : null,
  }
}

/** A Build session, without anything that grants access to it. */
export interface BuildDump {
  readonly orderId: string
  readonly terminal: string
  readonly merchantOrigin: string
  readonly state: BuildFlowState
  readonly isOver: boolean
  readonly openedAt: string
  readonly maskedPan: string | null
}

export function dumpBuild(world: World, session: BuildSession): BuildDump {
  return {
    orderId: session.order.orderId,
    terminal: session.terminal,
    merchantOrigin: session.merchantOrigin,
    state: session.state,
    isOver: world.builds.isOver(session),
    openedAt: new Date(session.openedAt).toISOString(),
    maskedPan: session.card?.maskedPan ?? null,
  }
}

export function dumpOperation(world: World, operation: Operation): OperationDump {
  return {
    id: operation.id,
    type: operation.type,
    result: resultOf(operation),
    amount: operation.amount,
    currency: operation.currency,
    channel: operation.channel,
    service: operation.method?.service ?? null,
    circuit: operation.method?.circuit ?? null,
    maskedPan: operation.card?.maskedPan ?? null,
    rootId: operation.rootId,
    targetId: operation.targetId,
    description: operation.description,
    isFromPortal: operation.isFromPortal,
    declineCode: operation.declineCode,
    changes: operation.changes.map(({ at, result }) => ({ at: new Date(at).toISOString(), result })),
    challenge: world.authentications.find(operation.id)?.state ?? null,
  }
}
