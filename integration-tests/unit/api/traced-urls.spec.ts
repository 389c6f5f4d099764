import http from "node:http"
import { createRequire } from "node:module"
import type { AddressInfo } from "node:net"
import path from "node:path"
import { json } from "node:stream/consumers"
import { trace } from "@medusajs/framework/opentelemetry/api"
import { tracing } from "@medusajs/framework/opentelemetry/sdk-node"
import express from "express"
import morgan from "morgan"
import { hideUrls, readReturn } from "../../../src/api/guards/hide-urls"

type Handler = (
  handle: () => Promise<void>,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  route: string
) => Promise<void>

const MEDUSA = path.dirname(require.resolve("@medusajs/medusa/package.json"))
const load = createRequire(__filename)
const instrumentation = load(path.join(MEDUSA, "dist/instrumentation")) as {
  instrumentHttpLayer: () => void
}
const start = load("@medusajs/medusa/commands/start") as { traceRequestHandler?: Handler }

/** Medusa's own request tracing, in the first version that has it, and its access log. */
describe("an address of ours", () => {
  const exporter = new tracing.InMemorySpanExporter()
  const lines: string[] = []
  let server: http.Server
  let origin: string

  beforeAll(async () => {
    trace.setGlobalTracerProvider(
      new tracing.BasicTracerProvider({ spanProcessors: [new tracing.SimpleSpanProcessor(exporter)] })
    )
    hideUrls()
    instrumentation.instrumentHttpLayer()
    const app = express()
    app.use(morgan("combined", { stream: { write: (line) => lines.push(line) } }))
    app.get("/xpay/return/:token", (req, res) => void res.json(readReturn(req)))
    app.get("/admin/xpay/headers", (req, res) => void res.json(req.headers))
    app.get("/admin/xpay/payments", (req, res) => void res.json(req.query))
    // As `medusa start` does.
    server = http.createServer((req, res) => {
      void start.traceRequestHandler?.(
        () => {
          app(req, res)
          return Promise.resolve()
        },
        req,
        res,
        "a route"
      )
    })
    await new Promise<void>((resolve) => server.listen(0, resolve))
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  })

  afterAll(async () => {
    delete start.traceRequestHandler
    await new Promise((resolve) => server.close(resolve))
  })

  beforeEach(() => {
    exporter.reset()
    lines.length = 0
  })

  async function askFor(address: string): Promise<{ answer: unknown; url: unknown; logged: string }> {
    const answer: unknown = await (await fetch(`${origin}${address}`)).json()
    const [span] = exporter.getFinishedSpans()
    return { answer, url: span?.attributes["http.url"], logged: lines.join("") }
  }

  it.each(["return", "Return"])("is traced and logged without a return token: %s", async (word) => {
    const { answer, url, logged } = await askFor(`/xpay/${word}/the-token?PaRes=answer`)
    expect(answer).toEqual({ token: "the-token", parameters: { PaRes: "answer" } })
    expect(url).toBe(`/xpay/${word}/[token]`)
    expect(logged).toContain(`GET /xpay/${word}/[token] `)
    expect(logged).not.toMatch(/the-token|PaRes/)
  })

  it.each([
    ["4539101562749133", "9133"],
    ["4539+1015+6274+9133", "9133"],
    ["4539%201015%206274%209133", "9133"],
    ["Maria", "Maria"],
  ])("is traced without a card number, and logged without what was searched for: %s", async (typed, kept) => {
    const { answer, url, logged } = await askFor(`/admin/xpay/payments?q=${typed}&limit=20`)
    expect(answer).toEqual({ q: kept, limit: "20" })
    expect(url).toBe(`/admin/xpay/payments?q=${kept}&limit=20`)
    expect(logged).toContain("GET /admin/xpay/payments?q=[hidden]&limit=20 ")
  })

  const page = "https://shop.example/checkout?number=4539101562749133&cvv=123"

  it.each<[string, Record<string, string>]>([
    ["the page's address", { referer: page, "user-agent": "curl 4539 1015 6274 9133" }],
    ["the page's address by its other name", { referrer: page }],
    ["a path, and the page's address by its other name", { referer: "/checkout", referrer: page }],
    ["the page's host", { referer: "https://4539101562749133.shop.example/" }],
    ["the request's id", { "x-request-id": "4539101562749133" }],
    ["the sender's address", { "x-forwarded-for": "4539101562749133" }],
    ["a header of somebody's own", { "x-note": "card 4539 1015 6274 9133" }],
  ])("is traced and logged without a card number in its headers: %s", async (_what, headers) => {
    // A browser's fetch may not send them.
    await new Promise((resolve) => http.get(`${origin}/admin/xpay/payments`, { headers }, resolve))
    const [span] = exporter.getFinishedSpans()
    expect(JSON.stringify([span?.attributes, lines])).not.toMatch(/4539|9133|cvv/)
  })

  it("keeps the host of the page, and what a request cannot do without", async () => {
    const key = "pk_4539101562749133"
    const headers = { referer: page, "x-publishable-api-key": key, authorization: key, cookie: key }
    const response = await new Promise<http.IncomingMessage>((resolve) =>
      http.get(`${origin}/admin/xpay/headers`, { headers }, resolve)
    )
    expect(await json(response)).toMatchObject({ ...headers, referer: "https://shop.example/" })
  })
})
