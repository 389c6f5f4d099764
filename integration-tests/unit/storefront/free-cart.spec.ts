import { createXPayClient, XPayError } from "../../../src/storefront"
import { ShopServer } from "./shop-server"

const shop = new ShopServer()
beforeAll(() => shop.start())
afterAll(() => shop.stop())

const client = (locale = "it") => createXPayClient({ baseUrl: shop.url, publishableKey: "pk_1", locale })

describe("a cart that costs nothing", () => {
  it("has no payment method, and a reason for the shopper", async () => {
    const reason = { code: "nothing_due", message: "Per questo ordine non c'è nulla da pagare." }
    shop.answerWith({ body: { payment_methods: [], reason } })
    expect(await client().paymentMethods({ cartId: "cart_1" })).toEqual({ methods: [], reason })
  })

  it("is ordered by Medusa's own route", async () => {
    shop.answerWith({ body: { type: "order", order: { id: "order_1" } } })
    expect(await client().completeFreeCart({ cartId: "cart/1" })).toBe("order_1")
    expect(shop.received).toMatchObject([{ method: "POST", url: "/store/carts/cart%2F1/complete" }])
  })

  it("that costs something after all says so", async () => {
    const answer = { type: "cart", cart: {}, error: { message: "Payment sessions are required" } }
    shop.answerWith({ body: answer })
    const ordered = client("en").completeFreeCart({ cartId: "cart_1" })
    await expect(ordered).rejects.toThrow(XPayError)
    await expect(ordered).rejects.toMatchObject({
      code: "method_not_possible",
      message: expect.stringContaining("cannot be paid like that") as string,
    })
    const refusal = { type: "invalid_data", message: "Payment sessions are required to complete cart" }
    shop.answerWith({ status: 400, body: refusal })
    await expect(client("it").completeFreeCart({ cartId: "cart_1" })).rejects.toMatchObject({
      code: "invalid_data",
      detail: refusal.message,
    })
  })
})
