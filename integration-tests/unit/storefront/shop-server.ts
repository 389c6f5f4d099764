import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

/** The response to the next request: a status and a body, or a lower-level behavior. */
export type Reply =
  { status?: number; body: unknown; afterMs?: number } | ((response: ServerResponse) => void)

/** A shop's server with prepared responses, on a real socket. It repeats the last response. */
export class ShopServer {
  readonly received: Received[] = []
  private replies: Reply[] = []
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString()
      this.received.push({
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: text === "" ? undefined : JSON.parse(text),
      })
      const [first] = this.replies
      const reply = this.replies.length > 1 ? this.replies.shift() : first
      this.give(reply, response)
    })
  })

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve))
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Clears the received requests, and responds with these from now on, in turn. */
  answerWith(...replies: Reply[]): void {
    this.received.length = 0
    this.replies = replies
  }

  private give(reply: Reply | undefined, response: ServerResponse): void {
    if (typeof reply === "function") {
      reply(response)
      return
    }
    const { status = 200, body = {}, afterMs = 0 } = reply ?? { body: {} }
    setTimeout(() => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
    }, afterMs)
  }
}

/** A payment as the plugin's store API returns it. */
export function payment(change: object = {}) {
  return {
    payment: {
      id: "xpatt_1",
      status: "paid",
      message: "Payment received. Thank you!",
      payment_session_id: "payses_1",
      cart_id: "cart_1",
      order_id: "order_1",
      amount: "1290",
      currency_code: "eur",
      card: { circuit: "VISA", last4: "5006" },
      ...change,
    },
  }
}

/** Closes the connection without a response. */
export function hangUp(response: ServerResponse): void {
  response.destroy()
}
