import { AsyncResource } from "node:async_hooks"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger } from "@medusajs/framework/types"
import type { EventBus } from "../../medusa/event-bus"
import { NoAnswer, within } from "../../medusa/within"
import { describeEvents, type DescribedEvent, type UndescribableEvent } from "./event-data"
import { Outbox } from "./outbox"

/** What the delivery of events needs. */
export interface Delivery {
  readonly db: Knex
  /** Undefined where there is none at hand: then nothing is emitted, and the job does it. */
  readonly bus: EventBus | undefined
  readonly logger: Pick<Logger, "warn">
}

/** A bus that takes longer is down; what it has not taken waits for the job. */
const LONGEST_EMIT_MS = 10_000

/** Taken at a time: even a slow bus has emitted them before others may take them. */
const PAGE = 5

/**
 * Emits the events that wait, in any number of processes at once: each goes out once. Only where a process dies, or the bus
 * fails, between taking an event and noting that it did, the event goes out again, under the same id.
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

/** @returns false when the bus is down; the events that it was not given are left to whoever looks next. */
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
 * Emits one event, and notes it.
 *
 * @throws NoAnswer when the bus has not said in time that it has it. It may emit it yet: a Redis client keeps what it is
 * given while it has no connection. So the event is held back, and noted once the bus has it.
 */
async function emit(bus: EventBus, outbox: Outbox, { id, name, data }: DescribedEvent): Promise<void> {
  const emitted = bus.emit({ name, data })
  try {
    await within(LONGEST_EMIT_MS, emitted)
  } catch (error) {
    if (error instanceof NoAnswer) {
      await outbox.hold(id)
      // What is not noted is emitted again when it is not held any more.
      emitted.then(async () => await outbox.markDelivered(id)).catch(() => undefined)
    }
    throw error
  }
  await outbox.markDelivered(id)
}

/** Deliveries that run in this process, by their database; `isWanted`: there may be new events since they last looked. */
const running = new WeakMap<Knex, { isWanted: boolean }>()

/** A handler of an event does not act in the name of the user who caused it. */
const nobody = new AsyncResource("xpay-events")

/** Makes the call that has new events emitted at once, beside whatever goes on; the job emits what this leaves. */
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
