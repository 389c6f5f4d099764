import { randomUUID } from "node:crypto"
import http from "node:http"
import https from "node:https"
import { createRequire } from "node:module"
import path from "node:path"
import type * as TerminalModule from "../../src/engine/terminal/terminal"
import { asOperationId, asXPayOrderId } from "../../src/domain/ids"

type Client = TerminalModule.Terminal["client"]

/** Packages and built files, whose kind is known only once they exist. */
const load = createRequire(__filename)

const BUILT = path.resolve(".medusa/server/src")

/** Sends one request to a gateway on this machine, as the provider's own client does. */
export type Send = () => Promise<unknown>

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

const CARD = { pan: "4349940199004549", expiryDate: "1228", cvv: "396" }

const order = (orderId: string) => ({
  orderId: asXPayOrderId(orderId),
  amount: "2499",
  currency: "EUR",
  customer: { name: "Maria Rossi", email: "maria.rossi@example.com" },
})

/** The baseline for every caller: Node's own HTTP, keep-alive, the response parsed. */
export function bareHttp(port: number): Readonly<Record<"post" | "get", Send>> {
  const agent = new http.Agent({ keepAlive: true })
  const body = JSON.stringify({ order: order("T1"), card: CARD, captureType: "EXPLICIT" })
  const ask = async (method: string, path: string, headers: Record<string, string | number>, sent?: string) =>
    await new Promise((resolve, reject) => {
      const request = http.request({ host: "127.0.0.1", port, path, method, agent, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString("utf8"))))
      })
      request.on("error", reject)
      request.end(sent)
    })
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) }
  return {
    post: () => ask("POST", "/orders/moto", headers, body),
    get: () => ask("GET", "/orders/T1", {}),
  }
}

/** This plugin's client as the server creates it, with its log lines and spans. */
export function xpayClient(port: number): Client {
  // Built code, as in a shop.
  const { terminalOf } = load(path.join(BUILT, "chunks/payment.js")) as typeof TerminalModule
  const options = {
    apiKey: "11111111-1111-4111-8111-111111111111",
    backendUrl: "http://localhost:9000",
    storefrontUrls: ["http://localhost:8000"],
    baseUrl: `http://127.0.0.1:${port}`,
  }
  return terminalOf(options, silent).client
}

const OPERATION_ID = asOperationId("696995050267340689")

/** Every call of this plugin that the benchmark measures. */
export function xpay(port: number): Readonly<Record<Verb, Send>> {
  const client = xpayClient(port)
  let count = 0
  const about = () => ({ order: order(`T${++count}`), card: () => CARD })
  const done = async (outcome: Promise<{ readonly kind: string }>) => expectDone((await outcome).kind)
  const change = () => ({ amount: "1200", currency: "EUR", idempotencyKey: randomUUID() }) as const
  return {
    init: () => done(client.initThreeSteps({ ...about(), exemptions: "NO_PREFERENCE" })),
    validate: () =>
      done(client.validateThreeSteps({ operationId: OPERATION_ID, threeDSAuthResponse: "notneeded" })),
    pay: () =>
      done(
        client.payThreeSteps({
          ...about(),
          operationId: OPERATION_ID,
          captureType: "EXPLICIT",
          threeDSAuthData: {},
        })
      ),
    moto: () => done(client.moto({ ...about(), captureType: "EXPLICIT" })),
    capture: () => done(client.capture(OPERATION_ID, change())),
    refund: () => done(client.refund(OPERATION_ID, change())),
    query: () => done(client.getOrder(asXPayOrderId("T1"))),
  }
}

export const VERBS = ["init", "validate", "pay", "moto", "capture", "refund", "query"] as const
export type Verb = (typeof VERBS)[number]

/** The three calls of a card payment; returns their results. */
export function xpayPayment(client: Client): () => Promise<readonly string[]> {
  let count = 0
  return async () => {
    const about = { order: order(`T${++count}`), card: () => CARD }
    const init = await client.initThreeSteps({ ...about, exemptions: "NO_PREFERENCE" })
    const operationId = OPERATION_ID
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
  capturePayment(input: object): Promise<unknown>
  refundPayment(input: object): Promise<unknown>
  getPaymentStatus(input: object): Promise<unknown>
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

/** Medusa's Stripe provider, with Stripe's own client, connected to this machine. */
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

/** Medusa's verbs that are one call to Stripe. */
export function stripe(port: number): Readonly<Record<"open" | "capture" | "refund" | "query", Send>> {
  const { provider } = stripeProvider(port)
  let count = 0
  const context = () => ({ idempotency_key: `payses_${++count}` })
  const data = { id: "pi_1", currency: "eur" }
  return {
    open: () => provider.initiatePayment({ ...SESSION, context: context() }),
    capture: () => provider.capturePayment({ data, context: context() }),
    refund: () => provider.refundPayment({ amount: 12, data, context: context() }),
    query: () => provider.getPaymentStatus({ data }),
  }
}

/** A payment provider from npm, with Mollie's own client, connected to this machine. */
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
  // Its client requires an https agent; to compare equally, nothing uses TLS here.
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
