import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AttemptId, CustomerId } from "../../domain/ids"
import { ENDED_WITHOUT_MONEY_STATES, OPEN_STATES } from "../../domain/attempt-state"
import type { AttemptRecord } from "./journal/records"
import type { SavedCardRecord } from "./saved-cards"

/** Retention periods for the payments of one terminal. */
export interface RetentionRule {
  /** `id` of the terminal's entry in the payment module's options; undefined if it has none. */
  readonly entryId: string | undefined
  readonly unpaidDays: number
  readonly notificationDays: number
  readonly accountingYears: number
}

/** PCI DSS 10.5.1 requires a year of the audit log. One month more for late inspections. */
const AUDIT_DAYS = 395

/** Retention of the proof that a customer consented to saving a card, after the card is removed. */
const CONSENT_DAYS = 395

/** Retention of emitted events, to show that they were emitted. */
const EVENT_DAYS = 30

/** Personal data that is not part of the accounting records: amounts, times, XPay's ids and codes stay. */
const PERSONAL = {
  customer_id: null,
  payer_ip_hash: null,
  return_url: null,
  link_url: null,
  card_circuit: null,
  card_last4: null,
  card_expiry: null,
  card_country: null,
  card_type: null,
} as const

/** Tables whose rows are deleted with their payment. */
const WITH_A_PAYMENT = [
  "xpay_notification",
  "xpay_event",
  "xpay_incident",
  "xpay_audit_entry",
  "xpay_movement",
]

const NOTHING_UNDER_WAY = `
  a.next_check_at is null
  and not exists (select 1 from xpay_movement m where m.attempt_id = a.id and m.state = 'started')
  and not exists (select 1 from xpay_incident i where i.attempt_id = a.id and i.resolved_at is null and i.deleted_at is null)
  and not exists (select 1 from xpay_saved_card c where c.attempt_id = a.id and c.state in ('pending', 'active', 'removing'))
  and not exists (select 1 from xpay_audit_entry e where e.attempt_id = a.id
    and e.created_at > now() - interval '${AUDIT_DAYS} days')`

/** Deletes records whose retention has ended, in batches, and erases personal data from payments. */
export class Retention {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /** Payments that were never authorized, as far as we know. @returns the number of deleted payments. */
  async pruneUnpaid({ entryId, unpaidDays }: RetentionRule, limit: number): Promise<number> {
    return await this.#prune(
      `a.state = any(:states) and a.authorized_at is null
       and not exists (select 1 from xpay_movement m where m.attempt_id = a.id)
       and greatest(a.created_at, a.updated_at) < now() - make_interval(days => :age)`,
      { states: [...ENDED_WITHOUT_MONEY_STATES, "voided"], age: unpaidDays, entryId, limit }
    )
  }

  /** Payments that were authorized, after the legal retention period. @returns the number of deleted payments. */
  async pruneBooked({ entryId, accountingYears }: RetentionRule, limit: number): Promise<number> {
    return await this.#prune(
      `a.state <> all(:states) and a.authorized_at is not null
       and greatest(a.created_at, a.updated_at) < now() - make_interval(years => :age)`,
      { states: [...OPEN_STATES], age: accountingYears, entryId, limit }
    )
  }

  async #prune(
    where: string,
    { entryId, ...values }: { states: string[]; age: number; entryId: string | undefined; limit: number }
  ): Promise<number> {
    return await this.#db.transaction(async (trx) => {
      const { rows } = await trx.raw<{ rows: { id: AttemptId }[] }>(
        `select a.id from xpay_attempt a
         where a.provider_id ~ :provider and ${where} and ${NOTHING_UNDER_WAY}
         order by a.created_at limit :limit for update skip locked`,
        { ...values, provider: patternOf(entryId) }
      )
      const ids = rows.map(({ id }) => id)
      for (const table of WITH_A_PAYMENT) {
        await trx(table).whereIn("attempt_id", ids).del()
      }
      await trx("xpay_attempt").whereIn("id", ids).del()
      return ids.length
    })
  }

  /** Notifications of payments that are fully resolved. @returns the number of deleted notifications. */
  async pruneNotifications({ entryId, notificationDays }: RetentionRule, limit: number): Promise<number> {
    const old = this.#db("xpay_notification as n")
      .join("xpay_attempt as a", "a.id", "n.attempt_id")
      .whereRaw("a.provider_id ~ ?", [patternOf(entryId)])
      .whereNull("a.next_check_at")
      .whereRaw("n.created_at < now() - make_interval(days => ?)", [notificationDays])
      .limit(limit)
      .select("n.id")
    return await this.#db("xpay_notification").whereIn("id", old).del()
  }

  /**
   * Emitted events, audit entries and closed incidents without a payment, and removed cards.
   *
   * @returns the number of deleted rows.
   */
  async pruneRest(limit: number): Promise<number> {
    const entries = this.#db("xpay_audit_entry as e")
      .whereRaw("e.created_at < now() - make_interval(days => ?)", [AUDIT_DAYS])
      .whereRaw("not exists (select 1 from xpay_attempt a where a.id = e.attempt_id)")
      .limit(limit)
      .select("e.id")
    const incidents = this.#db("xpay_incident")
      .where({ attempt_id: null })
      .whereRaw("resolved_at < now() - make_interval(days => ?)", [AUDIT_DAYS])
      .limit(limit)
      .select("id")
    const cards = this.#db("xpay_saved_card")
      .where({ state: "removed" })
      .whereRaw("(card_last4 is null or removed_at < now() - make_interval(days => ?))", [CONSENT_DAYS])
      .limit(limit)
      .select("id")
    const events = this.#db("xpay_event")
      .whereRaw("delivered_at < now() - make_interval(days => ?)", [EVENT_DAYS])
      .limit(limit)
      .select("id")
    return (
      (await this.#db("xpay_event").whereIn("id", events).del()) +
      (await this.#db("xpay_audit_entry").whereIn("id", entries).del()) +
      (await this.#db("xpay_incident").whereIn("id", incidents).del()) +
      (await this.#db("xpay_saved_card").whereIn("id", cards).del())
    )
  }

  /** Requests the erasure of everything that links payments to a customer. */
  async requestErasure(customerId: CustomerId): Promise<void> {
    await this.#db("xpay_attempt")
      .where({ customer_id: customerId })
      .whereNull("erasure_requested_at")
      .update({ erasure_requested_at: this.#db.fn.now() })
    await this.#db("xpay_saved_card")
      .where({ customer_id: customerId })
      .where({ state: "removing" })
      .update({ card_circuit: null, card_last4: null, card_expiry: null })
    await this.#db("xpay_saved_card").where({ customer_id: customerId, state: "removed" }).del()
  }

  /** Payments to be erased that are no longer under way: open ones still need their data. */
  async listErasable(limit: number): Promise<AttemptRecord[]> {
    return await this.#db<AttemptRecord>("xpay_attempt")
      .whereNotNull("erasure_requested_at")
      .whereRaw("(customer_id is not null or card_last4 is not null)")
      .whereNotIn("state", [...OPEN_STATES])
      .limit(limit)
  }

  async erase(attemptIds: readonly AttemptId[]): Promise<void> {
    await this.#db("xpay_attempt").whereIn("id", attemptIds).update(PERSONAL)
  }

  /** Cards of customers to be erased whose deactivation XPay has not confirmed yet. */
  async listRemovalsToErase(): Promise<SavedCardRecord[]> {
    return await this.#db("xpay_saved_card as c")
      .leftJoin("xpay_attempt as a", "a.id", "c.attempt_id")
      .where({ "c.state": "removing", "c.deleted_at": null })
      .whereRaw("(a.erasure_requested_at is not null or (a.id is null and c.card_last4 is null))")
      .select<SavedCardRecord[]>("c.*")
  }

  /** For a card that can no longer be deactivated at XPay. */
  async forgetCard(id: string): Promise<void> {
    await this.#db("xpay_saved_card").where({ id, state: "removing" }).del()
  }

  /** A page of the customers of payments, by id, after the given one. */
  async pageCustomers(after: string, limit: number): Promise<CustomerId[]> {
    const rows = await this.#db<AttemptRecord>("xpay_attempt")
      .where("customer_id", ">", after)
      .whereNull("erasure_requested_at")
      .orderBy("customer_id")
      .limit(limit)
      .distinct("customer_id")
    return rows.flatMap(({ customer_id: id }) => id ?? [])
  }

  async paymentsOf(customerId: CustomerId): Promise<AttemptRecord[]> {
    return await this.#db<AttemptRecord>("xpay_attempt")
      .where({ customer_id: customerId, deleted_at: null })
      .orderBy("created_at")
  }
}

/** The providers of one terminal. */
function patternOf(entryId: string | undefined): string {
  const suffix = entryId === undefined ? "" : `_${entryId.replace(/[^A-Za-z0-9_-]/g, "\\$&")}`
  return `^pp_xpay(-[a-z0-9]+)?${suffix}$`
}
