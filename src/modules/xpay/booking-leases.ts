import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AttemptRecord } from "./journal/records"
import type { AttemptId } from "../../domain/ids"

const ATTEMPTS = "xpay_attempt"

/**
 * Decides which process may book a payment in Medusa: a lease on the attempt's row, by the database's clock. It works
 * across all processes, holds no connection between its statements, and expires if the process that holds it dies.
 */
export class BookingLeases {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /** @returns false while another holder has the lease, and for an attempt that does not exist. */
  async lease(attemptId: AttemptId, holder: string, seconds: number): Promise<boolean> {
    const count = await this.#db<AttemptRecord>(ATTEMPTS)
      .where({ id: attemptId })
      .whereRaw("(booking_until is null or booking_until <= clock_timestamp())")
      .update({ booking_holder: holder, booking_until: this.#in(seconds) })
    return count === 1
  }

  /** @returns false if the lease was lost meanwhile. */
  async extend(attemptId: AttemptId, holder: string, seconds: number): Promise<boolean> {
    const count = await this.#db<AttemptRecord>(ATTEMPTS)
      .where({ id: attemptId, booking_holder: holder })
      .update({ booking_until: this.#in(seconds) })
    return count === 1
  }

  async giveUp(attemptId: AttemptId, holder: string): Promise<void> {
    await this.#db<AttemptRecord>(ATTEMPTS)
      .where({ id: attemptId, booking_holder: holder })
      .update({ booking_holder: null, booking_until: null })
  }

  #in(seconds: number): Knex.Raw<Date> {
    return this.#db.raw<Date>("clock_timestamp() + make_interval(secs => ?)", [seconds])
  }
}
