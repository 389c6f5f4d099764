import { Agent } from "node:http"

import { type NewFault } from "../../src/simulator"
import { exchange, type RawOutcome, type RawRequest } from "./support/raw-exchange"
import { Shop, terminals, visa } from "./support/shop"

describe("a fault, seen from a bare HTTP client", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const send = (asked: Pick<RawRequest, "method" | "path"> & Partial<RawRequest>): Promise<RawOutcome> =>
    exchange({ apiUrl: shop.simulator.apiUrl, apiKey: terminals[0]?.apiKey ?? "", ...asked })

  /** A MOTO payment under a fault: the client's result, and whether money moved. */
  async function underFault(
    fault: NewFault,
    patience = 5000
  ): Promise<{ seen: RawOutcome; hasMoved: boolean }> {
    await shop.control.addFault({ path: "/orders/moto", ...fault })
    const order = shop.order()
    const seen = await send({ method: "POST", path: "/orders/moto", body: { order, card: visa }, patience })
    const { orders } = await shop.control.ledger()
    return {
      seen,
      hasMoved: orders.some(({ orderId, totals }) => orderId === order.orderId && totals.authorized > 0),
    }
  }

  it("delay: the answer is whole and late", async () => {
    const begun = Date.now()
    const { seen, hasMoved } = await underFault({ kind: "delay", ms: 300 })
    expect(Date.now() - begun).toBeGreaterThanOrEqual(295)
    expect([seen.status, seen.isComplete, hasMoved]).toEqual([200, true, true])
  })

  it("stall: nothing comes and nothing happens", async () => {
    const { seen, hasMoved } = await underFault({ kind: "stall" }, 300)
    expect([seen.status, seen.failure, hasMoved]).toEqual([null, "patience", false])
  })

  it("execute-then-stall: nothing comes but it happens", async () => {
    const { seen, hasMoved } = await underFault({ kind: "execute-then-stall" }, 300)
    expect([seen.status, seen.failure, hasMoved]).toEqual([null, "patience", true])
  })

  it("reset-before: the connection is reset and nothing happens", async () => {
    const { seen, hasMoved } = await underFault({ kind: "reset-before" })
    expect([seen.status, seen.failure, hasMoved]).toEqual([null, "ECONNRESET", false])
  })

  it("reset-after: the connection is reset but it happens", async () => {
    const { seen, hasMoved } = await underFault({ kind: "reset-after" })
    expect([seen.status, seen.failure, hasMoved]).toEqual([null, "ECONNRESET", true])
  })

  it("half-body: the announced body breaks off in the middle, and it happens", async () => {
    const { seen, hasMoved } = await underFault({ kind: "half-body" })
    expect([seen.status, seen.isComplete, seen.failure, hasMoved]).toEqual([200, false, "ECONNRESET", true])
    expect(seen.text).toMatch(/^\{"operation":\{/)
    expect(() => JSON.parse(seen.text) as unknown).toThrow()
  })

  it("status: a proxy's page comes in place of the answer, and nothing happens", async () => {
    const { seen, hasMoved } = await underFault({ kind: "status" })
    expect([seen.status, seen.contentType, hasMoved]).toEqual([502, "text/html", false])
    expect(seen.text).toContain("<h1>502 Bad Gateway</h1>")
  })

  it("status: it can happen all the same, with a status of one's choice", async () => {
    const { seen, hasMoved } = await underFault({ kind: "status", status: 504, executes: true })
    expect([seen.status, hasMoved]).toEqual([504, true])
  })

  it("garbage: 200 with something that is not JSON, and it happens", async () => {
    const { seen, hasMoved } = await underFault({ kind: "garbage" })
    expect([seen.status, seen.contentType, hasMoved]).toEqual([200, "application/json", true])
    expect(() => JSON.parse(seen.text) as unknown).toThrow()
  })

  it("empty: 200 without a body, and it happens", async () => {
    const { seen, hasMoved } = await underFault({ kind: "empty" })
    expect([seen.status, seen.text, seen.isComplete, hasMoved]).toEqual([200, "", true, true])
  })

  it.each([400, 500])("echo-request: an error %s repeats everything that was sent", async (status) => {
    const { seen, hasMoved } = await underFault({ kind: "echo-request", status })
    expect([seen.status, hasMoved]).toEqual([status, false])
    const { errors } = JSON.parse(seen.text) as { errors: { description: string }[] }
    expect(errors[0]?.description).toContain(visa.pan)
    expect(errors[0]?.description).toContain('"cvv":"396"')
  })

  it("close-idle: the kept-alive connection is closed while nobody uses it", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    await shop.control.addFault({ kind: "close-idle", ms: 100 })
    await send({ method: "GET", path: "/orders", agent })
    const [socket] = Object.values(agent.freeSockets).flat()
    await new Promise<void>((resolve) => socket?.once("close", () => resolve()))
    expect((await send({ method: "GET", path: "/orders", agent })).status).toBe(200)
    const [first, second] = await shop.control.calls()
    expect(second?.socket).not.toBe(first?.socket)
    agent.destroy()
  })

  it("close-idle: a connection in use is left alone", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    await shop.control.addFault({ kind: "close-idle", ms: 150 })
    await send({ method: "GET", path: "/orders", agent })
    await shop.control.addFault({ kind: "delay", ms: 300 })
    expect((await send({ method: "GET", path: "/orders", agent })).status).toBe(200)
    agent.destroy()
  })

  it("hits reused connections only, where it is told to", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    await shop.control.addFault({ kind: "reset-before", onlyReusedSockets: true, times: "always" })
    expect((await send({ method: "GET", path: "/orders", agent })).status).toBe(200)
    expect((await send({ method: "GET", path: "/orders", agent })).failure).toBe("ECONNRESET")
    expect((await send({ method: "GET", path: "/orders", agent })).status).toBe(200)
    agent.destroy()
  })

  it("hits as many calls as it is told to, after those it lets through", async () => {
    await shop.control.addFault({ kind: "status", times: 2, after: 1 })
    const statuses = []
    for (const _time of [1, 2, 3, 4]) statuses.push((await send({ method: "GET", path: "/orders" })).status)
    expect(statuses).toEqual([200, 502, 502, 200])
    expect((await shop.control.faults())[0]).toMatchObject({ hits: 2, remaining: 0 })
  })

  it.each([
    ["another method", { method: "POST" }, "/orders", 200],
    ["another path", { path: "/operations" }, "/orders", 200],
    ["a longer path", { path: "/orders" }, "/orders/x", 404],
    ["another terminal", { terminal: "implicit" }, "/orders", 200],
    ["its own terminal", { terminal: "explicit" }, "/orders", 502],
    ["a path with a star", { path: "/orders/*" }, "/orders/x", 502],
    ["a star that ends at a slash", { path: "/operations/*" }, "/operations/x/actions", 404],
  ] as const)("looks at %s", async (_case, match, path, status) => {
    await shop.control.addFault({ kind: "status", ...match })
    expect((await send({ method: "GET", path })).status).toBe(status)
  })

  it("leaves the idempotency memory with what really happened", async () => {
    const { orderId, operationId } = await shop.payByCard(shop.explicit)
    await shop.control.addFault({ kind: "reset-after", path: "/operations/*/captures" })
    const capture = (): Promise<RawOutcome> =>
      send({
        method: "POST",
        path: `/operations/${operationId}/captures`,
        body: { amount: "1000", currency: "EUR" },
        headers: { "Idempotency-Key": "one-intent" },
      })
    expect((await capture()).failure).toBe("ECONNRESET")
    expect((await capture()).status).toBe(200)
    expect((await shop.control.order(orderId)).totals.captured).toBe(1000)
  })

  it("can be removed, one or all", async () => {
    const { id } = await shop.control.addFault({ kind: "status", times: "always" })
    await shop.control.removeFault(id)
    expect((await send({ method: "GET", path: "/orders" })).status).toBe(200)
    await shop.control.addFault({ kind: "status", times: "always" })
    await shop.control.clearFaults()
    expect((await send({ method: "GET", path: "/orders" })).status).toBe(200)
  })

  it("does not keep the simulator from stopping", async () => {
    const other = await Shop.open()
    await other.control.addFault({ kind: "stall" })
    const stalled = exchange({
      apiUrl: other.simulator.apiUrl,
      apiKey: terminals[0]?.apiKey ?? "",
      method: "GET",
      path: "/orders",
    })
    while ((await other.control.calls()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await other.close()
    expect((await stalled).failure).toBe("ECONNRESET")
  })
})
