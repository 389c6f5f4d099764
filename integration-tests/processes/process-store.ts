import { knex, type Knex } from "@medusajs/framework/mikro-orm/knex"
import type { SeededStore } from "../../demo/seed-store"
import { startSimulator } from "../../src/simulator"
import { DatabaseDoor } from "../harness/database-door"
import { Gate } from "../harness/gate"
import { steadyPort } from "../harness/steady-port"
import { SIMULATED, STOREFRONT, TERMINALS } from "../harness/terminals"
import { TestedStore } from "../harness/tested-store"
import { MedusaProcess, type MedusaSettings } from "./medusa-process"
import type { RedisProcess } from "./redis-process"

/** What several servers of one store share. */
interface Shared {
  readonly servers: number
  readonly redis: RedisProcess
}

/** A store in processes of its own: they can be killed, and cut off from their database and from XPay. */
export class ProcessStore extends TestedStore {
  /** What the store sees of XPay goes through here. */
  gate!: Gate
  /** What the store sees of PostgreSQL goes through here. The test itself goes round it. */
  databaseDoor!: DatabaseDoor
  servers: MedusaProcess[] = []
  private connection: Knex | undefined

  /** @param name of the database; one per spec file. */
  constructor(
    private readonly name: string,
    private readonly shared?: Shared
  ) {
    super()
  }

  /** The server; the first of several. */
  get medusa(): MedusaProcess {
    const [first] = this.servers
    if (first === undefined) {
      throw new Error("The store has not been set up.")
    }
    return first
  }

  get db(): Knex {
    this.connection ??= knex({ client: "pg", connection: postgresUrl(`xpay-${this.name}`) })
    return this.connection
  }

  protected async runJob(): Promise<void> {
    await this.medusa.ask("job")
  }

  /** An empty database, the simulator, and the server with its wares. */
  async setUp(): Promise<void> {
    await recreateDatabase(`xpay-${this.name}`)
    this.simulator = await startSimulator({ terminals: SIMULATED, seed: this.name })
    this.gate = new Gate(this.simulator.apiUrl)
    await this.gate.open()
    this.databaseDoor = new DatabaseDoor(await steadyPort(), Number(process.env["DB_PORT"]))
    await this.databaseDoor.open()
    const ports = await freePorts(this.shared?.servers ?? 1)
    this.port = ports[0] ?? 0
    this.servers = ports.map((port) => new MedusaProcess(this.settingsOf(port), this.recorder))
    await this.medusa.migrate()
    await this.medusa.start()
    Object.assign(this, await this.medusa.ask<{ store: SeededStore; adminToken: string }>("seed"))
    for (const server of this.servers.slice(1)) {
      await server.start()
    }
  }

  async tearDown(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.kill()))
    await this.connection?.destroy()
    await this.databaseDoor.shut()
    await this.gate.close()
    await this.simulator.stop()
  }

  private settingsOf(port: number): MedusaSettings {
    const redisUrl = this.shared?.redis.url
    const options = {
      // One machine pays hundreds of times here; the brake on card testing has tests of its own.
      cardTesting: { perAddress: 1_000_000, perTerminal: 1_000_000 },
      ...(redisUrl === undefined ? {} : { vault: { redisUrl, key: VAULT_KEY } }),
    }
    return {
      port,
      databaseUrl: this.databaseDoor.url(`xpay-${this.name}`),
      env: {
        // The public address: what comes to it may be handed to any of the servers.
        BACKEND_URL: this.url,
        STOREFRONT_URL: STOREFRONT,
        XPAY_BASE_URL: this.gate.url,
        XPAY_TERMINALS: JSON.stringify(
          TERMINALS.map((terminal) => ({ id: terminal.id, options: { ...terminal.options, ...options } }))
        ),
        ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      },
    }
  }
}

/** Key of the waiting cards; a canary too. */
export const VAULT_KEY = "Y2FuYXJ5LWtleS1vZi0zMi1ieXRlcy1pbi1iYXNlNjQ="

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  for (let index = 0; index < count; index++) {
    ports.push(await steadyPort())
  }
  return ports
}

/** Address of a database, without any door in between. */
export function postgresUrl(database: string): string {
  const { DB_PORT, DB_USERNAME, DB_PASSWORD } = process.env
  return `postgres://${DB_USERNAME}:${DB_PASSWORD}@127.0.0.1:${DB_PORT}/${database}`
}

export async function recreateDatabase(name: string): Promise<void> {
  const admin = knex({ client: "pg", connection: postgresUrl("postgres") })
  try {
    await admin.raw("drop database if exists ?? with (force)", [name])
    await admin.raw("create database ??", [name])
  } finally {
    await admin.destroy()
  }
}
