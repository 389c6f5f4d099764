import { createXPayClient, XPayError } from "../../../src/storefront"
import { hangUp, payment, ShopServer } from "./shop-server"

const shop = new ShopServer()
beforeAll(() => shop.start())
afterAll(() => shop.stop())

const client = (locale = "de-AT") =>
  createXPayClient({
    baseUrl: shop.url,
    publishableKey: "pk_1",
    locale,
    headers: { authorization: "Bearer 1" },
  })

const INPUT = {
  paymentSessionId: "payses_1",
  cartId: "cart_1",
  returnUrl: "https://shop.example/checkout",
  page: "manual",
} as const

const PAGE = "https://xpay.example/monetaweb/page/hosted/2/html?paymentid=1"

describe("the payment methods for a cart", () => {
  it("come ready for buttons, in the shopper's language", async () => {
    shop.answerWith({
      body: {
        payment_methods: [
          {
            provider_id: "pp_xpay_xpay",
            kind: "card",
            service: null,
            name: "Credit or debit card",
            logos: [],
            circuits: ["VISA"],
          },
          {
            provider_id: "pp_xpay-paypal_xpay",
            kind: "redirect",
            service: "PAYPAL",
            name: "PayPal",
            logos: ["https://xpay.example/paypal.svg"],
            circuits: [],
          },
        ],
      },
    })
    expect((await client().paymentMethods({ cartId: "cart 1" })).methods).toEqual([
      {
        providerId: "pp_xpay_xpay",
        kind: "card",
        service: undefined,
        name: "Credit or debit card",
        logos: [],
        circuits: ["VISA"],
      },
      {
        providerId: "pp_xpay-paypal_xpay",
        kind: "redirect",
        service: "PAYPAL",
        name: "PayPal",
        logos: ["https://xpay.example/paypal.svg"],
        circuits: [],
      },
    ])
    expect(shop.received[0]).toMatchObject({
      method: "GET",
      url: "/store/xpay/payment-methods?cart_id=cart+1&locale=de-AT&card_form=own",
    })
  })
})

describe("a payment session", () => {
  const collection = (...payment_sessions: object[]) => ({
    body: { payment_collection: { id: "paycol_1", payment_sessions } },
  })
  const session = (id: string, provider_id: string, status = "pending") => ({ id, provider_id, status })

  it("is opened for the cart with the provider of the payment method", async () => {
    shop.answerWith(
      collection(),
      collection(
        session("payses_0", "pp_xpay-paypal_xpay", "canceled"),
        session("payses_1", "pp_xpay-paypal_xpay"),
        session("payses_2", "pp_system_default")
      )
    )
    const opened = client().openSession({ cartId: "cart_1", providerId: "pp_xpay-paypal_xpay" })
    expect(await opened).toBe("payses_1")
    expect(shop.received.map(({ method, url, body }) => [method, url, body])).toEqual([
      ["POST", "/store/payment-collections", { cart_id: "cart_1" }],
      [
        "POST",
        "/store/payment-collections/paycol_1/payment-sessions",
        { provider_id: "pp_xpay-paypal_xpay" },
      ],
    ])
  })

  it("is missed clearly when Medusa opened none", async () => {
    shop.answerWith(collection())
    const opened = client("it").openSession({ cartId: "cart_1", providerId: "pp_xpay_xpay" })
    await expect(opened).rejects.toMatchObject({
      code: "unexpected",
      message: expect.stringContaining("non pagherai due volte"),
    })
  })
})

describe("paying on XPay's page", () => {
  it("hands out the page's address", async () => {
    shop.answerWith({ body: { ...payment({ status: "redirect", order_id: null }), redirect_url: PAGE } })
    expect(await client().payOnPage(INPUT)).toMatchObject({ status: "redirect", redirectUrl: PAGE })
    expect(shop.received[0]).toMatchObject({
      method: "POST",
      url: "/store/xpay/payment-sessions/payses_1/hosted-page",
      body: { cart_id: "cart_1", return_url: "https://shop.example/checkout", locale: "de-AT" },
    })
  })

  it("opens one page however often the button is pressed", async () => {
    shop.answerWith({ body: { ...payment({ status: "redirect" }), redirect_url: PAGE }, afterMs: 50 })
    const xpay = client()
    await Promise.all([xpay.payOnPage(INPUT), xpay.payOnPage(INPUT)])
    expect(shop.received).toHaveLength(1)
  })

  it("tells of a payment that ended before its page was opened", async () => {
    shop.answerWith({ body: payment({ status: "declined", order_id: null, retry: "same_card" }) })
    expect(await client().payOnPage(INPUT)).toMatchObject({ status: "declined" })
  })

  it("never goes to an address that is none of the web", async () => {
    shop.answerWith({
      body: { ...payment({ status: "redirect" }), redirect_url: "javascript:alert(document.domain)" },
    })
    await expect(client().payOnPage({ ...INPUT, page: "redirect" })).rejects.toThrow(
      "This is no web address."
    )
  })

  it("says that the shop could not be reached", async () => {
    shop.answerWith(hangUp)
    await expect(client().payOnPage(INPUT)).rejects.toMatchObject({ code: "unreachable" })
  })
})

describe("saved cards", () => {
  it("are listed for the signed-in customer", async () => {
    const card = {
      id: "xpcard_1",
      provider_id: "pp_xpay_xpay",
      circuit: "VISA",
      last4: "5006",
      expiry: "10/28",
      for: "next_payments",
      created_at: "2026-11-24T10:00:00Z",
    }
    shop.answerWith({
      body: { saved_cards: [card, { ...card, id: "xpcard_2", circuit: null, last4: null, expiry: null }] },
    })
    const seen = {
      id: "xpcard_1",
      providerId: "pp_xpay_xpay",
      circuit: "VISA",
      last4: "5006",
      expiry: "10/28",
      for: "next_payments",
      createdAt: "2026-11-24T10:00:00Z",
    }
    expect(await client().savedCards()).toEqual([
      seen,
      { ...seen, id: "xpcard_2", circuit: undefined, last4: undefined, expiry: undefined },
    ])
    expect(shop.received[0]).toMatchObject({
      url: "/store/xpay/saved-cards",
      headers: { authorization: "Bearer 1" },
    })
  })

  it("want somebody to be signed in", async () => {
    shop.answerWith({ status: 401, body: { message: "Unauthorized" } })
    const error: unknown = await client("it")
      .savedCards()
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(XPayError)
    expect(error).toMatchObject({ code: "not_signed_in", message: "Accedi per usare le tue carte salvate." })
  })

  it("pay on XPay's page", async () => {
    shop.answerWith({ body: { ...payment({ status: "redirect", order_id: null }), redirect_url: PAGE } })
    const paid = await client().payBySavedCard({ ...INPUT, savedCardId: "xpcard_1" })
    expect(paid).toMatchObject({ status: "redirect", redirectUrl: PAGE })
    expect(shop.received[0]).toMatchObject({
      url: "/store/xpay/payment-sessions/payses_1/saved-card",
      body: { cart_id: "cart_1", saved_card_id: "xpcard_1", return_url: "https://shop.example/checkout" },
    })
  })

  it("are removed for good", async () => {
    shop.answerWith({ body: { id: "xpcard/1", deleted: true } })
    await client().removeCard("xpcard/1")
    expect(shop.received[0]).toMatchObject({ method: "DELETE", url: "/store/xpay/saved-cards/xpcard%2F1" })
  })
})
