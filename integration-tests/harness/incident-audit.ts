import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MathBN } from "@medusajs/framework/utils"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf, MONEY_STATES } from "../../src/domain/attempt-state"
import type { IncidentKind } from "../../src/domain/incident-kinds"
import type { IncidentRecord } from "../../src/modules/xpay/incidents"
import {
  heldAmount,
  totals,
  type AttemptRecord,
  type MovementRecord,
} from "../../src/modules/xpay/journal/records"
import type { SavedCardRecord } from "../../src/modules/xpay/saved-cards"
import { readOrders, totalOf, type OrderRow } from "./medusa-books"

/** The current state of what an open incident is about. */
interface Subject {
  readonly incident: IncidentRecord
  readonly attempt: AttemptRecord
  readonly movements: readonly MovementRecord[]
  readonly order: OrderRow | undefined
  readonly card: SavedCardRecord | undefined
}

/**
 * Whether the cause of an open incident still exists; always true if the incident must be reported regardless of later
 * changes.
 */
const IS_TRUE: Readonly<Record<IncidentKind, (subject: Subject) => boolean>> = {
  reversed_unplaceable: (subject) => !isKept(subject),
  held_unplaceable: ({ attempt, order }) => hasMoney(attempt) && !isBooked(attempt, order),
  void_failing: ({ attempt }) => hasMoney(attempt) && attempt.abandon_requested_at !== null,
  capture_deadline: ({ attempt }) => attempt.state === "authorized",
  capture_lapsed: ({ attempt, order }) =>
    isOneOf(attempt.state, ["authorized", "expired", "voided"]) && order?.status !== "canceled",
  capture_failed: ({ attempt, movements }) =>
    isOneOf(attempt.state, ["authorized", "capturing"]) ||
    (attempt.state === "captured" && totals(movements).captured < heldAmount(attempt).minor),
  capture_rest: ({ order }) => order !== undefined && order.status !== "canceled" && isOwed(order),
  amount_mismatch: () => true,
  amounts_differ: () => true,
  unrecognised: ({ attempt }) =>
    isOneOf(attempt.state, ["authorizing", "pending_payer", ...ENDED_WITHOUT_MONEY_STATES]),
  // What prevents the reconciliation is not in the database, but the attempt stays due.
  reconciliation_failing: ({ attempt }) => attempt.next_check_at !== null,
  still_unknown: ({ attempt }) =>
    isOneOf(attempt.state, ["authorizing", "capturing", "refunding", "voiding", "pending_payer"]),
  order_unpaid: ({ order }) =>
    order?.status === "pending" && !order.is_draft_order && isOwed(order) && !hasPayment(order),
  draft_not_converted: ({ order }) => order?.is_draft_order === true,
  movement_failed: ({ movements }) =>
    movements.some(({ state, xpay_operation_id: id }) => state === "refused" && id !== null),
  import_failed: ({ movements }) =>
    movements.some(({ state, is_booked: isBooked }) => state === "done" && !isBooked),
  card_removal_failing: ({ card }) => card?.state === "removing",
  order_canceled_with_money: ({ attempt, order }) => order?.status === "canceled" && hasMoney(attempt),
  // This code cannot know where a store books its own credit.
  store_credit_used: () => true,
  // Which terminals are configured, and how many cards were recently declined, is not in the database.
  terminal_missing: () => true,
  velocity_limit: () => true,
  shared_address_limit: () => true,
}

/**
 * Finds open incidents that no longer need attention.
 *
 * @returns what is wrong; empty if nothing.
 */
export async function auditIncidents(db: Knex): Promise<string[]> {
  const open = (await db("xpay_incident").where({ resolved_at: null, deleted_at: null })) as IncidentRecord[]
  if (open.length === 0) {
    return []
  }
  const attempts = (await db("xpay_attempt")) as AttemptRecord[]
  const movements = (await db("xpay_movement")) as MovementRecord[]
  const cards = (await db("xpay_saved_card")) as SavedCardRecord[]
  const orders = await readOrders(db)
  return open.flatMap((incident) => {
    const attempt = attempts.find(({ id }) => id === incident.attempt_id)
    if (attempt === undefined) {
      return []
    }
    const orderId = attempt.order_id ?? incident.order_id
    const isTrue = IS_TRUE[incident.kind as IncidentKind]({
      incident,
      attempt,
      movements: movements.filter((one) => one.attempt_id === attempt.id),
      order: orders.find((one) => one.id === orderId),
      card: cards.find((one) => one.contract_id === attempt.contract_id),
    })
    return isTrue
      ? []
      : [
          `${attempt.xpay_order_id} (${attempt.state}): the incident "${incident.kind}" is open, but its cause is gone`,
        ]
  })
}

function hasMoney({ state }: AttemptRecord): boolean {
  return isOneOf(state, MONEY_STATES)
}

/** The money is not being reversed: it pays an order. */
function isKept({ attempt, order }: Subject): boolean {
  return hasMoney(attempt) && attempt.abandon_requested_at === null && isBooked(attempt, order)
}

/** Its own payment belongs to an order. Another payment of that order does not count. */
function isBooked({ id }: AttemptRecord, order: OrderRow | undefined): boolean {
  return (
    order?.collections.some(({ payments }) =>
      payments.some((one) => !one.is_canceled && one.attempt_id === id)
    ) === true
  )
}

function hasPayment(order: OrderRow | undefined): boolean {
  return order?.collections.some(({ payments }) => payments.some((payment) => !payment.is_canceled)) === true
}

function isOwed(order: OrderRow): boolean {
  return MathBN.gt(totalOf(order, "pending_difference").value, 0)
}
