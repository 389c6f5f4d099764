import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http"
import https from "node:https"
import type { Socket } from "node:net"
import type { SocketPool } from "./sockets"

/** From the choice of a connection to the end of its TLS handshake. */
const CONNECT_TIMEOUT_MS = 5_000

/**
 * One request on its way: a transport for axios that watches what axios does not tell. It knows whether anything can
 * have left this machine, and it ends the whole exchange when the time is up (axios's own time-out starts anew with
 * every byte).
 */
export class HttpExchange {
  /**
   * Whether bytes of the request can have left. Node holds them back until the connection stands and, with TLS, until
   * the certificate has been found good; so a connection that was never ready has carried nothing.
   */
  canHaveLeft = false
  /** Whether the time was up before the answer was complete. */
  isOverdue = false
  /**
   * Whether the answer is a proxy's. One that refuses to open a tunnel to an https address is heard in plain text, and
   * what it says is handed through as if XPay had said it; nothing was sent then.
   */
  isAnsweredByProxy = false
  // Plain private members: one of these is made for every request, and #private ones cost a WeakMap entry each.
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
   * Called by axios in place of `http.request`. The key joins the request only here: options and settings that hold it
   * would show it in errors of axios and in the output of `NODE_DEBUG=http`.
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

  /** To be called when the exchange is over, however it ended. */
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
