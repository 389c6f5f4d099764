import http, { type IncomingHttpHeaders, type ServerResponse } from "node:http"
import type { AddressInfo, Socket } from "node:net"

/** A request as received. */
export interface SeenRequest {
  readonly method: string
  /** Path with query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly socket: Socket
}

/** What the test double does with a request. */
export type Behaviour = (response: ServerResponse, request: SeenRequest) => void

/** A server in place of XPay, on a real socket, that behaves as a test specifies and records requests. */
export class XPayDouble {
  readonly requests: SeenRequest[] = []
  /** Number of connections opened so far. */
  connections = 0
  private readonly server = http.createServer()
  private readonly open = new Set<Socket>()
  private behaviours: Behaviour[] = []

  static async start(): Promise<XPayDouble> {
    const double = new XPayDouble()
    await new Promise<void>((resolve) => double.server.listen(0, "127.0.0.1", resolve))
    return double
  }

  private constructor() {
    this.server.keepAliveTimeout = 60_000
    this.server.on("connection", (socket) => {
      this.connections++
      this.open.add(socket)
      socket.on("close", () => this.open.delete(socket))
    })
    this.server.on("request", (message, response) => {
      const chunks: Buffer[] = []
      message.on("data", (chunk: Buffer) => chunks.push(chunk))
      message.on("end", () => {
        const { method = "", url: path = "", headers, socket } = message
        const request = { method, path, headers, text: Buffer.concat(chunks).toString("utf8"), socket }
        this.requests.push(request)
        const behaviour = this.behaviours.length > 1 ? this.behaviours.shift() : this.behaviours[0]
        behaviour?.(response, request)
      })
    })
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/api/phoenix-0.0/psp/api/v1`
  }

  get lastRequest(): SeenRequest {
    const last = this.requests.at(-1)
    if (last === undefined) {
      throw new Error("XPay was not called")
    }
    return last
  }

  /** One behavior for each request; the last one for all further requests. */
  will(...behaviours: Behaviour[]): this {
    this.behaviours = behaviours
    return this
  }

  /** Closes every open connection, as a server does with idle ones. */
  hangUp(): void {
    this.open.forEach((socket) => socket.destroy())
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

const JSON_TYPE = "application/json"
export const CID = "99999999-0000-4000-8000-000000000001"

/** A complete response; a body that is not a string is sent as JSON, undefined as an empty body. */
export function answer(status: number, body?: unknown, headers: Record<string, string> = {}): Behaviour {
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body)
  return (response) =>
    response.writeHead(status, { "Content-Type": JSON_TYPE, cid: CID, ...headers }).end(text)
}

/** Accepts the request and never responds. */
export const stall: Behaviour = () => undefined

/** Resets the connection without a response. */
export const reset: Behaviour = (_, { socket }) => {
  socket.resetAndDestroy()
}

/** Closes the connection gracefully without a response. */
export const hangUp: Behaviour = (_, { socket }) => {
  socket.end()
}

/** Sends the headers and part of the body, then resets. */
export function resetMidway(body: string): Behaviour {
  return (response, { socket }) => {
    response.writeHead(200, { "Content-Type": JSON_TYPE, "Content-Length": body.length })
    response.write(body.slice(0, body.length / 2), () => socket.resetAndDestroy())
  }
}

/** Sends part of the body, then nothing more. */
export function stallMidway(body: string): Behaviour {
  return (response) => {
    response.writeHead(200, { "Content-Type": JSON_TYPE, "Content-Length": body.length })
    response.write(body.slice(0, body.length / 2))
  }
}

/** Sends a byte every few milliseconds, so that the connection is never silent. */
export function drip(body: string, everyMs: number): Behaviour {
  return (response, { socket }) => {
    response.writeHead(200, { "Content-Type": JSON_TYPE, "Content-Length": body.length })
    let sent = 0
    const timer = setInterval(() => {
      response.write(body.charAt(sent++))
      if (sent === body.length) {
        clearInterval(timer)
        response.end()
      }
    }, everyMs)
    socket.on("close", () => clearInterval(timer))
  }
}
