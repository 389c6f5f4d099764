import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import getPort from "get-port"
import { Child } from "../../demo/run/child"
import { Started } from "../../demo/run/started"
import type { SeededStore } from "../../demo/seed-store"
import { Http } from "../../integration-tests/harness/http"
import { Recorder } from "../../integration-tests/harness/recorder"
import { Shopper } from "../../integration-tests/harness/shopper"
import { explicitApiKey, startSimulator, type Simulator } from "../../src/simulator"
import { StripeServer } from "./stripe-server"

const HERE = __dirname
const CLI = require.resolve("@medusajs/cli/cli.js")
const TS_NODE = ["-r", require.resolve("ts-node/register/transpile-only")]

/** A running store with both providers, XPay's simulator and a Stripe on this machine. */
export class BenchStore {
  readonly stripe = new StripeServer()
  simulator!: Simulator
  store!: SeededStore
  adminToken = ""
  private readonly root = mkdtempSync(path.join(os.tmpdir(), "xpay-bench-"))
  private readonly started = new Started()
  private env: NodeJS.ProcessEnv = {}
  private port = 0

  get url(): string {
    return `http://localhost:${this.port}`
  }

  async start(): Promise<void> {
    chmodSync(this.root, 0o755)
    linkPlugin()
    this.simulator = await startSimulator()
    this.port = await getPort()
    const database = await getPort()
    this.env = {
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      DATABASE_URL: `postgres://postgres:postgres@127.0.0.1:${database}/postgres`,
      BACKEND_URL: this.url,
      XPAY_BASE_URL: this.simulator.apiUrl,
      XPAY_API_KEY: explicitApiKey,
      STRIPE_URL: await this.stripe.start(),
      SEED_FILE: path.join(this.root, "seed.json"),
      MEDUSA_DISABLE_TELEMETRY: "true",
      TS_NODE_SWC: "true",
    }
    const postgres = this.started.add(
      new Child({
        command: ["demo/run/postgres-server.mjs", String(database), path.join(this.root, "database")],
        logFile: this.log("postgres"),
        stopSignal: "SIGINT",
      })
    )
    await postgres.ready(() => postgres.hasSaid("PostgreSQL is ready."))
    await this.medusa("migrate", ["db:migrate", "--execute-all-links", "--skip-scripts"]).finish()
    await this.exec("seed.ts")
    const seeded = JSON.parse(readFileSync(path.join(this.root, "seed.json"), "utf8"))
    this.store = seeded.store
    this.adminToken = seeded.adminToken
    const server = this.medusa("server", ["start", "--port", String(this.port)])
    await server.ready(() => answers(`${this.url}/health`))
  }

  /** Runs a script of this folder inside Medusa; the script writes its result to `RESULT_FILE`. */
  async exec<T>(script: string, env: NodeJS.ProcessEnv = {}): Promise<T | undefined> {
    const file = path.join(this.root, `${script}.json`)
    await this.medusa(script, ["exec", `./${script}`], { ...env, RESULT_FILE: file }).finish()
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined
  }

  shopper(): Shopper {
    return new Shopper(this.http({ "x-publishable-api-key": this.store.publishableKey }), this.store)
  }

  admin(): Http {
    return this.http({ authorization: `Bearer ${this.adminToken}` })
  }

  http(headers: Record<string, string>): Http {
    return new Http(
      () => this.url,
      new Recorder(),
      () => headers
    )
  }

  async stop(): Promise<void> {
    await this.started.stopAll()
    await this.stripe.stop()
    await this.simulator?.stop()
    rmSync(this.root, { recursive: true, force: true })
  }

  private medusa(name: string, command: readonly string[], env: NodeJS.ProcessEnv = {}): Child {
    const child = new Child({
      command: [...TS_NODE, CLI, ...command],
      cwd: HERE,
      env: { ...this.env, ...env },
      logFile: this.log(name),
    })
    return this.started.add(child)
  }

  private log(name: string): string {
    return path.join(this.root, `${name}.log`)
  }
}

/** The plugin is resolved by name, as in a shop: the built package is measured. */
function linkPlugin(): void {
  const link = path.join(HERE, "node_modules/medusa-payment-nexi-xpay")
  mkdirSync(path.dirname(link), { recursive: true })
  if (!existsSync(link)) {
    symlinkSync(path.resolve(HERE, "../.."), link)
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
