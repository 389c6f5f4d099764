import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptId } from "../../domain/ids"
import { DOUBTFUL_STATES, isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { money } from "../../domain/money"
import { mayCapture } from "../../engine/operations/may-move"
import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import type { IncidentKind } from "../../domain/incident-kinds"
import type { IncidentRecord } from "../../modules/xpay/incidents"
import { attemptCurrency, type AttemptRecord, type MovementRecord } from "../../modules/xpay/journal/records"
import { findOrderOutcome, type OrderOutcome } from "../orders/completion"
import { engineFor, hasTerminal, incidentsOf, journalOf } from "../engine-for"
import { findPlace } from "../orders/find-in-medusa"
import { outstandingOf, type Outstanding } from "../orders/outstanding"

/** Incidents per run of the job; the next runs continue. */
const MOST = 50

/** The current facts about an incident's subject. */
interface Known {
  readonly attempt: AttemptRecord
  readonly movements: readonly MovementRecord[]
  /** Undefined if the order was deleted. */
  readonly order: Outstanding | undefined
  /** Undefined if the order was deleted. */
  readonly outcome: OrderOutcome | undefined
  /** The money of this very attempt pays an order; another payment of the order does not count. */
  readonly isBooked: boolean
  /** Part of the hold can still be captured. */
  readonly canCapture: boolean
}

/** Outcomes that need no action any more. `awaited` is not one: the order may await the very payment that failed. */
const RESOLVED_FATES: readonly OrderOutcome[] = ["over", "paid", "foreign"]

/** When the cause of an incident is gone. Other kinds are closed when their attempt is processed, or by a person. */
const IS_GONE: Readonly<Partial<Record<IncidentKind, (known: Known) => boolean>>> = {
  draft_not_converted: ({ attempt, order }) =>
    order === undefined || !order.isDraft || order.isCanceled || !hasMoney(attempt),
  order_unpaid: ({ outcome }) => outcome === undefined || RESOLVED_FATES.includes(outcome),
  import_failed: ({ movements }) =>
    movements.every(({ state, is_booked: isBooked }) => state !== "done" || isBooked),
  movement_failed: ({ movements }) => movements.filter(hasFailedAtXPay).every(isMadeUpFor(movements)),
  // After a partial capture, the next capture determines what is still due.
  capture_failed: ({ attempt: { state }, order, canCapture }) =>
    !isOneOf(state, ["authorized", "capturing"]) && (!canCapture || order?.amount.minor === 0n),
  capture_rest: ({ order }) => order === undefined || order.isCanceled || order.amount.minor === 0n,
  capture_deadline: ({ attempt }) => attempt.state !== "authorized",
  capture_lapsed: ({ attempt }) => attempt.state !== "authorized",
  held_unplaceable: ({ attempt, isBooked }) => !hasMoney(attempt) || isBooked,
  order_canceled_with_money: ({ attempt }) => !hasMoney(attempt),
  void_failing: ({ attempt }) => !hasMoney(attempt),
  still_unknown: ({ attempt }) => !isOneOf(attempt.state, [...DOUBTFUL_STATES, "pending_payer"]),
}

/**
 * Closes incidents whose cause is gone, wherever it was resolved: in the dashboard, at XPay, or by another payment
 * method. Its cost depends on what is open.
 */
export async function reviewIncidents(container: MedusaContainer): Promise<void> {
  const incidents = incidentsOf(container)
  for (const incident of await incidents.leaseOpen(Object.keys(IS_GONE) as IncidentKind[], MOST)) {
    const { attempt_id: attemptId } = incident
    const kind = incident.kind as IncidentKind
    const known = attemptId === null ? undefined : await look(container, incident, attemptId)
    if (attemptId !== null && known !== undefined && IS_GONE[kind]?.(known) === true) {
      await incidents.close(attemptId, kind)
    }
  }
}

async function look(
  container: MedusaContainer,
  incident: IncidentRecord,
  attemptId: AttemptId
): Promise<Known | undefined> {
  const journal = journalOf(container)
  const attempt = await journal.find(attemptId)
  const orderId = incident.order_id ?? attempt?.order_id ?? null
  if (attempt === undefined) {
    return undefined
  }
  const { payment, order } = await findPlace(container, attempt)
  const movements = await journal.movements(attemptId)
  return {
    attempt,
    movements,
    order: orderId === null ? undefined : await outstandingOf(container, orderId),
    outcome: orderId === null ? undefined : await findOrderOutcome(container, orderId),
    isBooked: payment?.isOurs === true && !payment.isCanceled && order !== undefined,
    canCapture: canCapture(container, { attempt, movements }),
  }
}

function canCapture(container: MedusaContainer, account: AttemptWithMovements): boolean {
  const { provider_id: providerId } = account.attempt
  if (!hasTerminal(container, providerId)) {
    return false
  }
  const least = money(1n, attemptCurrency(account.attempt))
  return "targetOperationId" in mayCapture(account, least, engineFor(container, providerId).terminal.settings)
}

/** Whether the movement failed after XPay had created an operation for it. */
function hasFailedAtXPay({ state, xpay_operation_id: operationId }: MovementRecord): boolean {
  return state === "refused" && operationId !== null
}

/** Whether the movement was requested again since, and executed. */
function isMadeUpFor(movements: readonly MovementRecord[]): (failed: MovementRecord) => boolean {
  return (failed) =>
    movements.some(
      ({ kind, state, created_at: createdAt }) =>
        kind === failed.kind && state === "done" && createdAt > failed.created_at
    )
}

function hasMoney({ state }: AttemptRecord): boolean {
  return isOneOf(state, MONEY_STATES)
}
