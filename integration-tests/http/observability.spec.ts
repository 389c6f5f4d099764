import { trace } from "@medusajs/framework/opentelemetry/api"
import { tracing } from "@medusajs/framework/opentelemetry/sdk-node"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

/** The suite's audit searches everything recorded for cards, keys and tokens, including spans. */
xpaySuite("observability", (store) => {
  const sim = () => store.simulator.control
  const exporter = new tracing.InMemorySpanExporter()
  const provider = new tracing.BasicTracerProvider({
    spanProcessors: [new tracing.SimpleSpanProcessor(exporter)],
  })

  /** The spans around requests to XPay, by verb. */
  function spans(verb: string): tracing.ReadableSpan[] {
    return exporter.getFinishedSpans().filter(({ name }) => name === `XPay ${verb}`)
  }

  /** Log lines that contain this text. */
  const lines = (text: string | RegExp) =>
    store.recorder
      .log()
      .split("\n")
      .filter((line) => (typeof text === "string" ? line.includes(text) : text.test(line)))

  beforeAll(() => {
    // What Medusa's instrumentation does when it is enabled, with an exporter that tests can read.
    trace.setGlobalTracerProvider(provider)
  })

  beforeEach(() => exporter.reset())

  afterEach(() => {
    for (const { name, attributes, status, events } of exporter.getFinishedSpans()) {
      store.recorder.add(`span ${name}`, JSON.stringify({ attributes, status, events }))
    }
  })

  it("puts a span around each request, with ids and the outcome", async () => {
    const shopper = await store.shopper().readyToPay()
    expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
    const attempt = await store.db("xpay_attempt").first()
    const [call] = await sim().calls({ path: "/orders/3steps/payment" })
    expect(spans("payThreeSteps")).toHaveLength(1)
    expect(spans("payThreeSteps")[0]?.attributes).toEqual({
      "http.request.method": "POST",
      "url.path": "/orders/3steps/payment",
      "http.response.status_code": 200,
      "xpay.outcome": "done",
      "xpay.order_id": attempt.xpay_order_id,
      "xpay.correlation_id": call?.correlationId,
      "xpay.cid": expect.stringMatching(/^[\da-f-]{36}$/),
    })
    expect(spans("initThreeSteps")).toHaveLength(1)
    expect(spans("validateThreeSteps")).toHaveLength(1)
  })

  it("marks a span whose request was refused, or whose end is not known", async () => {
    const shopper = await store.shopper().readyToPay()
    await sim().addFault({ kind: "reset-after", path: "/orders/3steps/payment" })
    await shopper.pay(OK_CARD)
    expect(spans("payThreeSteps")[0]).toMatchObject({
      status: { code: 2, message: expect.stringMatching(/did not confirm the card payment/) },
      attributes: { "xpay.outcome": "unknown", "error.type": "ECONNRESET" },
    })
  })

  it("tells the story of a payment, each line with the ids that a search wants", async () => {
    const shopper = await store.shopper().readyToPay()
    const { orderId } = await shopper.pay(OK_CARD)
    const clerk = new Clerk(store.admin())
    expectOk(await clerk.capture(orderId!, 10))
    expectOk(await clerk.refund(orderId!, 4))
    const { id, xpay_order_id: xpayOrder } = await store.db("xpay_attempt").first()
    const story = lines(`XPay order ${xpayOrder}`)
    const ids = `[attempt=${id} provider=pp_xpay_xpay session=${shopper.sessionId} cart=${shopper.cartId} `
    for (const told of [
      "authorized, €24.99",
      "capture of €10.00 done, now captured",
      "refund of €4.00 done, now partially_refunded",
    ]) {
      const [line] = story.filter((one) => one.includes(told))
      expect(line).toContain(ids)
      expect(line).toMatch(/info/)
    }
    expect(story.some((line) => line.includes("VISA •••• 5006"))).toBe(true)
    expect(
      lines(/XPay capture: POST \/operations\/\d+\/captures → 200, done, \d+ ms \[correlation=/)
    ).toHaveLength(1)
  })

  it("says why a payment ended without money", async () => {
    await (await store.shopper().readyToPay()).pay(KO_CARD)
    expect(lines(/: declined, €24\.99 \(\w+\)\./)).toHaveLength(1)
  })

  it("warns when a movement of money was refused, with the ids of the call", async () => {
    const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
    await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/captures" })
    await new Clerk(store.admin()).capture(orderId!)
    const [line] = lines("XPay did not confirm the capture")
    expect(line).toMatch(/warn.*\[attempt=xpatt_.*\[correlation=[\da-f-]{36}\]/)
  })
})
