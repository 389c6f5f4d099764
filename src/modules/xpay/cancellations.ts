import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AttemptRecord } from "./journal/records"
import { cancellationEvents, withEvents } from "./outbox"
import type { AttemptId } from "../../domain/ids"

const ATTEMPTS = "xpay_attempt"

/** A check that could not be ended is leased again after this. */
const LEASE_SECONDS = 600

/** Orders that are to be canceled because nobody pays them: planned and noted in the attempt that was to pay them. */
export class Cancellations {
  readonly #db: Knex
  readonly #announce: () => void

  /** @param announce called when there may be new events to emit. */
  constructor(db: Knex, announce: () => void) {
    this.#db = db
    this.#announce = announce
  }

  /**
   * Plans to look at an order at this time, whatever was planned before. When it is over already, whoever is looking keeps
   * the order as long as it was leased; an order that is being canceled is left alone.
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

  /** Takes what is due, oldest first: of two processes only one gets each. */
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

  /** Notes that the order is being canceled: if the process dies, another one finishes it. */
  async begin(attemptId: AttemptId): Promise<void> {
    await this.#db(ATTEMPTS).where({ id: attemptId }).update({ cancel_begun_at: this.#db.fn.now() })
  }

  /** The order is not to be canceled. */
  async drop(attemptId: AttemptId): Promise<void> {
    await this.#db(ATTEMPTS).where({ id: attemptId }).update({ cancel_order_at: null, cancel_begun_at: null })
  }

  /** The order is canceled: an event is emitted for it, once. */
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
