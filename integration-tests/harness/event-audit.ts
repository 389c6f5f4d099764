import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MOVEMENT_EVENTS, type XPayEventName } from "../../src/domain/events"
import type { IncidentRecord } from "../../src/modules/xpay/incidents"
import type { AttemptRecord, MovementRecord } from "../../src/modules/xpay/journal/records"
import type { EventRecord } from "../../src/modules/xpay/outbox"

/**
 * Finds facts without an event or with more than one, and events that were not emitted.
 *
 * @returns what is wrong; empty if nothing.
 */
export async function auditEvents(db: Knex): Promise<string[]> {
  const attempts = (await db("xpay_attempt")) as AttemptRecord[]
  // Events of payments that a test has deleted refer to no row.
  const isThere = ({ attempt_id: id }: { attempt_id: string | null }) =>
    id === null || attempts.some((one) => one.id === id)
  const events = ((await db("xpay_event")) as EventRecord[]).filter(isThere)
  const incidents = ((await db("xpay_incident")) as IncidentRecord[]).filter(isThere)
  return [
    ...auditMovements((await db("xpay_movement")) as MovementRecord[], events),
    ...auditIncidents(incidents, events),
    ...auditAttempts(attempts, events),
    ...events
      .filter(({ delivered_at: at }) => at === null)
      .map(({ id, name }) => `the event ${name} (${id}) was not emitted`),
  ]
}

function auditMovements(movements: readonly MovementRecord[], events: readonly EventRecord[]): string[] {
  return movements.flatMap(({ id, kind, state }) => {
    const names = events.filter((one) => one.movement_id === id).map(({ name }) => name)
    const wanted = kind === "void" ? [] : [MOVEMENT_EVENTS[kind]]
    // If it failed afterwards, an event has already reported it as executed.
    const isRight = state === "done" ? equal(names, wanted) : equal(names, wanted) || names.length === 0
    return isRight ? [] : [`the ${kind} ${id} (${state}) has the events [${names.join(", ")}]`]
  })
}

function auditIncidents(incidents: readonly IncidentRecord[], events: readonly EventRecord[]): string[] {
  return incidents.flatMap(({ id, kind, resolved_at: resolvedAt }) => {
    const names = events.filter((one) => one.incident_id === id).map(({ name }) => name)
    const wanted: XPayEventName[] = ["xpay.incident.raised"]
    if (resolvedAt !== null) {
      wanted.push("xpay.incident.resolved")
    }
    return equal(names, wanted)
      ? []
      : [`the incident "${kind}" (${id}) has the events [${names.join(", ")}] and not [${wanted.join(", ")}]`]
  })
}

function auditAttempts(attempts: readonly AttemptRecord[], events: readonly EventRecord[]): string[] {
  return attempts.flatMap((attempt) => {
    const count = (name: XPayEventName) =>
      events.filter((one) => one.attempt_id === attempt.id && one.name === name).length
    const isPaid = attempt.authorized_at !== null
    const isLinkPaid = isPaid && attempt.channel === "link"
    const isBooked = count("xpay.payment.authorized") + count("xpay.payment.captured") > 0
    const faults = [
      ...(count("xpay.payment.authorized") > 1 ? ["is authorized by several events"] : []),
      ...(isBooked === isPaid ? [] : [isPaid ? "has no event of its money" : "is paid by an event alone"]),
      ...(count("xpay.link.paid") === (isLinkPaid ? 1 : 0) ? [] : ["has not one event of its paid link"]),
      ...(count("xpay.payment.awaiting") > 1 ? ["is awaited by several events"] : []),
      ...(attempt.state === "voided" && count("xpay.payment.voided") === 0
        ? ["has no event of its void"]
        : []),
    ]
    return faults.map((fault) => `${attempt.xpay_order_id} (${attempt.state}) ${fault}`)
  })
}

function equal(names: readonly string[], wanted: readonly string[]): boolean {
  return [...names].sort().join() === [...wanted].sort().join()
}
