import { balanceNow, hasLapsed, isDebit, type Entry } from "../../ledger/balance"
import { lastChange, resultOf, type Operation, type OperationChange } from "../../ledger/operation"
import { type World } from "../../world"

/** The state of an operation that a read can see now. Switches can delay it. Null if it is not visible at all. */
export function visibleState(world: World, operation: Operation): OperationChange | null {
  if (operation.isHidden || isHiddenAtBank(world, operation)) return null
  const lagged = laggedState(world, operation)
  if (!lagged || !isVeiled(world, operation)) return lagged
  return { at: lagged.at, result: "PENDING" }
}

/** Counts a read of an operation that shows PENDING for a number of reads. */
export function noteRead(operation: Operation): void {
  if (operation.veil && operation.veil.reads > 0) operation.veil.reads -= 1
}

/** The entries that a reader can see, in the ledger's order. */
export function visibleEntries(world: World, operations: readonly Operation[]): Entry[] {
  return operations.flatMap((operation) => {
    const state = visibleState(world, operation)
    return state ? [{ operation, result: state.result }] : []
  })
}

/** The result that a response shows: the visible one, with the quirks of some terminals. */
export function printedResult(world: World, operation: Operation, { result }: OperationChange): string {
  if (operation.showsAuthorized && result === "EXECUTED") return "AUTHORIZED"
  if (!isDebit(operation)) return result
  if (result === "AUTHORIZED" && hasLapsed(operation, world.clock.now()) && !isCaptured(world, operation)) {
    return world.switches.expiredAuthorizationShows
  }
  return world.switches.reversalChangesOriginal ? afterReversal(world, operation, result) : result
}

function laggedState(world: World, operation: Operation): OperationChange | null {
  const { readLagMs, readLagShows } = world.switches
  const newest = lastChange(operation)
  const horizon = world.clock.now() - readLagMs
  if (readLagMs === 0 || newest.at <= horizon) return newest
  if (readLagShows === "pending") return { at: newest.at, result: "PENDING" }
  return operation.changes.filter(({ at }) => at <= horizon).at(-1) ?? null
}

/** The payer entered the card in card fields and is on the bank's page. A switch decides whether reads show it. */
function isHiddenAtBank({ switches, authentications }: World, operation: Operation): boolean {
  const isAtBank = authentications.find(operation.id)?.steps === "build" && resultOf(operation) === "PENDING"
  return isAtBank && !switches.buildChallengePending
}

function isVeiled(world: World, { veil }: Operation): boolean {
  return veil !== null && (veil.reads > 0 || world.clock.now() < veil.until)
}

function isCaptured(world: World, operation: Operation): boolean {
  return balanceNow(operation, world.ledger.orderOf(operation).operations, world.clock.now()).captured > 0
}

function afterReversal(world: World, operation: Operation, result: string): string {
  const { operations } = world.ledger.orderOf(operation)
  const { captured, refunded, voided } = balanceNow(operation, operations, world.clock.now())
  if (voided > 0) return "VOIDED"
  if (captured === 0 || refunded < captured) return result
  const wasSameDay = operations.some(
    (other) => other.type === "REFUND" && other.rootId === operation.id && resultOf(other) === "VOIDED"
  )
  return wasSameDay ? "VOIDED" : "REFUNDED"
}
