import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AttemptRecord } from "./journal/records"
import { cancellationEvents, withEvents } from "./outbox"
import type { AttemptId } from "../../domain/ids"

const ATTEMPTS = "xpay_attempt"

/** A check that did not finish is leased again after this time. */
const LEASE_SECONDS = 600

/** Cancellations of unpaid orders, planned and recorded in the attempt that was to pay the order. */
export class Cancellations {
  readonly #db: Knex
  readonly #announce: () => void

  /** @param announce called when there may be new events to emit. */
  constructor(db: Knex, announce: () => void) {
    this.#db = db
    this.#announce = announce
  }

  /**
   * Schedules a check of an order for this time, replacing any earlier plan. If the time has passed, a process that is
   * checking the order keeps its lease. An order that is being canceled is left alone.
   */
  async plan(attemptId: AttemptId, due: Date): Promise<void> {
    const earliest = this.#db.raw("greatest(?::timestamptz, least(coalesce(cancel_order_at, now()), ?))", [
      due,
      this.#in(LEASE_SECONDS),
    ])
    await this.#db(ATTEMPTS)
      .where({ id: attemptId, cancel_begun_at: null })
      .update({ cancel_order_at: earliest })
  }

  /** Leases due checks, oldest first. Each goes to only one process. */
  async leaseDue(limit: number): Promise<AttemptRecord[]> {
    const due = this.#db(ATTEMPTS)
      .where("cancel_order_at", "<=", this.#db.fn.now())
      .where({ deleted_at: null })
      .orderBy("cancel_order_at")
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .select("id")
    return (await this.#db(ATTEMPTS)
      .whereIn("id", due)
      .update({ cancel_order_at: this.#in(LEASE_SECONDS) })
      .returning("*")) as AttemptRecord[]
  }

  /** Records that the order is being canceled: if the process dies, another one finishes it. */
  async begin(attemptId: AttemptId): Promise<void> {
    await this.#db(ATTEMPTS).where({ id: attemptId }).update({ cancel_begun_at: this.#db.fn.now() })
  }

  /** The order is not to be canceled. */
  async drop(attemptId: AttemptId): Promise<void> {
    await this.#db(ATTEMPTS).where({ id: attemptId }).update({ cancel_order_at: null, cancel_begun_at: null })
  }

  /** The order is canceled: emits one event for it. */
  async finish(attemptId: AttemptId): Promise<void> {
    const change = this.#db(ATTEMPTS)
      .where({ id: attemptId })
      .whereNotNull("cancel_begun_at")
      .update({ cancel_order_at: null, cancel_begun_at: null })
    await withEvents(this.#db, change, (changed) => cancellationEvents(this.#db, changed))
    this.#announce()
  }

  #in(seconds: number): Knex.Raw {
    return this.#db.raw("now() + make_interval(secs => ?)", [seconds])
  }
}
