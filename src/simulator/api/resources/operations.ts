import { isReached } from "../../ledger/is-reached"
import { requireCancellable } from "../../ledger/cancel-capture"
import { capturableAmount, requireCapturable } from "../../ledger/capture"
import { operationTypes, type Operation } from "../../ledger/operation"
import { findOwnOperation } from "../../ledger/post-operations"
import { isUncaptured, refundableAmount, requireRefundable } from "../../ledger/refund"
import { Refusal, refuseBare, refuseSomehow } from "../../refusal"
import { type World } from "../../world"
import type { ApiCall, Endpoint } from "../api-call"
import { searchWindow } from "../search-window"
import { fullView } from "../views/operation-view"
import { noteRead, visibleState } from "../views/visible-state"
import { ok, type ApiAnswer } from "../api-answer"

const channels = ["ECOMMERCE", "POS", "BACKOFFICE"]

/** Returns one operation, without a wrapper object. */
function readOperation({ world, terminal, params }: ApiCall): ApiAnswer {
  const operation = findOwnOperation(world, terminal.alias, params.operationId)
  const state = visibleState(world, operation) ?? refuseBare(404)
  noteRead(operation)
  return ok(fullView(world, operation, state))
}

/**
 * Newest first. Per the documentation, the merchant's back-office operations are not listed. The channel filter is
 * called `channel` in the documentation and `channelType` in Nexi's own client: both work.
 */
function searchOperations({ world, terminal, query }: ApiCall): ApiAnswer {
  const window = searchWindow(world, query)
  const channel = query.channel ?? query.channelType
  const { operationType, customField } = query
  if (channel !== undefined && !channels.includes(channel)) refuseSomehow("PS0026", "channel")
  if (operationType !== undefined && !operationTypes.some((type) => type === operationType)) {
    refuseSomehow("PS0026", "operationType")
  }
  const found = world.ledger
    .all()
    .filter((order) => isReached(world, terminal.alias, order))
    .filter((order) => customField === undefined || order.customField === customField)
    .flatMap(({ operations }) => operations)
    .filter(({ isFromPortal }) => !isFromPortal)
    .flatMap((operation) => {
      const state = visibleState(world, operation)
      return state && state.at >= window.from && state.at <= window.to ? [{ operation, state }] : []
    })
    .reverse()
    .sort((one, other) => other.state.at - one.state.at)
    .map(({ operation, state }) => ({ operation, view: fullView(world, operation, state) }))
    .filter(({ view }) => channel === undefined || view.channel === channel)
    .filter(({ view }) => operationType === undefined || view.operationType === operationType)
    .slice(0, window.maxRecords)
  for (const { operation } of found) noteRead(operation)
  return ok({ operations: found.map(({ view }) => view) })
}

/** Lists an operation's possible actions. The form of the elements is a switch: no source shows one. */
function listActions({ world, terminal, params }: ApiCall): ApiAnswer {
  const operation = findOwnOperation(world, terminal.alias, params.operationId)
  const possible = actionsOf(world, operation)
  return ok({
    actions: world.switches.actionsForm === "range" ? possible : possible.map(({ action }) => action),
  })
}

interface Action {
  readonly action: "CAPTURE" | "REFUND" | "VOID" | "CANCEL"
  readonly minAmount: string
  readonly maxAmount: string
}

function actionsOf(world: World, operation: Operation): Action[] {
  const range = (action: Action["action"], least: number, most: number): Action[] =>
    most > 0 ? [{ action, minAmount: String(least), maxAmount: String(most) }] : []
  const isAllowed = (check: (world: World, operation: Operation) => void): boolean => {
    try {
      check(world, operation)
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }
  if (isUncaptured(world, operation)) {
    if (!isAllowed(requireCapturable)) return []
    const most = capturableAmount(world, operation)
    return [...range("CAPTURE", 1, most), ...range("VOID", most, most)]
  }
  return [
    ...(isAllowed(requireRefundable) ? range("REFUND", 1, refundableAmount(world, operation)) : []),
    ...(isAllowed(requireCancellable) ? range("CANCEL", operation.amount, operation.amount) : []),
  ]
}

/** Reading operations. */
export const operations: readonly Endpoint[] = [
  { method: "GET", path: "/operations", execute: searchOperations },
  { method: "GET", path: "/operations/:operationId", execute: readOperation },
  { method: "GET", path: "/operations/:operationId/actions", execute: listActions },
]
