import { writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import path from "node:path"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { reconcile as Reconcile } from "../../src/use-cases/reconciliation/reconcile"

/** Built code, as in a shop. */
const { reconcile } = createRequire(__filename)(
  path.resolve(__dirname, "../../.medusa/server/src/chunks/server.js")
) as { reconcile: typeof Reconcile }

const SIZES = [1_000, 100_000, 1_000_000]
const OPEN = 50
const PASSES = 5

export interface Growth {
  readonly resolved: number
  /** Milliseconds of each pass. */
  readonly passes: readonly number[]
  readonly usesIndex: boolean
}

/**
 * Runs inside Medusa: passes of the reconciliation with a growing number of resolved payments and a constant number of
 * open ones.
 */
export default async function measure({ container }: { container: MedusaContainer }): Promise<void> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await db("xpay_attempt").del()
  await reconcile(container)
  const results: Growth[] = []
  let resolved = 0
  for (const size of SIZES) {
    await addResolved(db, resolved, size)
    resolved = size
    await db.raw("vacuum analyze xpay_attempt")
    await pass(container, db)
    const passes: number[] = []
    for (let count = 0; count < PASSES; count++) {
      passes.push(await pass(container, db))
    }
    results.push({ resolved, passes, usesIndex: await usesIndex(db) })
  }
  await writeFile(process.env.RESULT_FILE ?? "", JSON.stringify(results))
}

async function addResolved(db: Knex, from: number, to: number): Promise<void> {
  await db.raw(
    `insert into xpay_attempt (id, xpay_order_id, provider_id, channel, capture, state, currency_code, amount, locale, created_at, authorized_at)
     select 'xpatt_settled_' || n, 'S' || n, 'pp_xpay_xpay', 'card', 'manual', 'captured', 'EUR', '2499', 'it',
       now() - make_interval(mins => n), now() - make_interval(mins => n)
     from generate_series(?::int, ?::int) n`,
    [from + 1, to]
  )
}

/** One pass over fifty payments unknown to XPay, which are queried and rescheduled. */
async function pass(container: MedusaContainer, db: Knex): Promise<number> {
  await db("xpay_attempt").where("id", "like", "xpatt_open_%").del()
  await db.raw(
    `insert into xpay_attempt (id, xpay_order_id, provider_id, channel, capture, state, currency_code, amount, locale, sent_at, next_check_at)
     select 'xpatt_open_' || n, 'O' || n, 'pp_xpay_xpay', 'hosted', 'manual', 'pending_payer', 'EUR', '2499', 'it', now(), now()
     from generate_series(1, ?::int) n`,
    [OPEN]
  )
  const start = performance.now()
  const { attempts } = await reconcile(container)
  if (attempts !== OPEN) {
    throw new Error(`The pass looked at ${attempts} payments, not at ${OPEN}.`)
  }
  return performance.now() - start
}

async function usesIndex(db: Knex): Promise<boolean> {
  const { rows } = (await db.raw(
    "explain select id from xpay_attempt where next_check_at is not null and next_check_at <= now() and deleted_at is null order by next_check_at limit 100"
  )) as { rows: Record<string, string>[] }
  return rows.some((row) => Object.values(row).join().includes("IDX_xpay_attempt_due"))
}
