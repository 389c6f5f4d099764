import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MathBN } from "@medusajs/framework/utils"
import { isOneOf, OPENING_STATES } from "../../src/domain/attempt-state"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import type { IncidentRecord } from "../../src/modules/xpay/incidents"
import { auditCollections } from "./collection-audit"
import {
  cartsThatLie,
  equal,
  goodsReservedForNothing,
  readOrders,
  sum,
  totalOf,
  type Amount,
  type OrderRow,
} from "./medusa-books"

/**
 * Checks Medusa's own records. Every order that began with one of our sessions has a payment, waits for one, owes
 * nothing or is an incident. The money records of an order and its payment collections match their payments. Carts,
 * orders and reserved inventory are consistent.
 *
 * @param isOurs which orders' collections, transactions and totals are checked.
 * @returns what does not agree; empty if everything does.
 */
export async function auditOrders(db: Knex, isOurs = isPaidThroughXPay): Promise<string[]> {
  const attempts = (await db("xpay_attempt")) as AttemptRecord[]
  const incidents = (await db("xpay_incident").where({
    resolved_at: null,
    deleted_at: null,
  })) as IncidentRecord[]
  const orders = await readOrders(db)
  const ours = orders.filter(isOurs)
  return [
    ...orders.flatMap((order) => findUnpaid(order, attempts, incidents)),
    ...ours.flatMap((order) => auditTransactions(order, incidents)),
    ...ours.flatMap((order) => auditSummary(order)),
    ...ours.flatMap((order) => auditCollections(order)),
    ...(await cartsThatLie(db)),
    ...(await goodsReservedForNothing(db)),
  ]
}

/** Whether only the plugin's store determines the money records of an order. */
function isPaidThroughXPay({ collections }: OrderRow): boolean {
  const payments = collections.flatMap((collection) => collection.payments)
  return payments.length > 0 && payments.every((payment) => payment.provider_id.startsWith("pp_xpay"))
}

function findUnpaid(
  order: OrderRow,
  attempts: readonly AttemptRecord[],
  incidents: readonly IncidentRecord[]
): string[] {
  const { id, cart_id: cartId, collections } = order
  const isLive = order.status === "pending" && !order.is_draft_order
  const isOwed = MathBN.gt(totalOf(order, "pending_difference").value, 0)
  if (!isLive || !isOwed) {
    return []
  }
  const isLost = cartId === null && collections.length === 0 && order.is_untouched
  if (isLost) {
    return incidents.some((one) => one.order_id === id) ? [] : [`order ${id}: nothing points to it`]
  }
  const ids = collections.map((collection) => collection.id)
  const own = attempts.filter(
    (one) =>
      (cartId !== null && one.cart_id === cartId) ||
      ids.includes(one.payment_collection_id ?? "no collection")
  )
  // An order created in the dashboard may wait for its payment: the customer was not told that it is paid.
  const hasBegunWithUs = cartId !== null && own.length > 0
  if (!hasBegunWithUs) {
    return []
  }
  const isPaid = collections.some((one) => one.payments.some((payment) => !payment.is_canceled))
  const isAwaited =
    collections.some((one) => one.sessions.some(({ status }) => status === "pending_authorization")) &&
    own.some(({ state, next_check_at: next }) => isOneOf(state, OPENING_STATES) && next !== null)
  const isBooked = incidents.some(
    (one) =>
      one.order_id === id || one.cart_id === cartId || own.some((attempt) => attempt.id === one.attempt_id)
  )
  const tries = own.map((one) => `${one.channel} ${one.xpay_order_id} ${one.state}`).join(", ")
  return isPaid || isAwaited || isBooked
    ? []
    : [`order ${id}: it has no payment and no incident, but ${tries}`]
}

/** Every capture and refund counts once, with its amount; nothing else counts. */
function auditTransactions(order: OrderRow, incidents: readonly IncidentRecord[]): string[] {
  const { id, transactions } = order
  const payments = order.collections.flatMap((collection) => collection.payments)
  const captures = payments.flatMap((payment) => payment.captures)
  const refunds = payments.flatMap((payment) => payment.refunds)
  if (order.status === "canceled") {
    return auditCanceled(
      order,
      sum(captures.map(({ amount }) => amount)),
      refunds.map(({ amount }) => amount),
      incidents
    )
  }
  const faults: string[] = []
  for (const [reference, rows, sign] of [
    ["capture", captures, 1],
    ["refund", refunds, -1],
  ] as const) {
    for (const row of rows) {
      const counted = transactions.filter((one) => one.reference_id === row.id)
      const [first] = counted
      if (counted.length !== 1 || first === undefined) {
        faults.push(`order ${id} counts ${reference} ${row.id} ${counted.length} times`)
      } else if (!MathBN.eq(first.amount.value, MathBN.mult(row.amount.value, sign))) {
        faults.push(
          `order ${id} counts ${first.amount.value} for ${reference} ${row.id} of ${row.amount.value}`
        )
      }
    }
    const there = new Set(rows.map((row) => row.id))
    for (const one of transactions.filter((each) => each.reference === reference)) {
      if (!there.has(one.reference_id ?? "")) {
        faults.push(`order ${id} counts ${one.amount.value} for a ${reference} that is not there`)
      }
    }
  }
  return faults
}

/**
 * When an order is canceled, Medusa books the return of everything captured, whether or not the provider succeeded. So
 * the order counts nothing, and what was not returned is an incident.
 */
function auditCanceled(
  { id, transactions }: OrderRow,
  captured: Amount,
  refunds: readonly Amount[],
  incidents: readonly IncidentRecord[]
): string[] {
  const counted = sum(transactions.map(({ amount }) => amount))
  const isReturned = equal(captured, sum(refunds))
  const isBooked = incidents.some((one) => one.order_id === id)
  return [
    ...(MathBN.eq(counted.value, 0) ? [] : [`order ${id} is canceled, but counts ${counted.value}`]),
    ...(isReturned || isBooked
      ? []
      : [`order ${id} is canceled, but of ${captured.value} only ${sum(refunds).value} went back`]),
  ]
}

/** The totals of the order's current version are the sums of its transactions. */
function auditSummary(order: OrderRow): string[] {
  const amounts = order.transactions.map(({ amount }) => amount)
  const paid = sum(amounts.filter(({ value }) => MathBN.gt(value, 0)))
  const refunded = sum(amounts.filter(({ value }) => MathBN.lt(value, 0)))
  const expected = {
    transaction_total: sum(amounts),
    paid_total: paid,
    refunded_total: { value: MathBN.mult(refunded.value, -1).toString() },
    pending_difference: {
      value: MathBN.sub(totalOf(order, "current_order_total").value, sum(amounts).value).toString(),
    },
  }
  return Object.entries(expected).flatMap(([name, amount]) =>
    equal(totalOf(order, name), amount)
      ? []
      : [`order ${order.id}: ${name} is ${totalOf(order, name).value}, its transactions say ${amount.value}`]
  )
}
