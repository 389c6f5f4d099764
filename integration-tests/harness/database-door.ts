import net from "node:net"

/** A connection of the store's to PostgreSQL. */
export interface Connection {
  readonly store: net.Socket
  readonly database: net.Socket
}

/** What to do with the next statements that match; every connection at most once. */
interface Ambush {
  readonly pattern: RegExp
  readonly strike: (connection: Connection, statement: Buffer) => void
}

/**
 * A door between a store and PostgreSQL. It can be shut, so that the database is down for that store, and it can lie in
 * wait for a statement. Statement and parameters travel together (a parameterised query is sent in one go), so a pattern
 * may look at both.
 */
export class DatabaseDoor {
  private server: net.Server | undefined
  protected readonly connections = new Set<Connection>()
  private ambush: Ambush | undefined

  /** @param target port of PostgreSQL on this machine. */
  constructor(
    private readonly port: number,
    private readonly target: number
  ) {}

  /** The address of a database behind this door. */
  url(database: string): string {
    return `postgres://postgres:postgres@127.0.0.1:${this.port}/${database}`
  }

  async open(): Promise<void> {
    const server = net.createServer((store) => this.connect(store))
    this.server = server
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject)
      server.listen(this.port, "127.0.0.1", resolve)
    })
  }

  /** The database is down: connections break, new ones are refused. */
  async shut(): Promise<void> {
    const { server } = this
    this.server = undefined
    this.ambush = undefined
    const closed = new Promise<void>((resolve) =>
      server === undefined ? resolve() : server.close(() => resolve())
    )
    this.connections.forEach(breakOff)
    await closed
  }

  /** Waits for a statement; then it never reaches PostgreSQL, and the database is down. */
  async shutBefore(pattern: RegExp): Promise<void> {
    await new Promise<void>((resolve) => {
      this.ambush = { pattern, strike: () => void this.shut().then(resolve) }
    })
  }

  /**
   * Statements that match reach PostgreSQL, but nothing comes back: their connections break.
   *
   * @returns how many have so far.
   */
  loseAnswersOf(pattern: RegExp): () => number {
    let count = 0
    this.ambush = {
      pattern,
      strike: (connection, statement) => {
        count++
        connection.database.unpipe(connection.store)
        connection.store.removeAllListeners("data")
        // PostgreSQL has carried it out when it answers.
        connection.database.once("data", () => breakOff(connection))
        connection.database.write(statement)
      },
    }
    return () => count
  }

  /**
   * Statements that match never reach PostgreSQL; their connections stand still.
   *
   * @returns how many do.
   */
  hold(pattern: RegExp): () => number {
    let count = 0
    this.ambush = {
      pattern,
      strike: ({ store }) => {
        count++
        store.removeAllListeners("data")
      },
    }
    return () => count
  }

  /** Waits for nothing any more. */
  pass(): void {
    this.ambush = undefined
  }

  private connect(store: net.Socket): void {
    if (this.server === undefined) {
      // It had knocked before the door was shut.
      store.destroy()
      return
    }
    const connection = { store, database: net.connect(this.target, "127.0.0.1") }
    this.connections.add(connection)
    this.join(connection)
  }

  /** Lets both sides of a new connection hear each other. */
  protected join(connection: Connection): void {
    const { store } = connection
    connection.database.pipe(store)
    store.on("data", (statement: Buffer) => {
      const { ambush } = this
      if (ambush?.pattern.test(statement.toString("latin1")) === true) {
        ambush.strike(connection, statement)
      } else {
        connection.database.write(statement)
      }
    })
    for (const socket of [store, connection.database]) {
      socket.on("error", () => breakOff(connection))
      socket.on("close", () => {
        this.connections.delete(connection)
        breakOff(connection)
      })
    }
  }
}

function breakOff({ store, database }: Connection): void {
  store.destroy()
  database.destroy()
}
