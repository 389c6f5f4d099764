import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import { generateEntityId } from "@medusajs/framework/utils"
import type { AttemptId, CartId, OrderId, WithIds } from "../../domain/ids"
import type { IncidentDetail } from "../../domain/incident-detail"
import type { IncidentKind } from "../../domain/incident-kinds"
import type { XPayIncidentEventName } from "../../domain/events"
import type { Incident } from "./models/incident"
import type { AttemptRecord } from "./journal/records"
import { toStored } from "./incident-facts"
import { incidentEvents, withEvents } from "./outbox"

/** A row of `xpay_incident`. */
export type IncidentRecord = Omit<
  WithIds<
    InferTypeOf<typeof Incident>,
    { attempt_id: AttemptId | null; order_id: OrderId | null; cart_id: CartId | null }
  >,
  "detail"
> & { detail: IncidentDetail | null }

/** Filters for incidents. An omitted filter does not narrow the search. */
export interface IncidentFilters {
  readonly isResolved?: boolean | undefined
  readonly orderId?: string | undefined
  readonly attemptId?: string | undefined
}

const INCIDENTS = "xpay_incident"

/** A process that dies while it sends an alert delays the alert by this time. */
const ALERT_LEASE_SECONDS = 120

/** The Medusa order of an incident without a known payment. */
export interface OrderOfIncident {
  readonly cartId: CartId
  readonly orderId: OrderId
}

type NewIncident = Pick<IncidentRecord, "kind" | "order_id" | "cart_id"> &
  Partial<Pick<IncidentRecord, "attempt_id" | "provider_id">> & { readonly detail: IncidentDetail }

/** Incidents that need attention. At most one is open per attempt and kind, however often it is found. */
export class Incidents {
  readonly #db: Knex
  readonly #announce: () => void

  /** @param announce called when there may be new events to emit. */
  constructor(db: Knex, announce: () => void = () => undefined) {
    this.#db = db
    this.#announce = announce
  }

  /** Raises an incident, or updates the open one. */
  async raise(attempt: AttemptRecord, kind: IncidentKind, detail: IncidentDetail): Promise<void> {
    await this.#insert({
      attempt_id: attempt.id,
      provider_id: attempt.provider_id,
      kind,
      detail,
      order_id: attempt.order_id,
      cart_id: attempt.cart_id,
    })
    const facts = toStored(detail)
    await this.#db(INCIDENTS)
      .where({ attempt_id: attempt.id, kind, resolved_at: null })
      .whereRaw("detail is distinct from ?::jsonb", [facts])
      .update({ detail: facts, updated_at: this.#db.fn.now() })
  }

  /**
   * Raises an incident of a terminal, unless one of its kind is open there. `attempt`: one of the affected attempts.
   */
  async raiseOnce(attempt: AttemptRecord, kind: IncidentKind, detail: IncidentDetail): Promise<void> {
    const open: unknown = await this.#db(INCIDENTS)
      .where({ provider_id: attempt.provider_id, kind, resolved_at: null, deleted_at: null })
      .first("id")
    if (open === undefined) {
      await this.raise(attempt, kind, detail)
    }
  }

  /** Raises an incident of an order without a known payment, unless the order has an open one of its kind. */
  async raiseForOrder(
    { cartId, orderId }: OrderOfIncident,
    kind: IncidentKind,
    detail: IncidentDetail
  ): Promise<void> {
    const open: unknown = await this.#db(INCIDENTS)
      .where({ attempt_id: null, order_id: orderId, kind, resolved_at: null, deleted_at: null })
      .first("id")
    if (open === undefined) {
      await this.#insert({ kind, detail, order_id: orderId, cart_id: cartId })
    }
  }

  /** The providers with an open incident of a kind. */
  async providersWithOpen(kind: IncidentKind): Promise<string[]> {
    const rows = await this.#db<IncidentRecord>(INCIDENTS)
      .where({ kind, resolved_at: null, deleted_at: null })
      .distinct("provider_id")
    return rows.flatMap(({ provider_id: id }) => id ?? [])
  }

  /** Closes an incident of a terminal whose cause is gone. */
  async resolveForProvider(providerId: string, kind: IncidentKind): Promise<void> {
    await this.#resolve({ provider_id: providerId, kind, resolved_at: null })
  }

  /** The facts of a payment's open incident; undefined if there is none of this kind. */
  async openDetail(attemptId: AttemptId, kind: IncidentKind): Promise<IncidentDetail | undefined> {
    const row = await this.#db<IncidentRecord>(INCIDENTS)
      .where({ attempt_id: attemptId, kind, resolved_at: null })
      .first("detail")
    return row?.detail ?? undefined
  }

  /** Since when a payment has an open incident of a kind; undefined if there is none. */
  async openSince(attemptId: AttemptId, kind: IncidentKind): Promise<Date | undefined> {
    const row = await this.#db<IncidentRecord>(INCIDENTS)
      .where({ attempt_id: attemptId, kind, resolved_at: null })
      .first("created_at")
    return row?.created_at
  }

  /** Closes an incident whose cause is gone. */
  async close(attemptId: AttemptId, kind: IncidentKind): Promise<void> {
    await this.#resolve({ attempt_id: attemptId, kind, resolved_at: null })
  }

  /** Closes the incidents of one kind about an order: their cause is gone. */
  async resolveForOrder(orderId: OrderId, kind: IncidentKind): Promise<void> {
    await this.#resolve({ order_id: orderId, kind, resolved_at: null })
  }

  /** Open incidents of these kinds, least recently checked first. Marks them as checked. */
  async leaseOpen(kinds: readonly IncidentKind[], most: number): Promise<IncidentRecord[]> {
    const longestAgo = this.#db(INCIDENTS)
      .where({ resolved_at: null, deleted_at: null })
      .whereIn("kind", kinds)
      .orderBy("updated_at")
      .limit(most)
      .select("id")
    return (await this.#db(INCIDENTS)
      .whereIn("id", longestAgo)
      .update({ updated_at: this.#db.fn.now() })
      .returning("*")) as IncidentRecord[]
  }

  /** Leases open incidents that are due for an alert, oldest first. Each goes to only one process. */
  async leaseAlerts(most: number): Promise<IncidentRecord[]> {
    const due = this.#db(INCIDENTS)
      .where("alert_at", "<=", this.#db.fn.now())
      .where({ resolved_at: null, deleted_at: null })
      .orderBy("created_at")
      .limit(most)
      .forUpdate()
      .skipLocked()
      .select("id")
    return (await this.#db(INCIDENTS)
      .whereIn("id", due)
      .update({
        alert_at: this.#db.raw("now() + make_interval(secs => ?)", [ALERT_LEASE_SECONDS]),
        alert_tries: this.#db.raw("alert_tries + 1"),
      })
      .returning("*")) as IncidentRecord[]
  }

  /** Records that an alert of incidents was sent to a recipient. */
  async noteAlerted(ids: readonly string[], whom: string): Promise<void> {
    await this.#db(INCIDENTS)
      .whereIn("id", ids)
      .update({ alerted: this.#db.raw("array_append(array_remove(alerted, ?), ?)", [whom, whom]) })
  }

  /** Schedules the next alert of an open incident; null: all recipients were alerted. */
  async scheduleAlert(id: string, at: Date | null): Promise<void> {
    await this.#db(INCIDENTS)
      .where({ id, resolved_at: null })
      .update(at === null ? { alert_at: null, alert_tries: 0 } : { alert_at: at })
  }

  /** The payments with an open incident of a kind. */
  async listOpen(kind: IncidentKind): Promise<Pick<IncidentRecord, "attempt_id" | "provider_id">[]> {
    return await this.#db<IncidentRecord>(INCIDENTS)
      .where({ kind, resolved_at: null, deleted_at: null })
      .select("attempt_id", "provider_id")
  }

  /** One page of incidents, newest first, and the total number. */
  async find(
    filters: IncidentFilters,
    { limit, offset }: { readonly limit: number; readonly offset: number }
  ): Promise<{ records: IncidentRecord[]; count: number }> {
    const [records, counted] = await Promise.all([
      this.#matching(filters)
        .select("*")
        .orderBy([
          { column: "created_at", order: "desc" },
          { column: "id", order: "desc" },
        ])
        .limit(limit)
        .offset(offset) as Promise<IncidentRecord[]>,
      this.#matching(filters).count({ count: "*" }).first() as Promise<{ count: string } | undefined>,
    ])
    return { records, count: Number(counted?.count ?? 0) }
  }

  /** The incident with this id, unless it is closed. */
  async findOpen(id: string): Promise<IncidentRecord | undefined> {
    return await this.#db<IncidentRecord>(INCIDENTS)
      .where({ id, resolved_at: null, deleted_at: null })
      .first()
  }

  /**
   * Closes an incident on behalf of a user.
   *
   * @returns the incident afterwards; undefined if there is none with this id.
   */
  async resolve(id: string, userId: string): Promise<IncidentRecord | undefined> {
    await this.#resolve({ id, resolved_at: null, deleted_at: null }, userId)
    return (await this.#db(INCIDENTS).where({ id, deleted_at: null }).first("*")) as
      IncidentRecord | undefined
  }

  async #insert({ detail, ...row }: NewIncident): Promise<void> {
    const insertion = this.#db(INCIDENTS)
      .insert({
        ...row,
        detail: toStored(detail),
        id: generateEntityId(undefined, "xpinc"),
        alert_at: this.#db.fn.now(),
      })
      .onConflict()
      .ignore()
    await this.#change(insertion, "xpay.incident.raised")
  }

  async #resolve(where: Partial<IncidentRecord>, userId: string | null = null): Promise<void> {
    const now = this.#db.fn.now()
    const resolved = { resolved_at: now, resolved_by: userId, updated_at: now, alert_at: null }
    await this.#change(this.#db(INCIDENTS).where(where).update(resolved), "xpay.incident.resolved")
  }

  async #change(change: Knex.QueryBuilder, name: XPayIncidentEventName): Promise<void> {
    const changed = (await withEvents(this.#db, change, (rows) =>
      incidentEvents(this.#db, rows, name)
    )) as unknown[]
    if (changed.length > 0) {
      this.#announce()
    }
  }

  #matching({ isResolved, orderId, attemptId }: IncidentFilters): Knex.QueryBuilder {
    const query = this.#db(INCIDENTS).where({ deleted_at: null })
    if (isResolved !== undefined) {
      void (isResolved ? query.whereNotNull("resolved_at") : query.whereNull("resolved_at"))
    }
    if (attemptId !== undefined) {
      void query.where({ attempt_id: attemptId })
    }
    return orderId === undefined ? query : query.where({ order_id: orderId })
  }
}
