import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http"
import https from "node:https"
import type { Socket } from "node:net"
import type { SocketPool } from "./sockets"

/** From the choice of a connection to the end of its TLS handshake. */
const CONNECT_TIMEOUT_MS = 5_000

/**
 * One HTTP request: a transport for axios that observes what axios does not report. It knows whether anything
 * can have left this machine, and it ends the whole exchange when the time limit is reached (axios's own
 * time-out restarts with every byte).
 */
export class HttpExchange {
  /**
   * Whether bytes of the request can have left. Node holds them back until the connection is established and,
   * with TLS, until the certificate is verified; so a connection that was never ready has carried nothing.
   */
  canHaveLeft = false
  /** Whether the time limit was reached before the response was complete. */
  isOverdue = false
  /**
   * Whether the response is a proxy's. A proxy that refuses to open a tunnel to an https URL responds in
   * plain text, and its response is passed on as if it were XPay's; nothing was sent in that case.
   */
  isAnsweredByProxy = false
  // Plain private members: each request creates one instance, and #private ones cost a WeakMap entry each.
  private outgoing: ClientRequest | undefined
  private deadline: NodeJS.Timeout | undefined
  private connectDeadline: NodeJS.Timeout | undefined

  constructor(
    private readonly sockets: SocketPool,
    private readonly isSecure: boolean,
    private readonly apiKey: string,
    private readonly timeoutMs: number
  ) {}

  /**
   * Called by axios in place of `http.request`. The key is added to the request only here: options and
   * settings that hold it would show it in errors of axios and in the output of `NODE_DEBUG=http`.
   */
  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
    const outgoing = (this.isSecure ? https : http).request(options, onResponse)
    outgoing.setHeader("X-Api-Key", this.apiKey)
    this.outgoing = outgoing
    this.deadline = setTimeout(() => this.giveUp(), this.timeoutMs)
    outgoing.once("socket", (socket) => this.useSocket(socket, outgoing.reusedSocket))
    outgoing.once("response", ({ socket }) => {
      this.isAnsweredByProxy = this.isSecure && !("encrypted" in socket)
      this.sockets.markUsed(socket)
    })
    return outgoing
  }

  /** Call this when the exchange is over, however it ended. */
  end(): void {
    clearTimeout(this.deadline)
    clearTimeout(this.connectDeadline)
  }

  private useSocket(socket: Socket, isReused: boolean): void {
    if (isReused) {
      this.canHaveLeft = true
      return
    }
    this.connectDeadline = setTimeout(() => this.giveUp(), CONNECT_TIMEOUT_MS)
    socket.once(this.isSecure ? "secureConnect" : "connect", () => {
      this.canHaveLeft = true
      clearTimeout(this.connectDeadline)
    })
  }

  private giveUp(): void {
    this.isOverdue = true
    this.outgoing?.destroy(new Error("Time is up"))
  }
}
