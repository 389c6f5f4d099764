import { AsyncResource } from "node:async_hooks"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger } from "@medusajs/framework/types"
import type { EventBus } from "../../medusa/event-bus"
import { NoAnswer, within } from "../../medusa/within"
import { describeEvents, type DescribedEvent, type UndescribableEvent } from "./event-data"
import { Outbox } from "./outbox"

/** The dependencies of the delivery of events. */
export interface Delivery {
  readonly db: Knex
  /** Undefined if there is none: then nothing is emitted here, and the job emits the events. */
  readonly bus: EventBus | undefined
  readonly logger: Pick<Logger, "warn">
}

/** A bus that takes longer is down; events that it has not accepted wait for the job. */
const LONGEST_EMIT_MS = 10_000

/** Events leased at a time: few enough that even a slow bus emits them before the lease ends. */
const PAGE = 5

/**
 * Emits the pending events once each, in any number of processes at once. An event is emitted again, with the same id,
 * only if a process dies or the bus fails between the lease of the event and the record of its delivery.
 */
export async function deliverEvents(delivery: Delivery): Promise<void> {
  const { db, bus } = delivery
  if (bus === undefined) {
    return
  }
  const outbox = new Outbox(db)
  let isUp = true
  while (isUp) {
    const taken = await outbox.lease(PAGE)
    if (taken.length === 0) {
      return
    }
    isUp = await deliverPage(delivery, bus, outbox, await describeEvents(db, taken))
  }
}

/** @returns false if the bus is down; the next delivery emits the remaining events. */
async function deliverPage(
  { logger }: Delivery,
  bus: EventBus,
  outbox: Outbox,
  page: readonly (DescribedEvent | UndescribableEvent)[]
): Promise<boolean> {
  for (const [index, event] of page.entries()) {
    if ("cause" in event) {
      logger.warn(`The event ${event.name} (${event.id}) is not emitted: ${event.cause}`)
      await outbox.markDelivered(event.id)
      continue
    }
    try {
      await emit(bus, outbox, event)
    } catch (error) {
      const isUncertain = error instanceof NoAnswer
      await outbox.putBack(page.slice(isUncertain ? index + 1 : index).map(({ id }) => id))
      logger.warn(`Events of XPay payments wait for Medusa's event bus: ${String(error)}`)
      return false
    }
  }
  return true
}

/**
 * Emits one event and records the delivery.
 *
 * @throws NoAnswer if the bus has not confirmed the event in time. It may still emit it: a Redis client keeps its input
 * while it has no connection. So the event is held back, and its delivery is recorded once the bus confirms it.
 */
async function emit(bus: EventBus, outbox: Outbox, { id, name, data }: DescribedEvent): Promise<void> {
  const emitted = bus.emit({ name, data })
  try {
    await within(LONGEST_EMIT_MS, emitted)
  } catch (error) {
    if (error instanceof NoAnswer) {
      await outbox.hold(id)
      // An event without a recorded delivery is emitted again when the hold ends.
      emitted.then(async () => await outbox.markDelivered(id)).catch(() => undefined)
    }
    throw error
  }
  await outbox.markDelivered(id)
}

/** Running deliveries of this process, by database. `isWanted`: there may be new events since the last look. */
const running = new WeakMap<Knex, { isWanted: boolean }>()

/** A handler of an event must not act on behalf of the user who caused it. */
const nobody = new AsyncResource("xpay-events")

/** Returns a function that emits new events immediately, in the background. The job emits any that remain. */
export function announcer(delivery: Delivery): () => void {
  return () => nobody.runInAsyncScope(() => void deliverSoon(delivery))
}

async function deliverSoon(delivery: Delivery): Promise<void> {
  const atIt = running.get(delivery.db)
  if (atIt !== undefined) {
    atIt.isWanted = true
    return
  }
  const self = { isWanted: true }
  running.set(delivery.db, self)
  try {
    while (self.isWanted) {
      self.isWanted = false
      await deliverEvents(delivery)
    }
  } catch (error) {
    delivery.logger.warn(`Events of XPay payments wait for the next run of the job: ${String(error)}`)
  } finally {
    running.delete(delivery.db)
  }
}
