import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Engine } from "../../engine/engine"
import type { OrderSummary } from "../../gateway/wire/order-state"
import { ImportCursor } from "../../modules/xpay/import-cursor"
import { allEngines } from "../engine-for"

/** The moment an operation takes to be listed, and what is left of the difference of clocks. */
const OVERLAP_MS = 5 * 60_000
const OFFSET_TOLERANCE_MS = 60_000

/** XPay lists orders of one month at most, and the shortest one has 28 days. */
const LONGEST_MS = 27 * 86_400_000

/** Time that is read to its end, however much has changed in it. */
const SHORTEST_MS = 3_600_000

/** XPay lists 500 orders at a time. */
const LIMITS = { page: 500, mostPages: 10 }

/**
 * Looks for what was done in the XPay back office: one call per terminal lists the orders that changed since the last
 * look, however many payments the store has ever had. Orders that changed after we last resolved them become due. What
 * is too much for one look, after a long pause, is looked through from its beginning over the next runs.
 */
export async function importBackOfficeChanges(container: MedusaContainer, limits = LIMITS): Promise<void> {
  const cursor = new ImportCursor(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  for (const { id, engine } of allEngines(container)) {
    const now = Date.now()
    const since = (await cursor.read(id))?.getTime()
    if (since === undefined) {
      await cursor.write(id, new Date(now))
      continue
    }
    const until = await lookByXPaysClock(engine, since, now, limits)
    if (until !== undefined) {
      await cursor.write(id, new Date(Math.min(until, now)))
    }
  }
}

/**
 * XPay compares the times that we name with its own clock's, so they are named by that clock. How far it is off is known
 * from its last answer; a process that has not had one looks again once it has.
 *
 * @returns until when, by our clock
 */
async function lookByXPaysClock(
  engine: Engine,
  since: number,
  now: number,
  limits: typeof LIMITS
): Promise<number | undefined> {
  const { client } = engine.terminal
  const look = async (offset: number) => {
    const from = since + offset - OVERLAP_MS
    const until = await lookThrough(
      engine,
      from,
      Math.min(from + LONGEST_MS, now + offset + OVERLAP_MS),
      limits
    )
    return until === undefined ? undefined : until - offset
  }
  const assumed = client.clockOffsetMs ?? 0
  const looked = await look(assumed)
  const measured = client.clockOffsetMs ?? assumed
  return Math.abs(measured - assumed) > OFFSET_TOLERANCE_MS ? await look(measured) : looked
}

/**
 * Marks what changed in a time, or in an early part of it when that is too much.
 *
 * @returns until when; undefined when XPay could not be asked: then the next run looks at the same time again.
 */
async function lookThrough(
  engine: Engine,
  from: number,
  until: number,
  limits: typeof LIMITS
): Promise<number | undefined> {
  let to = until
  for (let page = 1; ; page++) {
    const outcome = await engine.terminal.client.listOrders({
      from: new Date(from),
      to: new Date(to),
      limit: limits.page,
    })
    if (outcome.kind !== "done") {
      engine.logger.warn(`XPay's list of orders could not be read: ${outcome.error.line}`)
      return undefined
    }
    await engine.journal.markChanged(outcome.value.flatMap(toChange))
    const oldest = oldestOf(outcome.value, to)
    if (outcome.value.length < limits.page || oldest === undefined || oldest >= to) {
      return until
    }
    if (page >= limits.mostPages && until - from > SHORTEST_MS) {
      return await lookThrough(engine, from, from + (until - from) / 2, limits)
    }
    to = oldest
  }
}

/** How much later than it is read here a time of XPay's may be. */
const SUMMER_TIME_MS = 3_600_000

/**
 * When the last order of a page changed. XPay's times name no zone, and nobody says whether its clock follows summer time:
 * where it does not, they are read an hour too early, and the next page would pass over an hour. So the later reading is
 * taken as long as all of the page is still within what was asked for: at worst a part is read twice.
 */
function oldestOf(page: readonly OrderSummary[], to: number): number | undefined {
  const newest = page[0]?.lastOperationTime?.getTime()
  const oldest = page.at(-1)?.lastOperationTime?.getTime()
  if (newest === undefined || oldest === undefined) {
    return oldest
  }
  const later = oldest + SUMMER_TIME_MS
  return newest + SUMMER_TIME_MS <= to && later < to ? later : oldest
}

function toChange({ orderId, lastOperationTime, lastOperationType }: OrderSummary) {
  if (orderId === undefined || lastOperationTime === undefined || lastOperationType === "AUTHORIZATION") {
    return []
  }
  return [{ xpayOrderId: orderId, changedAt: lastOperationTime }]
}
