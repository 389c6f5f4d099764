import { AsyncResource } from "node:async_hooks"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger } from "@medusajs/framework/types"
import type { EventBus } from "../../medusa/event-bus"
import { within } from "../../medusa/within"
import { describeEvents } from "./event-data"
import { Outbox } from "./outbox"

/** What the delivery of events needs. */
export interface Delivery {
  readonly db: Knex
  /** Undefined where there is none at hand: then nothing is emitted, and the job does it. */
  readonly bus: EventBus | undefined
  readonly logger: Pick<Logger, "warn">
}

const PAGE = 50

/** A bus that takes longer is down; what it has not taken waits for the job. */
const LONGEST_EMIT_MS = 10_000

/**
 * Emits the events that wait, in any number of processes at once: each goes out once. Only where a process dies, or the bus
 * fails, between taking an event and noting that it did, the event goes out again, under the same id.
 */
export async function deliverEvents({ db, bus, logger }: Delivery): Promise<void> {
  if (bus === undefined) {
    return
  }
  const outbox = new Outbox(db)
  for (;;) {
    const taken = await describeEvents(db, await outbox.take(PAGE))
    if (taken.length === 0) {
      return
    }
    for (const [index, { id, name, data }] of taken.entries()) {
      try {
        await within(LONGEST_EMIT_MS, bus.emit({ name, data }))
      } catch (error) {
        await outbox.putBack(taken.slice(index).map((one) => one.id))
        logger.warn(`Events of XPay payments wait for Medusa's event bus: ${String(error)}`)
        return
      }
      await outbox.markDelivered(id)
    }
  }
}

/** Deliveries that run in this process, by their database; `isWanted`: there may be new events since they last looked. */
const running = new WeakMap<Knex, { isWanted: boolean }>()

/** Whoever handles an event does not act in the name of the one who caused it. */
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
