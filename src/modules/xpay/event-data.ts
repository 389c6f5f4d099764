import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { CartId, OrderId } from "../../domain/ids"
import type { IncidentKind } from "../../domain/incident-kinds"
import type { XPayEventName, XPayIncidentEvent, XPayPaymentEvent } from "../../domain/events"
import { money, toMajor } from "../../domain/money"
import { LINKS } from "../../medusa/links"
import type { IncidentRecord } from "./incidents"
import { attemptCurrency, heldAmount, type AttemptRecord } from "./journal/records"
import { ATTEMPTS } from "./journal/tables"
import type { EventRecord } from "./outbox"

/** An event with its data. */
export interface DescribedEvent {
  readonly id: string
  readonly name: XPayEventName
  readonly data: XPayPaymentEvent & XPayIncidentEvent
}

/** The records that some events are about. */
interface Subjects {
  readonly attempts: ReadonlyMap<string, AttemptRecord>
  readonly incidents: ReadonlyMap<string, IncidentRecord>
  /** Orders by their carts: during the completion of a cart the attempt has no order yet. */
  readonly orders: ReadonlyMap<string, string>
}

/** An event that cannot be described, and why. */
export interface UndescribableEvent {
  readonly id: string
  readonly name: string
  readonly cause: string
}

/** The data of events, in order. One that cannot be described does not block the others. */
export async function describeEvents(
  db: Knex,
  events: readonly EventRecord[]
): Promise<(DescribedEvent | UndescribableEvent)[]> {
  const subjects = await readSubjects(db, events)
  return events.map((event) => {
    try {
      return { id: event.id, name: event.name as XPayEventName, data: dataOf(event, subjects) }
    } catch (error) {
      return { id: event.id, name: event.name, cause: String(error) }
    }
  })
}

/** @throws Error if the subject of the event is gone or cannot be read */
function dataOf(event: EventRecord, subjects: Subjects): DescribedEvent["data"] {
  const data = event.incident_id === null ? paymentEvent(event, subjects) : incidentEvent(event, subjects)
  if (data === undefined) {
    throw new Error("what it is about is gone")
  }
  return data as DescribedEvent["data"]
}

async function readSubjects(db: Knex, events: readonly EventRecord[]): Promise<Subjects> {
  const attempts = (await db(ATTEMPTS).whereIn("id", idsOf(events, "attempt_id"))) as AttemptRecord[]
  const incidents = (await db("xpay_incident").whereIn(
    "id",
    idsOf(events, "incident_id")
  )) as IncidentRecord[]
  const links = await db(LINKS.orderCart.entity)
    .whereIn("cart_id", idsOf(attempts, "cart_id"))
    .where({ deleted_at: null })
    .select<{ cart_id: CartId; order_id: OrderId }[]>("cart_id", "order_id")
  return {
    attempts: new Map(attempts.map((one) => [one.id, one])),
    incidents: new Map(incidents.map((one) => [one.id, one])),
    orders: new Map(links.map((one) => [one.cart_id, one.order_id])),
  }
}

function idsOf<Key extends string>(
  rows: readonly Readonly<Record<Key, string | null>>[],
  key: Key
): string[] {
  return [...new Set(rows.flatMap((row) => row[key] ?? []))]
}

const WITH_REASON = /\.(declined|canceled_unpaid)$/

/** Undefined when the payment is gone. */
function paymentEvent(event: EventRecord, subjects: Subjects): XPayPaymentEvent | undefined {
  const attempt = subjects.attempts.get(event.attempt_id ?? "")
  if (attempt === undefined) {
    return undefined
  }
  const currency = attemptCurrency(attempt)
  return {
    ...base(event, attempt, subjects),
    payment_id: attempt.id,
    provider_id: attempt.provider_id,
    xpay_order_id: attempt.xpay_order_id,
    channel: attempt.channel,
    method: attempt.method,
    amount: toMajor(money(event.amount === null ? heldAmount(attempt).minor : BigInt(event.amount), currency))
      .numeric,
    currency_code: attempt.currency_code.toLowerCase(),
    reason: WITH_REASON.test(event.name) ? event.reason : null,
    payment_session_id: attempt.payment_session_id,
    payment_collection_id: attempt.payment_collection_id,
    customer_id: attempt.customer_id,
  }
}

/** Undefined when the incident is gone. */
function incidentEvent(event: EventRecord, subjects: Subjects): XPayIncidentEvent | undefined {
  const incident = subjects.incidents.get(event.incident_id ?? "")
  if (incident === undefined) {
    return undefined
  }
  const attempt = subjects.attempts.get(event.attempt_id ?? "")
  return {
    ...base(event, attempt, subjects),
    provider_id: incident.provider_id ?? attempt?.provider_id ?? null,
    order_id: incident.order_id ?? orderOf(attempt, subjects),
    cart_id: incident.cart_id ?? attempt?.cart_id ?? null,
    incident_id: incident.id,
    kind: incident.kind as IncidentKind,
  }
}

function base(event: EventRecord, attempt: AttemptRecord | undefined, subjects: Subjects) {
  return {
    version: 1 as const,
    id: event.id,
    occurred_at: event.created_at.toISOString(),
    payment_id: event.attempt_id,
    provider_id: attempt?.provider_id ?? null,
    order_id: orderOf(attempt, subjects),
    cart_id: attempt?.cart_id ?? null,
  }
}

function orderOf(attempt: AttemptRecord | undefined, { orders }: Subjects): string | null {
  return attempt?.order_id ?? orders.get(attempt?.cart_id ?? "") ?? null
}
