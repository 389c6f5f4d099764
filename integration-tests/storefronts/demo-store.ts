import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import getPort from "get-port"
import { DataFolder } from "../../demo/run/data-folder"
import { Medusa } from "../../demo/run/medusa"
import { startPostgres } from "../../demo/run/postgres"
import { SIMULATED_API_KEY, startXPay } from "../../demo/run/simulator"
import { Started } from "../../demo/run/started"
import type { StoreFile } from "../../demo/seed"

/** The demo's store without the demo's shop: a Medusa and a simulated XPay for other storefronts. */
export class DemoStore {
  private readonly root = mkdtempSync(path.join(os.tmpdir(), "storefronts-"))
  private readonly started = new Started()

  private constructor(
    readonly url: string,
    /** The storefront's URL, which Medusa allows for requests and for returning shoppers. */
    readonly shopUrl: string
  ) {
    // For PostgreSQL's own user, if the tests run as root.
    chmodSync(this.root, 0o755)
  }

  static async start(): Promise<DemoStore> {
    const ports = {
      shop: await getPort(),
      store: await getPort(),
      simulator: await getPort(),
      database: await getPort(),
    }
    const store = new DemoStore(`http://localhost:${ports.store}`, `http://localhost:${ports.shop}`)
    await store.begin(ports)
    return store
  }

  get publishableKey(): string {
    return (JSON.parse(readFileSync(this.folder.storeFile, "utf8")) as StoreFile).publishableKey
  }

  async stop(): Promise<void> {
    await this.started.stopAll()
    rmSync(this.root, { recursive: true, force: true })
  }

  private get folder(): DataFolder {
    return (this.known ??= new DataFolder(this.root))
  }
  private known: DataFolder | undefined

  private async begin(ports: Record<"shop" | "store" | "simulator" | "database", number>): Promise<void> {
    await startPostgres(this.started, this.folder, ports.database)
    const xpay = await startXPay(this.started, ports.simulator)
    const medusa = new Medusa(
      {
        ports,
        shopUrl: this.shopUrl,
        storeUrl: this.url,
        xpay: { baseUrl: xpay.apiUrl, apiKey: SIMULATED_API_KEY },
      },
      this.folder,
      this.started
    )
    await medusa.migrate()
    await medusa.seed()
    await medusa.start()
  }
}
