import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { CartId, XPayOrderId } from "../../../domain/ids"
import {
  ENDED_WITHOUT_MONEY_STATES,
  OPEN_STATES,
  RESTING_STATES,
  type AttemptState,
} from "../../../domain/attempt-state"
import { withCalls } from "./calls"
import { inSeconds, run } from "./postgres"
import type { AttemptRecord } from "./records"
import { ATTEMPTS } from "./tables"

/** A page, or card fields, that were opened: no shopper has returned, and XPay has sent no notification. */
const LEFT_PAGE = `(channel in ('hosted', 'fields') and returned_at is null and state = any (?) and not exists (
  select 1 from xpay_notification n where n.attempt_id = xpay_attempt.id and n.verdict = 'accepted'))`
const LEFT_STATES: AttemptState[] = ["created", "pending_payer", ...ENDED_WITHOUT_MONEY_STATES]

/** The schedule of checks. */
export class Schedule {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /**
   * Leases up to `limit` due attempts, oldest first, and reschedules them by `leaseSeconds`: a process that dies only
   * delays them, and no other process takes them meanwhile.
   *
   * @param which `left_pages`: attempts that anyone can create by opening XPay's page and leaving it; `others`:
   * attempts that were paid, whose shopper returned, or that staff created.
   */
  async leaseDue(
    limit: number,
    leaseSeconds: number,
    which: "left_pages" | "others"
  ): Promise<AttemptRecord[]> {
    const due = this.#db(ATTEMPTS)
      .select("id")
      .whereNotNull("next_check_at")
      .where("next_check_at", "<=", this.#db.fn.now())
      .where({ deleted_at: null })
      .whereRaw(`${which === "others" ? "not " : ""}${LEFT_PAGE}`, [LEFT_STATES])
      .orderBy("next_check_at")
      .limit(limit)
      .forUpdate()
      .skipLocked()
    return (await run(
      this.#db(ATTEMPTS)
        .whereIn("id", due)
        .update({ next_check_at: inSeconds(this.#db, leaseSeconds), checks: this.#db.raw("checks + 1") })
        .returning("*")
    )) as AttemptRecord[]
  }

  /** The number of open attempts, by provider. Every open attempt has a next check, so an index finds it. */
  async countOpen(): Promise<{ provider_id: string; count: number }[]> {
    const rows = await run<{ provider_id: string; count: string }[]>(
      this.#open().groupBy("provider_id").select("provider_id").count({ count: "*" })
    )
    return rows.map(({ provider_id, count }) => ({ provider_id, count: Number(count) }))
  }

  /** Open attempts of the providers that are not `known`, oldest first. */
  async listOpen(limit: number, isKnown: (providerId: string) => boolean): Promise<AttemptRecord[]> {
    const unknown = (await this.countOpen()).map((one) => one.provider_id).filter((id) => !isKnown(id))
    return (await run(
      this.#open().whereIn("provider_id", unknown).orderBy("created_at").limit(limit).select("*")
    )) as AttemptRecord[]
  }

  #open(): Knex.QueryBuilder {
    return this.#db(ATTEMPTS)
      .whereNotNull("next_check_at")
      .where({ deleted_at: null })
      .where((either) => {
        void either.whereIn("state", OPEN_STATES).orWhereNotNull("abandon_requested_at")
      })
  }

  /**
   * Schedules the next check of an attempt; null: none. Does nothing if the attempt has become due earlier since `seen`
   * was read, for example by a notification.
   */
  async reschedule(seen: AttemptRecord, seconds: number | null): Promise<AttemptRecord | undefined> {
    return await withCalls(this.#db, seen.id, async (calls) => {
      const [attempt] = (await run(
        this.#db(ATTEMPTS)
          .where({ id: seen.id, state: seen.state })
          .whereRaw("(next_check_at is null or next_check_at > now())")
          .update({
            next_check_at: seconds === null ? null : inSeconds(this.#db, seconds),
            ...(seconds === null ? { checks: 0 } : {}),
            updated_at: this.#db.fn.now(),
            ...calls,
          })
          .returning("*")
      )) as AttemptRecord[]
      return attempt
    })
  }

  /** Makes attempts due whose XPay order has changed since its last import. Attempts in progress are due anyway. */
  async markChanged(
    changes: readonly { readonly xpayOrderId: XPayOrderId; readonly changedAt: Date }[]
  ): Promise<void> {
    for (const { xpayOrderId, changedAt } of changes) {
      await run(
        this.#db(ATTEMPTS)
          .where({ xpay_order_id: xpayOrderId, deleted_at: null })
          .where((either) => {
            void either
              .where((resting) => {
                void resting.whereIn("state", RESTING_STATES).whereNull("abandon_requested_at")
              })
              // A void that failed afterwards leaves a hold that no other check finds.
              .orWhere({ state: "voided" })
          })
          .whereRaw("xpay_changed_at is distinct from ?", [changedAt])
          .update({ next_check_at: this.#db.fn.now(), checks: 0 })
      )
    }
  }

  /** Makes attempts of a cart due that are no longer checked. */
  async recallForCart(cartId: CartId): Promise<void> {
    await run(
      this.#db(ATTEMPTS)
        .where({ cart_id: cartId, next_check_at: null, deleted_at: null })
        .update({ next_check_at: this.#db.fn.now(), updated_at: this.#db.fn.now() })
    )
  }
}
