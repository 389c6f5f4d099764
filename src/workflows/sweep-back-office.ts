import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Engine } from "../engine/engine"
import type { OrderSummary } from "../gateway/wire/order-state"
import { SweepCursor } from "../modules/xpay/sweep-cursor"
import { allEngines, journalOf } from "./engines"

/** XPay's clock and ours, and the moment an operation takes to be listed, may differ by this. */
const OVERLAP_MS = 5 * 60_000

/** XPay lists orders of one month at most, 500 at a time. */
const LONGEST_MS = 30 * 86_400_000
const PAGE = 500
const MOST_PAGES = 10

/**
 * Looks for what was done in XPay's back office: one call per terminal lists the orders that changed since the last
 * look, however many payments the store has ever had. Orders that changed after we last settled them become due.
 */
export async function sweepBackOffice(container: MedusaContainer): Promise<void> {
  for (const { id, engine } of allEngines(container)) {
    const cursor = new SweepCursor(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
    const now = new Date()
    const from = await cursor.read(id)
    if (from !== undefined && !(await markChanged(container, engine, from, now))) {
      continue
    }
    await cursor.write(id, now)
  }
}

/** @returns false when XPay could not be asked: then the next run looks at the same time again. */
async function markChanged(
  container: MedusaContainer,
  engine: Engine,
  since: Date,
  now: Date
): Promise<boolean> {
  const journal = journalOf(container)
  const from = new Date(Math.max(since.getTime() - OVERLAP_MS, now.getTime() - LONGEST_MS))
  let to = new Date(now.getTime() + OVERLAP_MS)
  for (let page = 0; page < MOST_PAGES; page++) {
    const outcome = await engine.terminal.client.listOrders({ from, to, limit: PAGE })
    if (outcome.kind !== "done") {
      engine.logger.debug(`XPay's list of orders could not be read: ${outcome.error.line}`)
      return false
    }
    await journal.markChanged(outcome.value.flatMap(toChange))
    const oldest = outcome.value.at(-1)?.lastOperationTime
    if (outcome.value.length < PAGE || oldest === undefined || oldest >= to) {
      return true
    }
    to = oldest
  }
  return true
}

function toChange({ orderId, lastOperationTime, lastOperationType }: OrderSummary) {
  if (orderId === undefined || lastOperationTime === undefined || lastOperationType === "AUTHORIZATION") {
    return []
  }
  return [{ xpayOrderId: orderId, changedAt: lastOperationTime }]
}
