import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import type { Ports } from "./choose-ports"
import { Child } from "./child"
import type { DataFolder } from "./data-folder"
import type { Started } from "./started"

const CLI = require.resolve("@medusajs/cli/cli.js")

export interface MedusaSettings {
  readonly ports: Ports
  readonly shopUrl: string
  readonly storeUrl: string
  /** Base URL and key of the simulated XPay. */
  readonly xpay: { readonly baseUrl: string; readonly apiKey: string }
}

/** Runs Medusa's commands on this repository. */
export class Medusa {
  constructor(
    private readonly settings: MedusaSettings,
    private readonly folder: DataFolder,
    private readonly started: Started
  ) {}

  async migrate(): Promise<void> {
    await this.run("migrate", ["db:migrate", "--execute-all-links", "--skip-scripts"]).finish()
    this.folder.setUpToDate(schema())
  }

  /** True if the database was migrated with this Medusa version and these plugin migrations. */
  isMigrated(): boolean {
    return this.folder.isUpToDate(schema())
  }

  async seed(): Promise<void> {
    await this.run("seed", ["exec", "./demo/seed.ts"]).finish()
  }

  /** Starts the server with the dashboard. It listens on this machine only: the dashboard's password is public. */
  async start(): Promise<void> {
    const { ports, storeUrl } = this.settings
    const server = this.run("medusa", ["start", "--host", "127.0.0.1", "--port", String(ports.store)])
    await server.ready(async () => await answers(`${storeUrl}/health`))
  }

  private run(name: string, command: readonly string[]): Child {
    const { ports, shopUrl, storeUrl, xpay } = this.settings
    return this.started.add(
      new Child({
        command: [CLI, ...command],
        logFile: this.folder.log(name),
        env: {
          NODE_ENV: "development",
          DATABASE_URL: `postgres://postgres:postgres@127.0.0.1:${ports.database}/postgres`,
          BACKEND_URL: storeUrl,
          STOREFRONT_URL: shopUrl,
          STORE_CORS: shopUrl,
          ADMIN_CORS: storeUrl,
          AUTH_CORS: `${shopUrl},${storeUrl}`,
          XPAY_BASE_URL: xpay.baseUrl,
          XPAY_API_KEY: xpay.apiKey,
          // All shoppers of a demo share one IP address.
          XPAY_TERMINALS: JSON.stringify([{ id: "xpay", options: { cardTesting: { perAddress: 600 } } }]),
          DEMO_STORE_FILE: this.folder.storeFile,
          // The dashboard's reload socket.
          HMR_BIND_HOST: "127.0.0.1",
          MEDUSA_DISABLE_TELEMETRY: "true",
        },
      })
    )
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    await pause(100)
    return false
  }
}

/** Identifies the schema: Medusa's version and the plugin's own migrations. */
function schema(): string {
  const manifest = readFileSync(require.resolve("@medusajs/medusa/package.json"), "utf8")
  const { version } = JSON.parse(manifest) as { version: string }
  const modules = path.resolve("src/modules")
  const migrations = readdirSync(modules, { recursive: true, encoding: "utf8" }).filter((file) =>
    /Migration\d+\.ts$/.test(file)
  )
  return [`medusa ${version}`, ...migrations.sort()].join("\n")
}
