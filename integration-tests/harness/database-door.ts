import net from "node:net"

/** A connection from the store to PostgreSQL. */
export interface Connection {
  readonly store: net.Socket
  readonly database: net.Socket
}

/** What to do with the next matching statements; at most once for each connection. */
interface Ambush {
  readonly pattern: RegExp
  readonly strike: (connection: Connection, statement: Buffer) => void
}

/**
 * A proxy between a store and PostgreSQL. It can close, so that the database is down for that store, and it can
 * intercept a statement. Statement and parameters travel together (a parameterised query is sent in one message), so a
 * pattern may match both.
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

  /** The URL of a database through this proxy. */
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

  /** Takes the database down: connections break, new ones are refused. */
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

  /** Waits for a statement, drops it before it reaches PostgreSQL, and takes the database down. */
  async shutBefore(pattern: RegExp): Promise<void> {
    await new Promise<void>((resolve) => {
      this.ambush = { pattern, strike: () => void this.shut().then(resolve) }
    })
  }

  /**
   * Lets matching statements reach PostgreSQL, then breaks their connections before the response.
   *
   * @returns a function that counts them.
   */
  loseAnswersOf(pattern: RegExp): () => number {
    let count = 0
    this.ambush = {
      pattern,
      strike: (connection, statement) => {
        count++
        connection.database.unpipe(connection.store)
        connection.store.removeAllListeners("data")
        // When PostgreSQL responds, it has executed the statement.
        connection.database.once("data", () => breakOff(connection))
        connection.database.write(statement)
      },
    }
    return () => count
  }

  /**
   * Stops matching statements before they reach PostgreSQL; their connections hang.
   *
   * @returns a function that counts them.
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

  /** Stops waiting for statements. */
  pass(): void {
    this.ambush = undefined
  }

  private connect(store: net.Socket): void {
    if (this.server === undefined) {
      // It connected before the proxy was closed.
      store.destroy()
      return
    }
    const connection = { store, database: net.connect(this.target, "127.0.0.1") }
    this.connections.add(connection)
    this.join(connection)
  }

  /** Connects both sides of a new connection. */
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
