import { createXPayClient, type Payment } from "../../../src/storefront"
import { hangUp, payment, ShopServer } from "./shop-server"

const shop = new ShopServer()
beforeAll(() => shop.start())
afterAll(() => shop.stop())

const REFERENCE = { paymentSessionId: "payses_1", cartId: "cart 1" }
const NOT_FOUND = {
  status: 404,
  body: { type: "not_found", code: "payment_not_found", message: "Nothing was paid." },
}
const client = () => createXPayClient({ baseUrl: shop.url, publishableKey: "pk_1" })

describe("waiting for a payment", () => {
  it("asks until it is resolved, and tells of every change", async () => {
    shop.answerWith(
      { body: payment({ status: "verifying", order_id: null }) },
      { body: payment({ status: "paid", order_id: null }) },
      { body: payment({ status: "paid", order_id: "order_1" }) }
    )
    const seen: Payment[] = []
    const last = await client().waitForPayment(REFERENCE, { onUpdate: (one) => seen.push(one) })
    expect(last).toMatchObject({ status: "paid", orderId: "order_1" })
    expect(seen.map(({ status, orderId }) => [status, orderId])).toEqual([
      ["verifying", undefined],
      ["paid", undefined],
      ["paid", "order_1"],
    ])
    expect(shop.received[0]).toMatchObject({
      method: "GET",
      url: "/store/xpay/payment-sessions/payses_1?cart_id=cart%201",
    })
  })

  it.each(["declined", "canceled", "voided", "challenge", "redirect"])(
    "does not wait on when it is %s",
    async (status) => {
      shop.answerWith({ body: payment({ status, order_id: null }) })
      expect(await client().waitForPayment(REFERENCE)).toMatchObject({ status })
      expect(shop.received).toHaveLength(1)
    }
  )

  it("takes an order that is placed for an answer, though its payment is still to come", async () => {
    shop.answerWith({ body: payment({ status: "awaiting" }) })
    expect(await client().waitForPayment(REFERENCE)).toMatchObject({ status: "awaiting", orderId: "order_1" })
    expect(shop.received).toHaveLength(1)
  })

  it("waits for the money of an order when it is asked to", async () => {
    shop.answerWith({ body: payment({ status: "awaiting" }) }, { body: payment() })
    expect(await client().waitForPayment(REFERENCE, { until: "money" })).toMatchObject({ status: "paid" })
    expect(shop.received).toHaveLength(2)
  })

  it("waits out a lost connection and a server that restarts", async () => {
    shop.answerWith(hangUp, { status: 502, body: "Bad Gateway" }, { body: payment() })
    expect(await client().waitForPayment(REFERENCE)).toMatchObject({ status: "paid" })
  })

  it("gives what it saw last when the time is over", async () => {
    shop.answerWith({ body: payment({ status: "verifying" }) }, hangUp)
    expect(await client().waitForPayment(REFERENCE, { timeoutMs: 700 })).toMatchObject({
      status: "verifying",
    })
    expect(shop.received.length).toBeGreaterThan(1)
  })

  it("says that the server was never reached", async () => {
    shop.answerWith(hangUp)
    await expect(client().waitForPayment(REFERENCE, { timeoutMs: 0 })).rejects.toMatchObject({
      code: "unreachable",
      status: 0,
    })
  })

  it("stops when the caller has had enough", async () => {
    shop.answerWith({ body: payment({ status: "verifying" }) })
    const abort = new AbortController()
    const waiting = client().waitForPayment(REFERENCE, {
      signal: abort.signal,
      onUpdate: () => setTimeout(() => abort.abort(), 20),
    })
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" })
    expect(shop.received).toHaveLength(1)
  })

  it("fails where nothing was paid", async () => {
    shop.answerWith(NOT_FOUND)
    await expect(client().waitForPayment(REFERENCE)).rejects.toMatchObject({ code: "payment_not_found" })
  })
})

describe("resuming after a reload", () => {
  it("finds nothing where no card was given yet", async () => {
    shop.answerWith(NOT_FOUND)
    expect(await client().resume(REFERENCE)).toBeUndefined()
  })

  it("looks once when it may not wait", async () => {
    shop.answerWith({ body: payment({ status: "processing" }) })
    expect(await client().resume(REFERENCE, { timeoutMs: 0 })).toMatchObject({ status: "processing" })
    expect(shop.received).toHaveLength(1)
  })

  it("passes on every other refusal", async () => {
    shop.answerWith({
      status: 400,
      body: { type: "invalid_data", code: "cart_id_missing", message: "Which cart?" },
    })
    await expect(client().resume(REFERENCE)).rejects.toMatchObject({ code: "cart_id_missing", status: 400 })
  })
})
