import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { LINKS, ORDER_FULFILLMENT } from "./links"

/** Columns of Medusa's own tables that are read or written without its Query. */
export const MEDUSA_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.values(LINKS).map(({ entity, fields }) => [entity, fields])),
  capture: ["id", "payment_id", "created_by", "created_at"],
  refund: ["id", "payment_id", "created_by", "created_at"],
  payment: ["id", "payment_session_id", "captured_at", "canceled_at"],
  payment_session: ["id", "provider_id", "context", "data"],
  customer_account_holder: ["account_holder_id"],
  [ORDER_FULFILLMENT.entity]: [...ORDER_FULFILLMENT.fields, "deleted_at"],
  fulfillment: ["id", "created_at", "shipped_at", "delivered_at", "canceled_at", "deleted_at"],
  order_transaction: ["order_id", "reference", "reference_id", "amount"],
}

/** Missing tables and columns of Medusa that the plugin relies on; undefined if none is missing. */
export async function objectToTables(db: Knex): Promise<string | undefined> {
  const rows = (await db("information_schema.columns")
    .select("table_name", "column_name")
    .whereRaw("table_schema = any (current_schemas(false))")
    .whereIn("table_name", Object.keys(MEDUSA_COLUMNS))) as { table_name: string; column_name: string }[]
  const missing = Object.entries(MEDUSA_COLUMNS).flatMap(([table, columns]) =>
    columns
      .filter((column) => !rows.some((row) => row.table_name === table && row.column_name === column))
      .map((column) => `\`${table}.${column}\``)
  )
  return missing.length === 0 ? undefined : `the database has no ${missing.join(", ")}`
}
