import { causeOf } from "../../../src/use-cases/cause-of"
import { toSentOrder, type BeingSent, type OrderRow } from "../../../src/use-cases/automation/sent-goods"

/** Three table sets for 30 each with a delivery for 10; a set is a top and four legs. */
function tables({ fulfilled = 0, shipped = 0, total = 100 } = {}): OrderRow {
  return {
    status: "pending",
    is_draft_order: false,
    currency_code: "eur",
    total,
    shipping_total: 10,
    items: [
      {
        id: "set",
        quantity: 3,
        total: 90,
        detail: { fulfilled_quantity: fulfilled, shipped_quantity: shipped, delivered_quantity: 0 },
        variant: {
          inventory_items: [
            { inventory_item_id: "top", required_quantity: 1 },
            { inventory_item_id: "leg", required_quantity: 4 },
          ],
        },
      },
    ],
  }
}

const fulfillment = (id: string, sets: number, shippedAt: string | null = null) => ({
  id,
  shipped_at: shippedAt,
  delivered_at: null,
  canceled_at: null,
  items: [
    { line_item_id: "set", inventory_item_id: "top", quantity: sets },
    { line_item_id: "set", inventory_item_id: "leg", quantity: 4 * sets },
  ],
})

const sent = (...args: Parameters<typeof toSentOrder>) => Number(toSentOrder(...args).sent.minor) / 100

describe("what was sent of an order costs", () => {
  it("one of three sets with the delivery, though it has five parts", () => {
    const order = { ...tables({ fulfilled: 1 }), fulfillments: [fulfillment("one", 1)] }
    expect(sent(order, "fulfillment")).toBe(40)
  })

  it("nothing for what is packed and not shipped", () => {
    const order = { ...tables({ fulfilled: 1 }), fulfillments: [fulfillment("one", 1)] }
    expect(sent(order, "shipment")).toBe(0)
    expect(sent(order, "delivery")).toBe(0)
  })

  it("what is shipped or being shipped, as Medusa registers it or as its fulfillment says", () => {
    const order = {
      ...tables({ fulfilled: 2, shipped: 1 }),
      fulfillments: [fulfillment("one", 1, "2026-11-29"), fulfillment("two", 1)],
    }
    expect(sent(order, "shipment")).toBe(40)
    expect(sent(order, "shipment", { fulfillmentId: "two", items: [] })).toBe(70)
    expect(sent({ ...order, ...tables({ fulfilled: 2 }) }, "shipment")).toBe(40)
  })

  it("the total when all of it was sent", () => {
    expect(sent(tables({ fulfilled: 3 }), "fulfillment")).toBe(100)
    expect(sent(tables({ fulfilled: 1 }), "fulfillment", { items: [{ id: "set", quantity: 2 }] })).toBe(100)
  })

  it.each<[string, BeingSent]>([
    ["a line of another order", { items: [{ id: "other", quantity: 1 }] }],
    ["more than is left", { items: [{ id: "set", quantity: 3 }] }],
    ["more than is left, in two parts", { items: Array(3).fill({ id: "set", quantity: 1 }) }],
    ["a fulfillment of another order", { fulfillmentId: "other", items: [] }],
    ["a shipment that names a line of another order", { fulfillmentId: "one", items: [{ id: "other" }] }],
  ])("nothing when Medusa will refuse the request: %s", (_what, beingSent) => {
    const order = { ...tables({ fulfilled: 1 }), fulfillments: [fulfillment("one", 1)] }
    expect(sent(order, beingSent.fulfillmentId === undefined ? "fulfillment" : "shipment", beingSent)).toBe(0)
  })

  it("nothing when the order comes to less than nothing", () => {
    const order = toSentOrder(tables({ fulfilled: 3, total: -5 }), "fulfillment")
    expect([order.total.minor, order.sent.minor]).toEqual([0n, 0n])
  })

  it("no delivery without goods, and nothing for a line that an edit has emptied", () => {
    const { items = [], ...order } = tables()
    expect(sent({ ...order, items: [{ ...items[0]!, quantity: 0 }] }, "fulfillment")).toBe(0)
  })
})

describe("why a capture failed", () => {
  it("is what XPay or Medusa says", () => {
    expect(causeOf(new Error("XPay refused the capture."))).toEqual({
      words: "XPay refused the capture.",
    })
    expect(causeOf({ message: "It is canceled." })).toEqual({ words: "It is canceled." })
  })

  it.each([
    ["23505", { code: "23505", message: 'insert into "capture" values (...) - duplicate key' }],
    ["ECONNRESET", Object.assign(new Error("select * from payment: read"), { code: "ECONNRESET" })],
  ])("is not what the database's driver says: %s", (code, error) => {
    expect(causeOf(error)).toEqual({ databaseError: code })
  })
})
