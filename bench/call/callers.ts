import http from "node:http"
import https from "node:https"
import { createRequire } from "node:module"
import path from "node:path"
import type * as TerminalModule from "../../src/engine/terminal"

type Client = TerminalModule.Terminal["client"]

/** Packages and built files, whose kind is known only when they are there. */
const load = createRequire(__filename)

const BUILT = path.resolve(".medusa/server/src")

/** Sends one request to a gateway on this machine, the way its owner does. */
export type Send = () => Promise<unknown>

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

const CARD = { pan: "4349940199004549", expiryDate: "1228", cvv: "396" }

const order = (orderId: string) => ({
  orderId,
  amount: "2499",
  currency: "EUR",
  customer: { name: "Maria Rossi", email: "maria.rossi@example.com" },
})

/** What every caller is compared with: Node's own HTTP, a kept connection, the answer parsed. */
export function bareHttp(port: number): Send {
  const agent = new http.Agent({ keepAlive: true })
  const body = JSON.stringify({ order: order("T1"), card: CARD, captureType: "EXPLICIT" })
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) }
  return () =>
    new Promise((resolve, reject) => {
      const request = http.request(
        { host: "127.0.0.1", port, path: "/orders/moto", method: "POST", agent, headers },
        (response) => {
          const chunks: Buffer[] = []
          response.on("data", (chunk: Buffer) => chunks.push(chunk))
          response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString("utf8"))))
        }
      )
      request.on("error", reject)
      request.end(body)
    })
}

/** This plugin's client as the server makes it, with its log lines and spans. */
export function xpayClient(port: number): Client {
  // Built code, as a shop runs it.
  const { terminalOf } = load(path.join(BUILT, "chunks/payment.js")) as typeof TerminalModule
  const options = {
    apiKey: "11111111-1111-4111-8111-111111111111",
    backendUrl: "http://localhost:9000",
    storefrontUrls: ["http://localhost:8000"],
    baseUrl: `http://127.0.0.1:${port}`,
  }
  return terminalOf(options, silent).client
}

export function xpay(port: number): Send {
  const client = xpayClient(port)
  let count = 0
  return async () => {
    const { kind } = await client.moto({
      order: order(`T${++count}`),
      card: () => CARD,
      captureType: "EXPLICIT",
    })
    return expectDone(kind)
  }
}

/** The three calls of a card payment; tells how they ended. */
export function xpayPayment(client: Client): () => Promise<readonly string[]> {
  let count = 0
  return async () => {
    const about = { order: order(`T${++count}`), card: () => CARD }
    const init = await client.initThreeSteps({ ...about, exemptions: "NO_PREFERENCE" })
    const operationId = "696995050267340689"
    const validation = await client.validateThreeSteps({ operationId, threeDSAuthResponse: "notneeded" })
    const payment = await client.payThreeSteps({
      ...about,
      operationId,
      captureType: "EXPLICIT",
      threeDSAuthData: {},
    })
    return [init.kind, validation.kind, payment.kind]
  }
}

function expectDone(kind: string): string {
  if (kind !== "done") {
    throw new Error(`The call ended as ${kind}.`)
  }
  return kind
}

interface Provider {
  initiatePayment(input: object): Promise<unknown>
}

interface ProviderExport {
  readonly services: readonly (new (cradle: object, options: object) => Provider)[]
}

function firstService(module: { default: ProviderExport }): ProviderExport["services"][number] {
  const [service] = module.default.services
  if (service === undefined) {
    throw new Error("This provider has no service.")
  }
  return service
}

const SESSION = {
  amount: 24.99,
  currency_code: "eur",
  data: { session_id: "payses_1" },
  context: { idempotency_key: "payses_1" },
}

/** Medusa's Stripe provider, with Stripe's own client, pointed at this machine. */
export function stripeProvider(port: number): {
  provider: Provider
  stripe: {
    paymentIntents: { create(body: object): Promise<unknown> }
    on(event: "request", heard: () => void): void
  }
} {
  const { Stripe } = load("stripe") as { Stripe: new (key: string, options: object) => never }
  const Service = firstService(load("@medusajs/payment-stripe") as { default: ProviderExport })
  const provider = new Service({ logger: silent }, { apiKey: "sk_test_1", webhookSecret: "whsec_1" })
  const stripe = new Stripe("sk_test_1", { host: "127.0.0.1", port, protocol: "http" })
  Object.assign(provider, { stripe_: stripe })
  return { provider, stripe }
}

export function stripe(port: number): Send {
  const { provider } = stripeProvider(port)
  let count = 0
  return () => provider.initiatePayment({ ...SESSION, context: { idempotency_key: `payses_${++count}` } })
}

/** A payment provider from npm, with Mollie's own client, pointed at this machine. */
export function mollie(entry: string, port: number): Send {
  const Service = firstService(load(entry) as { default: ProviderExport })
  const options = {
    apiKey: `test_${"x".repeat(30)}`,
    redirectUrl: "https://shop.example",
    medusaUrl: "https://api.shop.example",
  }
  const provider = new Service({ logger: silent }, options)
  const { createMollieClient } = load(
    load.resolve("@mollie/api-client", { paths: [path.dirname(entry)] })
  ) as { createMollieClient: (options: object) => unknown }
  // Its client insists on an agent for https; here nobody speaks TLS, for the same measure.
  const { Agent } = https
  Object.assign(https, { Agent: http.Agent })
  const client = createMollieClient({
    apiKey: options.apiKey,
    apiEndpoint: `http://127.0.0.1:${port}/v2/`,
  })
  Object.assign(https, { Agent })
  Object.assign(provider, { client_: client })
  return () => provider.initiatePayment(SESSION)
}
