import type { Knex } from "@medusajs/framework/mikro-orm/knex"

export const UNIQUE_VIOLATION = "23505"
const UNDEFINED_TABLE = "42P01"

/** Runs a query. If the tables are missing, the error says what to do. */
export async function run<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    throw explain(error)
  }
}

export function explain(error: unknown): unknown {
  if (isPostgresError(error, UNDEFINED_TABLE)) {
    return new Error(
      'The tables of medusa-payment-nexi-xpay are missing. Add the plugin to `plugins` in medusa-config.ts and run "npx medusa db:migrate".'
    )
  }
  return error
}

export function isPostgresError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code
}

/** A future time, by the database's clock. */
export function inSeconds(db: Knex, seconds: number): Knex.Raw {
  return db.raw("now() + make_interval(secs => ?)", [seconds])
}
