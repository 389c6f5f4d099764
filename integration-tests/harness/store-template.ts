import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MedusaProcess } from "../processes/medusa-process"
import { postgresUrl, recreateDatabase, withAdmin } from "./postgres"
import { Recorder } from "./recorder"
import { steadyPort } from "./steady-port"
import { STOREFRONT, TERMINALS } from "./terminals"
import type { TestedProducts } from "./seed-tested-store"

const ROOT = path.resolve(__dirname, "../..")
const LOCK = 20_261_128

/** Creates a database with Medusa's tables and the plugin's, without the rows of a store. */
export async function makeEmptyStore(database: string): Promise<void> {
  await recreateDatabase(database, await tablesTemplate())
}

/** Creates a database with the products and regions of the tests. All specs of a run copy them from one seeding. */
export async function makeSeededStore(database: string): Promise<TestedProducts> {
  const template = `xpay-seeded-${fingerprint()}`
  const tables = await tablesTemplate()
  await makeOnce(template, async () => {
    await recreateDatabase(template, tables)
    await asProcess(template, async (medusa) => {
      await medusa.start()
      const products = await medusa.ask<TestedProducts>("seed", { copies: 0 })
      await withAdmin((admin) =>
        admin.raw(`comment on database ?? is '${quoted(JSON.stringify(products))}'`, [template])
      )
    })
  })
  await recreateDatabase(database, template)
  return JSON.parse(await commentOf(template)) as TestedProducts
}

/** Medusa's migrations are slow: they run once for all suites of one PostgreSQL. */
async function tablesTemplate(): Promise<string> {
  const template = `xpay-tables-${fingerprint()}`
  await makeOnce(template, async () => {
    await recreateDatabase(template)
    await asProcess(template, (medusa) => medusa.migrate())
  })
  return template
}

/** One of several workers creates it; the others wait. An incomplete one is recreated. */
async function makeOnce(template: string, make: () => Promise<void>): Promise<void> {
  await withAdmin(async (admin) => {
    await admin.raw("select pg_advisory_lock(?)", [LOCK])
    const isMade = await admin("pg_database").where({ datname: template, datistemplate: true }).first()
    if (isMade === undefined) {
      await make()
      await closeConnections(admin, template)
      await admin.raw("alter database ?? with is_template true", [template])
    }
  })
}

/** Runs Medusa on that database, and ends it afterwards. */
async function asProcess(database: string, work: (medusa: MedusaProcess) => Promise<void>): Promise<void> {
  const port = await steadyPort()
  const url = `http://localhost:${port}`
  const env = { BACKEND_URL: url, STOREFRONT_URL: STOREFRONT, XPAY_TERMINALS: JSON.stringify(TERMINALS) }
  const medusa = new MedusaProcess({ port, databaseUrl: postgresUrl(database), env }, new Recorder())
  try {
    await work(medusa)
  } finally {
    await medusa.kill()
  }
}

async function closeConnections(admin: Knex, database: string): Promise<void> {
  await admin.raw("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", [database])
}

async function commentOf(database: string): Promise<string> {
  return await withAdmin(async (admin) => {
    const { rows } = (await admin.raw(
      "select shobj_description(oid, 'pg_database') as text from pg_database where datname = ?",
      [database]
    )) as { rows: { text: string }[] }
    return rows[0]?.text ?? ""
  })
}

const quoted = (text: string) => text.replaceAll("'", "''")

/** Changes with Medusa's tables, products or switches. */
function fingerprint(): string {
  const migrations = path.join(ROOT, "src/modules/xpay/migrations")
  const files = [
    path.join(ROOT, "node_modules/@medusajs/medusa/package.json"),
    ...readdirSync(migrations).map((name) => path.join(migrations, name)),
    ...["products.ts", "terminals.ts", "seed-tested-store.ts"].map((name) => path.join(__dirname, name)),
    path.join(ROOT, "demo/seed-store.ts"),
  ]
  const flags = Object.entries(process.env).filter(([name]) => name.startsWith("MEDUSA_FF_"))
  const hash = createHash("sha256").update(JSON.stringify(flags.sort()))
  files.sort().forEach((file) => hash.update(readFileSync(file)))
  return hash.digest("hex").slice(0, 12)
}
