import fs from "node:fs/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Finding } from "../../texts/health"
import { MIGRATIONS } from "../../modules/xpay"
import { ATTEMPTS } from "../../modules/xpay/journal/tables"

/** The table in which Medusa's migrator records executed migrations. */
const DONE_TABLE = "mikro_orm_migrations"

/** Whether the plugin's tables exist, with all migrations of the installed version. */
export async function lookAtTables(db: Knex): Promise<Finding> {
  if (!(await db.schema.hasTable(ATTEMPTS))) {
    return { kind: "tables_missing" }
  }
  const wanted = (await fs.readdir(MIGRATIONS)).flatMap(
    (file) => /^(Migration\d+)\.[jt]s$/.exec(file)?.[1] ?? []
  )
  const done: { name: string }[] = await db(DONE_TABLE).whereIn("name", wanted).select("name")
  const pending = wanted.filter((name) => !done.some((one) => one.name === name))
  return pending.length === 0
    ? { kind: "database_fine" }
    : { kind: "migrations_pending", facts: { names: pending.join(", ") } }
}
