import { knex, type Knex } from "@medusajs/framework/mikro-orm/knex"

/** The URL of a database in the PostgreSQL of the test run. */
export function postgresUrl(database: string): string {
  const { DB_PORT, DB_USERNAME, DB_PASSWORD } = process.env
  return `postgres://${DB_USERNAME}:${DB_PASSWORD}@127.0.0.1:${DB_PORT}/${database}`
}

/** Uses one connection throughout, so that the locks it takes are freed on the same one. */
export async function withAdmin<T>(work: (admin: Knex) => Promise<T>): Promise<T> {
  const admin = knex({ client: "pg", connection: postgresUrl("postgres"), pool: { min: 1, max: 1 } })
  try {
    return await work(admin)
  } finally {
    await admin.destroy()
  }
}

/** Creates an empty database, or a copy of another one. */
export async function recreateDatabase(name: string, template?: string): Promise<void> {
  await withAdmin(async (admin) => {
    await dropDatabase(admin, name)
    await (template === undefined
      ? admin.raw("create database ??", [name])
      : admin.raw("create database ?? template ??", [name, template]))
  })
}

export async function dropDatabase(admin: Knex, name: string): Promise<void> {
  await admin.raw("drop database if exists ?? with (force)", [name])
}
