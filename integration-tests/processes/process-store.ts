import { knex, type Knex } from "@medusajs/framework/mikro-orm/knex"
import type { SeededStore } from "../../demo/seed-store"
import { startSimulator } from "../../src/simulator"
import { DatabaseDoor } from "../harness/database-door"
import { Gate } from "../harness/gate"
import { postgresUrl } from "../harness/postgres"
import { steadyPort } from "../harness/steady-port"
import { makeEmptyStore } from "../harness/store-template"
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
  /** What each server sees of PostgreSQL goes through its own. The test itself goes round them. */
  private databaseDoors: DatabaseDoor[] = []
  servers: MedusaProcess[] = []
  private connection: Knex | undefined
  /** How many articles there are beside the usual ones. */
  protected readonly copies: number = 0
  /** What else the environment of each server has. */
  protected readonly moreEnv: Readonly<Record<string, string>> = {}

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

  /** The door of the first server. */
  get databaseDoor(): DatabaseDoor {
    const [first] = this.databaseDoors
    if (first === undefined) {
      throw new Error("The store has not been set up.")
    }
    return first
  }

  get db(): Knex {
    this.connection ??= knex({ client: "pg", connection: postgresUrl(`xpay-${this.name}`) })
    return this.connection
  }

  /** Forgets the test's own connections, which a PostgreSQL that was killed has broken. */
  async reconnect(): Promise<void> {
    await this.connection?.destroy()
    this.connection = undefined
  }

  protected async runJob(): Promise<void> {
    await this.medusa.ask("job")
  }

  /** An empty database, the simulator, and the server with its products. */
  async setUp(): Promise<void> {
    this.simulator = await startSimulator({ terminals: SIMULATED, seed: this.name })
    this.gate = new Gate(this.simulator.apiUrl)
    await this.gate.open()
    const ports = await freePorts(this.shared?.servers ?? 1)
    this.port = ports[0] ?? 0
    for (const port of ports) {
      const door = this.doorTo(await steadyPort(), Number(process.env["DB_PORT"]))
      await door.open()
      this.databaseDoors.push(door)
      this.servers.push(new MedusaProcess(this.settingsOf(port, door), this.recorder))
    }
    await makeEmptyStore(`xpay-${this.name}`)
    await this.medusa.start()
    Object.assign(
      this,
      await this.medusa.ask<{ store: SeededStore; adminToken: string }>("seed", { copies: this.copies })
    )
    for (const server of this.servers.slice(1)) {
      await server.start()
    }
  }

  async tearDown(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.kill()))
    await this.connection?.destroy()
    await Promise.all(this.databaseDoors.map((door) => door.shut()))
    await this.gate.close()
    await this.simulator.stop()
  }

  protected doorTo(port: number, target: number): DatabaseDoor {
    return new DatabaseDoor(port, target)
  }

  private settingsOf(port: number, door: DatabaseDoor): MedusaSettings {
    const redisUrl = this.shared?.redis.url
    const options = {
      // One machine pays hundreds of times here; the brake on card testing has tests of its own.
      cardTesting: { perAddress: 1_000_000, perTerminal: 1_000_000 },
      ...(redisUrl === undefined ? {} : { vault: { redisUrl, key: VAULT_KEY } }),
    }
    return {
      port,
      databaseUrl: door.url(`xpay-${this.name}`),
      env: {
        // The public address: what comes to it may be handed to any of the servers.
        BACKEND_URL: this.url,
        STOREFRONT_URL: STOREFRONT,
        XPAY_BASE_URL: this.gate.url,
        XPAY_TERMINALS: JSON.stringify(
          TERMINALS.map((terminal) => ({ id: terminal.id, options: { ...terminal.options, ...options } }))
        ),
        ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
        ...this.moreEnv,
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
