import {
  CALLS,
  CHANGES,
  connect,
  GOOD_ANSWERS,
  PAYMENTS,
  READS,
  recorded,
  stoppedClock,
  type VerbName,
} from "./support/client"
import type { Behaviour } from "./support/xpay-double"

/** Responds, and resets the connection when the next request uses it: an idle connection that died. */
const diesWhenReused = (good: Behaviour): Behaviour[] => [
  good,
  (_, { socket }) => void socket.resetAndDestroy(),
]

// Hundreds of calls are slow on a busy machine.
jest.setTimeout(60_000)

describe("connections", () => {
  test("300 calls one after another use one", async () => {
    const { double, client } = await connect()
    double.will(recorded("orders-get-implicit-paid.response"))
    for (let call = 0; call < 300; call++) {
      await CALLS.getOrder(client)
    }
    expect(double.requests).toHaveLength(300)
    expect(double.connections).toBe(1)
  })

  test("16 lanes of mixed calls use no more than 17", async () => {
    const { double, client } = await connect(stoppedClock())
    double.will((response, request) => {
      const isRead = request.method === "GET"
      recorded(isRead ? "orders-get-implicit-paid.response" : "orders-3steps-payment-executed.response")(
        response,
        request
      )
    })
    const lane = async () => {
      for (let call = 0; call < 20; call++) {
        expect((await CALLS.getOrder(client)).kind).toBe("done")
        expect((await CALLS.payThreeSteps(client)).kind).toBe("done")
      }
    }
    await Promise.all(Array.from({ length: 16 }, lane))
    expect(double.requests).toHaveLength(640)
    expect(double.connections).toBeLessThanOrEqual(17)
  })

  test("the three steps of a payment share one", async () => {
    const { double, client } = await connect(stoppedClock())
    double.will(GOOD_ANSWERS.initThreeSteps, GOOD_ANSWERS.validateThreeSteps, GOOD_ANSWERS.payThreeSteps)
    await CALLS.initThreeSteps(client)
    await CALLS.validateThreeSteps(client)
    await CALLS.payThreeSteps(client)
    expect(double.connections).toBe(1)
  })

  test("one that XPay closes while it is idle is replaced without anybody noticing", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.payThreeSteps)
    await CALLS.payThreeSteps(client)
    double.hangUp()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await CALLS.payThreeSteps(client)).kind).toBe("done")
    expect(double.connections).toBe(2)
  })

  test("an error page leaves the connection usable", async () => {
    const { double, client } = await connect(stoppedClock())
    double.will(recorded("error-500-generic.response"), GOOD_ANSWERS.payThreeSteps)
    await CALLS.payThreeSteps(client)
    await CALLS.payThreeSteps(client)
    expect(double.connections).toBe(1)
  })

  test("are closed with the client", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.getOrder)
    await CALLS.getOrder(client)
    const { socket } = double.lastRequest
    client.close()
    await new Promise((resolve) => socket.once("close", resolve))
    expect(socket.destroyed).toBe(true)
  })
})

describe("an idle connection", () => {
  test.each(CHANGES)("that was used a second ago is good for %s", async (verb) => {
    const { clock, advance } = stoppedClock()
    const { double, client } = await connect({ clock })
    double.will(GOOD_ANSWERS.getOrder, GOOD_ANSWERS[verb])
    await CALLS.getOrder(client)
    advance(1000)
    expect((await CALLS[verb](client)).kind).toBe("done")
    expect(double.connections).toBe(1)
  })

  test.each(CHANGES)("that was used longer ago is not: %s opens a new one", async (verb) => {
    const { clock, advance } = stoppedClock()
    const { double, client } = await connect({ clock })
    double.will(GOOD_ANSWERS.getOrder, GOOD_ANSWERS[verb])
    await CALLS.getOrder(client)
    advance(1001)
    expect((await CALLS[verb](client)).kind).toBe("done")
    expect(double.connections).toBe(2)
  })

  test("of any age is good for a read", async () => {
    const { clock, advance } = stoppedClock()
    const { double, client } = await connect({ clock })
    double.will(GOOD_ANSWERS.getOrder)
    await CALLS.getOrder(client)
    advance(3000)
    await CALLS.getOrder(client)
    expect(double.connections).toBe(1)
  })

  test("of several only the stale ones are closed", async () => {
    const { clock, advance } = stoppedClock()
    const { double, client } = await connect({ clock })
    double.will(recorded("orders-get-implicit-paid.response"))
    await Promise.all([CALLS.getOrder(client), CALLS.getOrder(client), CALLS.getOrder(client)])
    advance(900)
    await CALLS.getOrder(client)
    advance(900)
    double.will(GOOD_ANSWERS.payThreeSteps)
    expect((await CALLS.payThreeSteps(client)).kind).toBe("done")
    expect(double.connections).toBe(3)
  })

  test("is voided after some four seconds", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.getOrder)
    await CALLS.getOrder(client)
    const start = performance.now()
    await new Promise((resolve) => double.lastRequest.socket.once("close", resolve))
    expect(performance.now() - start).toBeGreaterThan(3000)
    expect(performance.now() - start).toBeLessThan(10_000)
  }, 15_000)

  test.each<VerbName>([...PAYMENTS, "initThreeSteps", "capture", "refund"])(
    "that dies as %s is sent: unknown, and sent once",
    async (verb) => {
      const { double, client } = await connect(stoppedClock())
      double.will(...diesWhenReused(GOOD_ANSWERS[verb]), GOOD_ANSWERS[verb])
      expect((await CALLS[verb](client)).kind).toBe("done")
      expect((await CALLS[verb](client)).kind).toBe("unknown")
      expect(double.requests).toHaveLength(2)
      expect(double.connections).toBe(1)
    }
  )

  test.each(READS)("that dies as %s is sent: asked again over a new one", async (verb) => {
    const { double, client } = await connect()
    double.will(...diesWhenReused(GOOD_ANSWERS[verb]), GOOD_ANSWERS[verb])
    await CALLS[verb](client)
    expect((await CALLS[verb](client)).kind).toBe("done")
    expect(double.requests).toHaveLength(3)
    expect(double.connections).toBe(2)
  })

  test("that XPay closes at the very moment of a payment never makes it two", async () => {
    const { double, client } = await connect(stoppedClock())
    const kinds = new Set<string>()
    for (let round = 0; round < 60; round++) {
      double.will(GOOD_ANSWERS.payThreeSteps)
      await CALLS.payThreeSteps(client)
      const before = double.requests.length
      const hangingUp = new Promise<void>((resolve) =>
        setImmediate(() => {
          double.hangUp()
          resolve()
        })
      )
      const outcome = await CALLS.payThreeSteps(client)
      await hangingUp
      kinds.add(outcome.kind)
      expect(double.requests.length - before).toBeLessThanOrEqual(1)
    }
    expect([...kinds].every((kind) => kind === "unknown" || kind === "done")).toBe(true)
  })
})
