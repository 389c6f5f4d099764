import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { eventually } from "../harness/eventually"
import startPostgres from "./start-postgres.cjs"

interface Server {
  stop(): Promise<void>
}

/** A PostgreSQL of the test that keeps committed data when it is killed. */
export class DurablePostgres {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "xpay-durable-"))
  private readonly data = path.join(this.folder, "data")
  private server: Server | undefined

  constructor(readonly port: number) {
    // For PostgreSQL's own user, if the tests run as root.
    chmodSync(this.folder, 0o777)
  }

  /** Starts it; after a kill it recovers first. */
  async start(): Promise<void> {
    // The processes of the killed one may keep its shared memory for a moment.
    await eventually(async () => {
      this.server = await startPostgres({ port: this.port, dataDir: this.data, isDurable: true })
    }, 60_000)
  }

  /** Kills it at any point. */
  async kill(): Promise<void> {
    const [pid] = readFileSync(path.join(this.data, "postmaster.pid"), "utf8").split("\n")
    process.kill(Number(pid), "SIGKILL")
    await pause(200)
  }

  async stop(): Promise<void> {
    await this.server?.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
