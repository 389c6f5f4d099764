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

/** A store in separate processes: they can be killed, and disconnected from their database and from XPay. */
export class ProcessStore extends TestedStore {
  /** All traffic from the store to XPay goes through here. */
  gate!: Gate
  /** Each server's traffic to PostgreSQL goes through its own proxy. The test itself connects directly. */
  private databaseDoors: DatabaseDoor[] = []
  servers: MedusaProcess[] = []
  private connection: Knex | undefined
  /** Number of products in addition to the usual ones. */
  protected readonly copies: number = 0
  /** Additional environment variables of each server. */
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

  /** The database proxy of the first server. */
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

  /** Drops the test's own connections, which a killed PostgreSQL has broken. */
  async reconnect(): Promise<void> {
    await this.connection?.destroy()
    this.connection = undefined
  }

  protected async runJob(): Promise<void> {
    await this.medusa.ask("job")
  }

  /** Creates an empty database, the simulator, and the server with its products. */
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
      // One machine pays hundreds of times here; the velocity limit has its own tests.
      cardTesting: { perAddress: 1_000_000, perTerminal: 1_000_000 },
      ...(redisUrl === undefined ? {} : { vault: { redisUrl, key: VAULT_KEY } }),
    }
    return {
      port,
      databaseUrl: door.url(`xpay-${this.name}`),
      env: {
        // The public URL: any of the servers may receive its requests.
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

/** Key of the card vault; also a canary. */
export const VAULT_KEY = "Y2FuYXJ5LWtleS1vZi0zMi1ieXRlcy1pbi1iYXNlNjQ="

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  for (let index = 0; index < count; index++) {
    ports.push(await steadyPort())
  }
  return ports
}
