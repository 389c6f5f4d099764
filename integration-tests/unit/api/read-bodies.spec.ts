import { once } from "node:events"
import { Agent, request, type IncomingMessage } from "node:http"
import type { AddressInfo, Server } from "node:net"
import { json } from "node:stream/consumers"
import express from "express"
import { readFormBody } from "../../../src/api/requests/read-form-body"
import { readJsonBody } from "../../../src/api/requests/read-json-body"
import { PaymentRefusal } from "../../../src/use-cases/refusal"
import { eventually } from "../../harness/eventually"

const MOST_BYTES = 1_000
const JSON_TYPE = "application/json"
const FORM_TYPE = "application/x-www-form-urlencoded"

describe("a body that we read ourselves", () => {
  /** What the production access log reads from a request after its response. */
  const addresses: unknown[] = []
  const errors: unknown[] = []
  let server: Server

  const serve =
    (read: (req: IncomingMessage) => Promise<unknown>) =>
    async (req: express.Request, res: express.Response) => {
      res.on("finish", () => addresses.push(req.ip))
      try {
        res.json({ read: await read(req) })
      } catch (error) {
        errors.push(error)
        res.status(400).json({ code: error instanceof PaymentRefusal ? error.code : "error" })
      }
    }

  beforeAll(async () => {
    const app = express()
    app.post("/json", (req, res) => void serve((body) => readJsonBody(body, MOST_BYTES))(req, res))
    app.post("/form", (req, res) => void serve((body) => readFormBody(body, MOST_BYTES))(req, res))
    server = app.listen(0, "127.0.0.1")
    await once(server, "listening")
  })
  beforeEach(() => {
    addresses.length = 0
    errors.length = 0
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  const post = async (path: string, type: string, body: string) => {
    const { port } = server.address() as AddressInfo
    const headers = { "content-type": type }
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers, body })
    return (await answer.json()) as { read?: unknown; code?: string }
  }

  it.each([1_001, 100_000, 3_000_000])(
    "is answered when it is too long, and the access log still knows who sent it: %d bytes",
    async (length) => {
      for (const [path, type] of [
        ["/json", JSON_TYPE],
        ["/form", FORM_TYPE],
      ] as const) {
        expect(await post(path, type, "x".repeat(length))).toEqual({ code: "too_large" })
      }
      expect(addresses).toEqual(["127.0.0.1", "127.0.0.1"])
    }
  )

  it("leaves its connection to the next request when it is too long", async () => {
    const { port } = server.address() as AddressInfo
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const send = async (body: string) => {
      const headers = { "content-type": JSON_TYPE, "content-length": body.length }
      const sent = request({ host: "127.0.0.1", port, path: "/json", method: "POST", headers, agent })
      sent.end(body)
      const [answer] = (await once(sent, "response")) as [IncomingMessage]
      return [await json(answer), sent.reusedSocket]
    }
    expect(await send("x".repeat(3_000_000))).toEqual([{ code: "too_large" }, false])
    expect(await send('{"x":1}')).toEqual([{ read: { x: 1 } }, true])
    agent.destroy()
  })

  it("is taken up to its limit, with a byte order mark too", async () => {
    const longest = JSON.stringify({ x: "x".repeat(MOST_BYTES - '{"x":""}'.length) })
    expect(await post("/json", JSON_TYPE, longest)).toEqual({ read: JSON.parse(longest) as unknown })
    expect(await post("/json", `${JSON_TYPE};charset=utf-8`, '\uFEFF{"x":"è"}')).toEqual({ read: { x: "è" } })
  })

  it("is a refusal, not an error of ours, when its sender goes away in the middle", async () => {
    const { port } = server.address() as AddressInfo
    const headers = { "content-type": JSON_TYPE, "content-length": 100 }
    const sent = request({ host: "127.0.0.1", port, path: "/json", method: "POST", headers })
    sent.on("error", () => undefined)
    sent.write("{")
    // Only after the server has received it: on a busy machine that takes a while.
    server.once("request", () => setTimeout(() => sent.destroy(), 50))
    const refusal = expect.objectContaining({ name: "PaymentRefusal", code: "invalid_json" }) as unknown
    await eventually(() => Promise.resolve(expect(errors).toEqual([refusal])))
  })

  it("says of a form the first of each field that says something, and of anything else nothing", async () => {
    const form = "PaRes=&PaRes=one&PaRes=other&paymentId=1&toString=x&a[b]=c"
    expect(await post("/form", FORM_TYPE, form)).toEqual({
      read: { PaRes: "one", paymentId: "1", toString: "x", "a[b]": "c" },
    })
    for (const type of [JSON_TYPE, "text/plain", "multipart/form-data; boundary=x"]) {
      expect(await post("/form", type, '{"PaRes":"one"}')).toEqual({ read: {} })
    }
  })
})
