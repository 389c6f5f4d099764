import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Engine } from "../../engine/engine"
import type { OrderSummary } from "../../gateway/wire/order-state"
import { ImportCursor } from "../../modules/xpay/import-cursor"
import { allEngines } from "../engine-for"

/** The time until an operation is listed, and the remaining difference of clocks. */
const OVERLAP_MS = 5 * 60_000
const OFFSET_TOLERANCE_MS = 60_000

/** XPay lists orders of one month at most, and the shortest month has 28 days. */
const LONGEST_MS = 27 * 86_400_000

/** A period that is always read to its end, however much has changed in it. */
const SHORTEST_MS = 3_600_000

/** XPay lists 500 orders at a time. */
const LIMITS = { page: 500, mostPages: 10 }

/**
 * Finds changes from the XPay back office: one call per terminal lists the orders that changed since the last run,
 * however many payments the store has had. Orders that changed after their last resolution become due. After a long
 * pause, a period with too many changes for one run is read from its beginning over the next runs.
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
 * Converts times to XPay's clock, because XPay compares the times in a request with its own. The offset is known from
 * XPay's last response; a process without one reads again once it has it.
 *
 * @returns the end of the period read, by our clock
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
 * Marks orders that changed in a period, or in an early part of it if there are too many.
 *
 * @returns the end of the period read; undefined if XPay could not be queried: the next run then reads the same period
 * again.
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

/** The most by which a time of XPay's may be later than it is parsed here. */
const SUMMER_TIME_MS = 3_600_000

/**
 * The time of the last change in a page. XPay's times have no time zone, and it is not documented whether its clock
 * follows daylight saving time. If it does not, its times are parsed an hour too early, and the next page would skip an
 * hour. So the later reading is used as long as the whole page stays within the requested period: at worst a part is
 * read twice.
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
