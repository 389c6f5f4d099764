import { setTimeout as pause } from "node:timers/promises"
import { DatabaseDoor, type Connection } from "../harness/database-door"

/** If nothing arrives for this long, nothing is in progress any more. */
const QUIET_MS = 250

/**
 * A proxy between a store and PostgreSQL that can stop all traffic at a commit: the transaction is committed, the store
 * receives no response, and everything it sends afterwards is lost. For that work the store is as dead as if it had
 * been killed at this commit. Other work can start afterwards, and all of it dies together with the process.
 */
export class CommitDoor extends DatabaseDoor {
  /** Whether the awaited commit has been executed. */
  private isMade: (() => Promise<boolean>) | undefined
  private stop: (() => void) | undefined
  private isStopped = false
  private readonly dead = new Set<Connection>()
  private lastHeard = 0

  /**
   * Waits for a commit and stops there.
   *
   * @param isMade called each time before data from PostgreSQL is passed to the store.
   * @returns when it has been executed and concurrent work is lost.
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

  /** Stops waiting. */
  override pass(): void {
    super.pass()
    this.isMade = undefined
    this.isStopped = false
  }

  protected override join(connection: Connection): void {
    const { store, database } = connection
    // In order of arrival, even if each chunk has to wait.
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

  /** PostgreSQL rolls back what was not committed; the store waits forever. */
  private lose(connection: Connection): void {
    this.lastHeard = Date.now()
    this.dead.add(connection)
    connection.database.destroy()
  }
}
