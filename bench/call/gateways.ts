import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo, Socket } from "node:net"

/** Responses of the same size for all, so that the amount to read does not affect the measurement. */
const ANSWER_BYTES = 1_700

export interface GatewayStats {
  readonly requests: number
  readonly connections: number
  /** Requests that arrived twice, by their sender's id. */
  readonly repeated: number
}

/** All gateways in one plain server: canned responses, and a count of requests. */
export class CannedGateways {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #requests = 0
  #connections = 0
  #repeated = 0
  readonly #seen = new Set<string>()
  readonly #served = new WeakMap<Socket, number>()
  readonly #busy = new WeakSet<Socket>()

  /** @param idleMs closes connections that are idle for a random time between these; undefined: keeps them. */
  constructor(private readonly idleMs?: { readonly from: number; readonly to: number }) {
    this.#server = createServer((request, response) => void this.#serve(request, response))
    this.#server.keepAliveTimeout = 120_000
    this.#server.on("connection", (socket) => {
      this.#connections++
      this.#sockets.add(socket)
      socket.once("close", () => this.#sockets.delete(socket))
    })
  }

  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve))
    return (this.#server.address() as AddressInfo).port
  }

  stats(): GatewayStats {
    return { requests: this.#requests, connections: this.#connections, repeated: this.#repeated }
  }

  async stop(): Promise<void> {
    this.#sockets.forEach((socket) => socket.destroy())
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#requests++
    this.#busy.add(request.socket)
    const id = request.headers["correlation-id"] ?? request.headers["idempotency-key"]
    if (typeof id === "string") {
      this.#repeated += this.#seen.has(id) ? 1 : 0
      this.#seen.add(id)
    }
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk)
    }
    const answer = answerFor(request.url ?? "", Buffer.concat(chunks).toString("utf8"))
    response.setHeader("content-type", "application/json")
    response.setHeader("content-length", Buffer.byteLength(answer))
    response.end(answer)
    this.#busy.delete(request.socket)
    if (this.idleMs !== undefined) {
      this.#closeWhenIdle(request.socket, this.idleMs)
    }
  }

  /** As a gateway that closes idle connections: never during a request that it has received. */
  #closeWhenIdle(socket: Socket, { from, to }: { from: number; to: number }): void {
    const served = (this.#served.get(socket) ?? 0) + 1
    this.#served.set(socket, served)
    setTimeout(
      () => {
        if (this.#served.get(socket) === served && !this.#busy.has(socket)) {
          socket.destroy()
        }
      },
      from + Math.random() * (to - from)
    )
  }
}

function answerFor(url: string, body: string): string {
  if (url.startsWith("/v1/")) {
    return padded({
      id: "pi_1",
      object: "payment_intent",
      status: "requires_capture",
      amount: 2499,
      currency: "eur",
      metadata: {},
    })
  }
  if (url.startsWith("/v2/")) {
    return padded({
      resource: "payment",
      id: "tr_1",
      status: "open",
      amount: { value: "24.99", currency: "EUR" },
      _links: { self: { href: "http://127.0.0.1/v2/payments/tr_1", type: "application/hal+json" } },
    })
  }
  const orderId = /"orderId":"([^"]+)"/.exec(body)?.[1] ?? "T1"
  if (/^\/operations\/[^/]+\/(captures|refunds)$/.test(url)) {
    return padded({
      operationId: "8a1f0c52-0d6e-4a6c-9b7e-1f2d3c4b5a69",
      operationTime: "2026-11-08 05:22:36.277",
    })
  }
  const operation = {
    orderId,
    operationId: "696995050267340689",
    operationType: "AUTHORIZATION",
    operationResult: "AUTHORIZED",
    operationTime: "2026-11-08 05:22:36.277",
    paymentMethod: "CARD",
    paymentCircuit: "VISA",
    operationAmount: "2499",
    operationCurrency: "978",
    additionalData: {
      maskedPan: "434994******4549",
      authorizationCode: "123456",
      cardExpiryDate: "202805",
    },
  }
  if (url.startsWith("/orders/T")) {
    const order = { orderId, amount: "2499", currency: "EUR" }
    return padded({ orderStatus: { order, authorizedAmount: "2499" }, operations: [operation] })
  }
  return padded({
    operation,
    // Sufficient for every measured verb.
    threeDSAuthResult: {
      authenticationValue: "AAcBBVYIEQAAAABkl4B3dQAAAAA=",
      eci: "05",
      status: "VALIDATED",
      version: "2.2.0",
    },
    threeDSEnrollmentStatus: "ENROLLED",
    threeDSAuthRequest: "notneeded",
    threeDSAuthUrl: "https://bank.example/3ds",
  })
}

function padded(answer: object): string {
  const missing = ANSWER_BYTES - JSON.stringify({ ...answer, padding: "" }).length
  return JSON.stringify({ ...answer, padding: "x".repeat(Math.max(0, missing)) })
}
