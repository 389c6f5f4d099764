import type { Knex } from "@medusajs/framework/mikro-orm/knex"

interface SweepRow {
  readonly id: string
  readonly swept_until: Date
}

/** How far something that only grows was looked through: XPay's list of orders, per terminal; Medusa's captures. */
export class SweepCursor {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  async read(terminalId: string): Promise<Date | undefined> {
    const rows: SweepRow[] = await this.#db
      .select<SweepRow[]>("*")
      .from("xpay_sweep")
      .where({ id: terminalId })
    return rows[0]?.swept_until
  }

  async write(terminalId: string, sweptUntil: Date): Promise<void> {
    await this.#db("xpay_sweep").insert({ id: terminalId, swept_until: sweptUntil }).onConflict("id").merge()
  }
}
