import http from "node:http"
import https from "node:https"
import type { Socket } from "node:net"

/** Shorter than servers usually keep idle connections (5 s and more), so that we are the first to close. */
const KEPT_IDLE_MS = 4_000

/**
 * The value that axios sets on every connection it uses; with another value axios would reset it after each
 * call, an extra system call.
 */
const PROBED_AFTER_MS = 60_000

/**
 * The connections to XPay, kept alive between calls: a new one costs three round trips and some 3 ms of CPU. Node
 * takes the most recently used one first and opens as many as there are calls at the same time.
 */
export function openAgent(isSecure: boolean): http.Agent {
  const keepAlive = { keepAlive: true, keepAliveMsecs: PROBED_AFTER_MS, timeout: KEPT_IDLE_MS }
  return isSecure
    ? // Set explicitly, so that NODE_TLS_REJECT_UNAUTHORIZED cannot turn it off.
      new https.Agent({ ...keepAlive, rejectUnauthorized: true, minVersion: "TLSv1.2" })
    : new http.Agent(keepAlive)
}

/** The connections of an agent, with the time of their last use. */
export class SocketPool {
  readonly agent: http.Agent
  readonly #now: () => number
  readonly #lastUse = new WeakMap<Socket, number>()

  constructor(agent: http.Agent, now: () => number) {
    this.agent = agent
    this.#now = now
  }

  /** Notes that a connection has just carried a call. */
  markUsed(socket: Socket): void {
    this.#lastUse.set(socket, this.#now())
  }

  /**
   * Closes connections that have been idle for longer than this. XPay may be closing one of them at this
   * moment; a payment sent over it would end in a reset with an unknown outcome. Idle connections are in
   * order of last use and Node takes the last, so the remaining ones are those it takes.
   */
  closeIdle(longerThanMs: number): void {
    const now = this.#now()
    for (const idle of Object.values(this.agent.freeSockets)) {
      for (const socket of idle ?? []) {
        if (now - (this.#lastUse.get(socket) ?? -Infinity) > longerThanMs) {
          socket.destroy()
        }
      }
    }
  }

  /** Closes all connections, including those in use. */
  close(): void {
    this.agent.destroy()
  }
}
