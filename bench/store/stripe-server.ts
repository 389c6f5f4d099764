import { createHmac, randomBytes } from "node:crypto"
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as pause } from "node:timers/promises"

interface Intent {
  id: string
  object: "payment_intent"
  status: string
  amount: number
  amount_received: number
  currency: string
  metadata: Record<string, string>
  payment_method: null
  client_secret: string
}

/** The part of Stripe that a checkout with Medusa's provider needs: payment intents, and a count of requests. */
export class StripeServer {
  readonly #server: Server
  readonly #intents = new Map<string, Intent>()
  readonly calls: string[] = []
  /** Delay of each response, in milliseconds. */
  delayMs = 0

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(async (answer) => {
        await pause(this.delayMs)
        response.setHeader("content-type", "application/json")
        response.end(JSON.stringify(answer))
      })
    })
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  /** What the shopper does in the browser with Stripe's own script: the card is accepted. */
  pay(sessionId: string): Intent {
    const intent = [...this.#intents.values()]
      .reverse()
      .find(({ metadata, status }) => metadata["session_id"] === sessionId && status !== "canceled")
    if (intent === undefined) {
      throw new Error("Stripe knows of no intent for this session.")
    }
    intent.status = "requires_capture"
    return intent
  }

  /** The signed notification that Stripe sends for it. */
  event(intent: Intent): { body: string; signature: string } {
    const created = Math.floor(Date.now() / 1000)
    const type = "payment_intent.amount_capturable_updated"
    const body = JSON.stringify({
      id: `evt_${intent.id}`,
      object: "event",
      type,
      created,
      data: { object: { ...intent, amount_capturable: intent.amount } },
    })
    const signature = createHmac("sha256", "whsec_bench").update(`${created}.${body}`).digest("hex")
    return { body, signature: `t=${created},v1=${signature}` }
  }

  async #answer(request: IncomingMessage): Promise<object> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk)
    }
    const path = (request.url ?? "").replace(/\?.*/, "")
    const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"))
    this.calls.push(`${request.method} ${path.replace(/pi_\w+/, "{id}")}`)
    const [, id, action] = /^\/v1\/payment_intents\/(pi_\w+)(?:\/(\w+))?$/.exec(path) ?? []
    if (path === "/v1/refunds") {
      return {
        id: `re_${randomBytes(8).toString("hex")}`,
        object: "refund",
        status: "succeeded",
        amount: Number(form.get("amount")),
      }
    }
    const intent = id === undefined ? this.#create(form) : this.#intents.get(id)
    if (intent === undefined) {
      return { error: { type: "invalid_request_error", message: "No such payment_intent" } }
    }
    change(intent, action, form)
    return intent
  }

  #create(form: URLSearchParams): Intent {
    const id = `pi_${randomBytes(12).toString("hex")}`
    const intent: Intent = {
      id,
      object: "payment_intent",
      status: "requires_payment_method",
      amount: Number(form.get("amount")),
      amount_received: 0,
      currency: form.get("currency") ?? "eur",
      metadata: { session_id: form.get("metadata[session_id]") ?? "" },
      payment_method: null,
      client_secret: `${id}_secret`,
    }
    this.#intents.set(id, intent)
    return intent
  }
}

function change(intent: Intent, action: string | undefined, form: URLSearchParams): void {
  if (action === "capture") {
    intent.status = "succeeded"
    intent.amount_received = Number(form.get("amount_to_capture") ?? intent.amount)
  } else if (action === "cancel") {
    intent.status = "canceled"
  } else if (form.has("amount")) {
    intent.amount = Number(form.get("amount"))
  }
}
