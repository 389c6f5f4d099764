import { Agent } from "node:http"

import { SimulatorControl } from "../../src/simulator"
import { exchange } from "./support/raw-exchange"
import { Shop, terminals, visa } from "./support/shop"

describe("the control API", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open({ switches: { captureLimitDays: 5 } })
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const raw = (
    method: string,
    path: string,
    body?: string,
    contentType = "application/json"
  ): Promise<Response> =>
    fetch(`${shop.simulator.url}/_control${path}`, {
      method,
      ...(body === undefined ? {} : { body, headers: { "Content-Type": contentType } }),
    })

  it("describes itself, one entry for every path it answers", async () => {
    const guide = (await (await raw("GET", "")).json()) as Record<string, string>
    for (const entry of Object.keys(guide)) {
      const [method = "", path = ""] = entry.split(" ")
      const concrete = path.replace(/:\w+/, "none")
      const answer = await raw(method, concrete, method === "POST" || method === "PATCH" ? "{}" : undefined)
      expect([entry, await answer.text()]).toEqual([entry, expect.not.stringContaining("No such control")])
    }
    expect(await (await raw("GET", "/elsewhere")).text()).toContain("No such control")
  })

  it("forgets everything on reset and goes back to the switches it was started with", async () => {
    const { orderId } = await shop.payByCard(shop.explicit)
    await shop.control.setSwitches({ captureLimitDays: 9 })
    await shop.control.changeClock({ now: "2030-01-01T00:00:00Z", frozen: true })
    await shop.control.addFault({ kind: "status", times: "always" })
    await shop.control.addOutcome({ result: "DECLINED", times: "always" })
    await shop.control.reset()
    expect((await shop.explicit.get(`/orders/${orderId}`)).status).toBe(404)
    expect((await shop.control.switches()).captureLimitDays).toBe(5)
    expect(await shop.control.clock()).toMatchObject({ frozen: false, offsetMs: 0 })
    expect(await shop.control.ledger()).toEqual({ orders: [], contracts: [], liveHolds: [] })
    expect((await shop.payByCard(shop.explicit)).payment.body.operation.operationResult).toBe("AUTHORIZED")
  })

  it("lists live holds", async () => {
    const { orderId } = await shop.payByCard(shop.explicit)
    await shop.payByCard(shop.explicit, { captureType: "IMPLICIT" })
    const { liveHolds } = await shop.control.ledger()
    expect(liveHolds).toEqual([{ orderId, terminal: "explicit", amount: 3545, currency: "EUR" }])
  })

  it("logs calls with what is needed to count them, and nothing of their content", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const call = (headers: Record<string, string>): Promise<unknown> =>
      exchange({
        apiUrl: shop.simulator.apiUrl,
        apiKey: terminals[0]?.apiKey ?? "",
        method: "GET",
        path: "/orders/none?maxRecords=1",
        agent,
        headers: { "Correlation-Id": "c-1", ...headers },
      })
    await call({ "Idempotency-Key": "key-1" })
    await call({ "X-Api-Key": "unknown" })
    const [first, second] = await shop.control.calls({ method: "GET", path: "/orders/*" })
    expect(first).toMatchObject({
      terminal: "explicit",
      path: "/orders/none",
      status: 404,
      correlationId: "c-1",
    })
    expect(first?.idempotencyKeyHash).toMatch(/^[0-9a-f]{16}$/)
    expect(second).toMatchObject({ terminal: null, status: 401, hasExecuted: false, isOnReusedSocket: true })
    expect(second?.socket).toBe(first?.socket)
    expect(await shop.control.calls({ terminal: "implicit" })).toEqual([])
    await shop.control.clearCalls()
    expect(await shop.control.calls()).toEqual([])
    agent.destroy()
  })

  it("tells a replay from a call that took effect", async () => {
    const { operationId } = await shop.payByCard(shop.explicit)
    const path = `/operations/${operationId}/captures`
    for (const _time of [1, 2]) await shop.explicit.postOnce(path, {}, "same-key")
    const calls = await shop.control.calls({ path: "/operations/*/captures" })
    expect(calls.map(({ hasExecuted }) => hasExecuted)).toEqual([true, false])
  })

  it("moves, stops and starts the clock", async () => {
    await shop.control.changeClock({ now: "2026-03-10T10:00:00.000Z", frozen: true })
    await shop.control.advanceClock(1500)
    expect(await shop.control.clock()).toMatchObject({ now: "2026-03-10T10:00:01.500Z", frozen: true })
    const { now, frozen } = await shop.control.changeClock({ frozen: false })
    expect([now.slice(0, 19), frozen]).toEqual(["2026-03-10T10:00:01", false])
  })

  it.each([
    ["PATCH", "/switches", '{"noSuchSwitch":1}'],
    ["PATCH", "/switches", '{"idempotencyMemory":"4xx"}'],
    ["POST", "/faults", '{"kind":"explode"}'],
    ["POST", "/outcomes", '{"result":"MAYBE"}'],
    ["POST", "/office", '{"verb":"steal"}'],
    ["PATCH", "/clock", '{"now":"yesterday"}'],
  ])("refuses %s %s %s and changes nothing", async (method, path, body) => {
    expect((await raw(method, path, body)).status).toBe(400)
    expect((await shop.control.switches()).idempotencyMemory).toBe("2xx")
  })

  it("changes only the switches it is told to", async () => {
    await shop.control.setSwitches({ multipleCaptures: true })
    const switches = await shop.control.setSwitches({ readLagMs: 5 })
    expect(switches).toMatchObject({ multipleCaptures: true, readLagMs: 5, captureLimitDays: 5 })
  })

  it("takes no orders from forms of other sites, which cannot send JSON", async () => {
    await raw("PATCH", "/switches", '{"multipleCaptures":true}', "text/plain")
    expect((await shop.control.switches()).multipleCaptures).toBe(false)
  })

  it("does not settle a payment that waits for its payer", async () => {
    const { order } = await shop.authenticate(shop.explicit)
    await expect(shop.control.conclude({ orderId: order.orderId })).rejects.toThrow("404")
  })

  it("resolves a card payment that the bank left pending", async () => {
    await shop.control.addOutcome({ result: "PENDING" })
    const order = shop.order()
    await shop.explicit.post("/orders/moto", { order, card: visa })
    await shop.control.conclude({ orderId: order.orderId, result: "AUTHORIZED" })
    expect((await shop.control.order(order.orderId)).totals.liveHold).toBe(3545)
  })

  it("is the same for a client of another process", async () => {
    const control = new SimulatorControl(shop.simulator.url)
    await shop.payByCard(shop.explicit)
    expect((await control.ledger()).orders).toHaveLength(1)
    await expect(control.order("NOSUCHORDER")).rejects.toThrow("404 No such order")
  })
})

describe("a simulator", () => {
  it("draws the same ids again from the same seed", async () => {
    const idsOf = async (seed: string): Promise<string> => {
      const shop = await Shop.open({ seed })
      await shop.control.changeClock({ now: "2026-03-10T10:00:00Z", frozen: true })
      const { operationId } = await shop.payByCard(shop.explicit)
      await shop.close()
      return operationId
    }
    const [one, same, other] = [await idsOf("a"), await idsOf("a"), await idsOf("b")]
    expect(same).toBe(one)
    expect(other).not.toBe(one)
  })

  it("names browsers its public address", async () => {
    const shop = await Shop.open({ publicUrl: "https://xpay.example/" })
    const { hostedPage } = await shop.openHosted(shop.explicit)
    expect(hostedPage).toMatch(/^https:\/\/xpay\.example\/monetaweb\/page/)
    await shop.close()
  })

  it("refuses a terminal with an unknown method, naming it", async () => {
    const [terminal] = terminals
    const start = Shop.open({ terminals: [{ ...(terminal ?? terminals[1]), methods: ["GOLD"] } as never] })
    await expect(start).rejects.toThrow('Unknown payment method "GOLD"')
  })

  it("rejects with the system's error when its port is taken", async () => {
    const shop = await Shop.open()
    await expect(Shop.open({ port: shop.simulator.port })).rejects.toMatchObject({ code: "EADDRINUSE" })
    await shop.close()
  })
})
