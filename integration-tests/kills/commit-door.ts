import { setTimeout as pause } from "node:timers/promises"
import { DatabaseDoor, type Connection } from "../harness/database-door"

/** When nothing has come for so long, nothing is under way any more. */
const QUIET_MS = 250

/**
 * A door between a store and PostgreSQL that can stop everything behind it at a commit: the transaction is made, the store
 * never hears of it, and whatever else it sends from then on is lost. So the store is as dead for that piece of work as if
 * it had been killed at this commit; other work can be begun afterwards, and all of it dies together with the process.
 */
export class CommitDoor extends DatabaseDoor {
  /** Says whether the awaited commit has been made. */
  private isMade: (() => Promise<boolean>) | undefined
  private stop: (() => void) | undefined
  private isStopped = false
  private readonly dead = new Set<Connection>()
  private lastHeard = 0

  /**
   * Waits for a commit and stops at it.
   *
   * @param isMade asked each time before anything of PostgreSQL's is handed to the store.
   * @returns when it has been made, and what ran beside it is lost.
   */
  async stopAt(isMade: () => Promise<boolean>): Promise<void> {
    this.isMade = isMade
    await new Promise<void>((resolve) => (this.stop = resolve))
    this.isMade = undefined
    for (this.lastHeard = Date.now(); Date.now() - this.lastHeard < QUIET_MS;) {
      await pause(QUIET_MS / 5)
    }
    this.isStopped = false
  }

  /** Waits for nothing any more. */
  override pass(): void {
    super.pass()
    this.isMade = undefined
    this.isStopped = false
  }

  protected override join(connection: Connection): void {
    const { store, database } = connection
    // In the order in which it came, also when each piece has to wait.
    let last = Promise.resolve()
    database.on("data", (answer: Buffer) => {
      last = last.then(() => this.handOver(connection, answer))
    })
    store.on("data", (statement: Buffer) => {
      if (this.isStopped) {
        this.lose(connection)
      } else if (!this.dead.has(connection)) {
        database.write(statement)
      }
    })
    database.on("error", () => store.destroy())
    database.on("close", () => void last.then(() => this.dead.has(connection) || store.destroy()))
    store.on("error", () => database.destroy())
    store.on("close", () => {
      this.connections.delete(connection)
      this.dead.delete(connection)
      database.destroy()
    })
  }

  private async handOver(connection: Connection, answer: Buffer): Promise<void> {
    if (this.isMade !== undefined && !this.isStopped && (await this.isMade())) {
      this.isStopped = true
      this.stop?.()
    }
    if (this.isStopped) {
      this.lose(connection)
    } else if (!this.dead.has(connection)) {
      connection.store.write(answer)
    }
  }

  /** PostgreSQL takes back what was not committed; the store waits for ever. */
  private lose(connection: Connection): void {
    this.lastHeard = Date.now()
    this.dead.add(connection)
    connection.database.destroy()
  }
}
