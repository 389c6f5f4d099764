import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** How far back a store without a cursor looks: a server that was away for longer has one. Milliseconds. */
export const FIRST_LOOK_MS = 60 * 60_000

/** By how much the clocks of servers may differ, which are in Medusa's ids. Milliseconds. */
export const OVERLAP_MS = 60_000

interface CursorRow {
  readonly id: string
  readonly imported_until: Date
}

/** How far a growing list was read: XPay's list of orders, per terminal; Medusa's captures. */
export class ImportCursor {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  async read(terminalId: string): Promise<Date | undefined> {
    const rows: CursorRow[] = await this.#db
      .select<CursorRow[]>("*")
      .from("xpay_import_cursor")
      .where({ id: terminalId })
    return rows[0]?.imported_until
  }

  async write(terminalId: string, importedUntil: Date): Promise<void> {
    await this.#db("xpay_import_cursor")
      .insert({ id: terminalId, imported_until: importedUntil })
      .onConflict("id")
      .merge()
  }
}
