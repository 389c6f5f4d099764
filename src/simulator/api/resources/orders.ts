import { z } from "@medusajs/framework/zod"

import { isReached } from "../../ledger/is-reached"
import { type Order } from "../../ledger/order"
import { refuseBare, refuseSomehow } from "../../refusal"
import { type World } from "../../world"
import type { ApiCall, Endpoint } from "../api-call"
import { searchWindow } from "../search-window"
import {
  authorizedShown,
  balanceSeen,
  isVisible,
  lastActivity,
  orderStatusView,
  orderView,
} from "../views/order-view"
import { ok, type ApiAnswer } from "../api-answer"

const filters = z.object({
  amountType: z.enum(["ORDER_AMOUNT", "AUTHORIZED_AMOUNT", "CAPTURED_AMOUNT"]).optional(),
  minAmount: z.string().regex(/^\d+$/).optional(),
  maxAmount: z.string().regex(/^\d+$/).optional(),
  orderState: z.enum(["TO_CAPTURE", "CAPTURED"]).optional(),
})

type Filters = z.output<typeof filters>

function readOrder({ world, terminal, params }: ApiCall): ApiAnswer {
  const order = world.ledger.find(params.orderId ?? "")
  if (order === undefined || !isReached(world, terminal.alias, order) || !isVisible(world, order))
    refuseBare(404)
  return ok(orderView(world, order))
}

/**
 * Newest first. A page ends where the next one's `toTime` begins, so the compared time is that of the last operation
 * (or of the order itself if it has none).
 */
function searchOrders({ world, terminal, query }: ApiCall): ApiAnswer {
  const window = searchWindow(world, query)
  const checked = filters.safeParse(query)
  if (!checked.success) return refuseSomehow("PS0026", String(checked.error.issues[0]?.path[0]))
  const asked = checked.data
  for (const name of ["minAmount", "maxAmount"] as const) {
    if (asked.amountType !== undefined && asked[name] === undefined) refuseSomehow("PS0026", name)
  }
  const found = world.ledger
    .all()
    .filter((order) => isReached(world, terminal.alias, order) && isVisible(world, order))
    .filter((order) => query.orderId === undefined || order.orderId === query.orderId)
    .filter((order) => query.customField === undefined || order.customField === query.customField)
    .filter((order) => lastActivity(world, order) >= window.from && lastActivity(world, order) <= window.to)
    .filter((order) => isAsked(world, order, asked))
    .reverse()
    .sort((one, other) => lastActivity(world, other) - lastActivity(world, one))
    .slice(0, window.maxRecords)
  return ok({ orders: found.map((order) => orderStatusView(world, order)) })
}

function isAsked(
  world: World,
  order: Order,
  { amountType, minAmount, maxAmount, orderState }: Filters
): boolean {
  const seen = balanceSeen(world, order)
  const amounts = {
    ORDER_AMOUNT: order.amount,
    AUTHORIZED_AMOUNT: authorizedShown(world, seen),
    CAPTURED_AMOUNT: seen.captured,
  }
  const amount = amounts[amountType ?? "ORDER_AMOUNT"]
  if (minAmount !== undefined && amount < Number(minAmount)) return false
  if (maxAmount !== undefined && amount > Number(maxAmount)) return false
  if (orderState === "TO_CAPTURE") return seen.liveHold > 0
  return orderState === undefined || seen.captured > 0
}

/** Reading orders. */
export const orders: readonly Endpoint[] = [
  { method: "GET", path: "/orders", execute: searchOrders },
  { method: "GET", path: "/orders/:orderId", execute: readOrder },
]
