import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import {
  AWAITING_EVENT,
  CANCELED_UNPAID_EVENT,
  MOVEMENT_EVENTS,
  type TransitionEvent,
  type XPayIncidentEventName,
} from "../../domain/events"
import type { Event } from "./models/event"

/** A row of `xpay_event`. */
export type EventRecord = InferTypeOf<typeof Event>

const EVENTS = "xpay_event"
const NEW_ID = "'xpevt_' || replace(gen_random_uuid()::text, '-', '')"

/**
 * A process that dies while it emits an event delays the event by this time. Longer than the emission of one page of
 * events takes.
 */
const LEASE_SECONDS = 60

/** An event that the bus may have, without a confirmation, is emitted again after this time. */
const UNCERTAIN_SECONDS = 600

/**
 * Adds events to a change of rows, in one statement: both are written, or neither.
 *
 * @param change an update or insertion
 * @param eventsOf creates the insertion of the events, from the changed rows under the given name
 */
export function withEvents(
  db: Knex,
  change: Knex.QueryBuilder,
  eventsOf: (changed: string) => Knex.Raw
): Knex.QueryBuilder {
  return db
    .with("changed", change.returning("*"))
    .with("events_of_change", eventsOf("changed"))
    .select("*")
    .from("changed")
}

/** Events of changed rows of `xpay_attempt`. */
export function transitionEvents(db: Knex, changed: string, events: readonly TransitionEvent[]): Knex.Raw {
  const pairs = events.flatMap(({ name, channels }) => channels.map((channel) => [name, channel]))
  return insertion(
    db,
    "attempt_id, amount, reason",
    `changed.id, coalesce(changed.held_amount, changed.amount), coalesce(changed.decline_reason, changed.failure, changed.placement, changed.circumstance) from ${changed} as changed
     join ${listOf(pairs, "event (name, channel)")} on event.channel = changed.channel`,
    pairs.flat()
  )
}

/** Events of changed rows of `xpay_attempt` that are payments by a slow method for placed orders; one for each. */
export function awaitingEvents(db: Knex, changed: string): Knex.Raw {
  const awaiting = `(select * from ${changed} where state = 'pending_payer' and placement = 'awaiting' and order_id is not null)`
  return transitionEvents(db, awaiting, [AWAITING_EVENT])
}

/** Events of changed rows of `xpay_attempt` whose unpaid orders were canceled. */
export function cancellationEvents(db: Knex, changed: string): Knex.Raw {
  return transitionEvents(db, changed, [CANCELED_UNPAID_EVENT])
}

/** Events of changed rows of `xpay_movement` that were executed. */
export function movementEvents(db: Knex, changed: string): Knex.Raw {
  const pairs = Object.entries(MOVEMENT_EVENTS).map(([kind, name]) => [name, kind])
  return insertion(
    db,
    "attempt_id, movement_id, amount",
    `changed.attempt_id, changed.id, changed.amount from ${changed} as changed
     join ${listOf(pairs, "event (name, kind)")} on event.kind = changed.kind where changed.state = 'done'`,
    pairs.flat()
  )
}

/** Events of changed rows of `xpay_incident`. */
export function incidentEvents(db: Knex, changed: string, name: XPayIncidentEventName): Knex.Raw {
  return insertion(
    db,
    "attempt_id, incident_id",
    `changed.attempt_id, changed.id from ${changed} as changed
     cross join ${listOf([[name]], "event (name)")}`,
    [name]
  )
}

function insertion(db: Knex, columns: string, rows: string, values: readonly string[]): Knex.Raw {
  return db.raw(
    `insert into ${EVENTS} (id, created_at, name, ${columns})
     select ${NEW_ID}, clock_timestamp(), event.name, ${rows} on conflict do nothing`,
    [...values]
  )
}

function listOf(rows: readonly (readonly string[])[], alias: string): string {
  const row = (values: readonly string[]) => `(${values.map(() => "?::text").join(", ")})`
  return `(values ${rows.map(row).join(", ")}) as ${alias}`
}

/** Events to be emitted. */
export class Outbox {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /** Leases events that no process is emitting, oldest first. Each goes to only one process. */
  async lease(limit: number): Promise<EventRecord[]> {
    const waiting = this.#db(EVENTS)
      .where({ delivered_at: null, deleted_at: null })
      .whereRaw("(leased_until is null or leased_until <= now())")
      .orderBy("created_at")
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .select("id")
    const taken = (await this.#db(EVENTS)
      .whereIn("id", waiting)
      .update({ leased_until: this.#in(LEASE_SECONDS) })
      .returning("*")) as EventRecord[]
    return taken.sort((one, other) => one.created_at.getTime() - other.created_at.getTime())
  }

  async markDelivered(id: string): Promise<void> {
    await this.#db(EVENTS).where({ id }).update({ delivered_at: this.#db.fn.now(), leased_until: null })
  }

  /** Suspends the emission of an event that the bus may still emit. */
  async hold(id: string): Promise<void> {
    await this.#db(EVENTS)
      .where({ id, delivered_at: null })
      .update({ leased_until: this.#in(UNCERTAIN_SECONDS) })
  }

  /** Leaves events to the next delivery. */
  async putBack(ids: readonly string[]): Promise<void> {
    await this.#db(EVENTS).whereIn("id", ids).where({ delivered_at: null }).update({ leased_until: null })
  }

  #in(seconds: number): Knex.Raw {
    return this.#db.raw("now() + make_interval(secs => ?)", [seconds])
  }
}
