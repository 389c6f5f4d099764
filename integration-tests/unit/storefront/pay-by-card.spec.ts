import type { ServerResponse } from "node:http"
import { setTimeout as pause } from "node:timers/promises"
import { inspect } from "node:util"
import { createXPayClient, XPayError, type XPayClientOptions } from "../../../src/storefront"
import { hangUp, payment, ShopServer, type Reply } from "./shop-server"

const shop = new ShopServer()
beforeAll(() => shop.start())
afterAll(() => shop.stop())

const client = (options: Partial<XPayClientOptions> = {}) =>
  createXPayClient({ baseUrl: shop.url, publishableKey: "pk_1", ...options })

const CARD = { number: "4509 0345 4361 5006", expiry: "10/28", cvv: "298", holder: " Maria Rossi " }
const INPUT = {
  paymentSessionId: "payses_1",
  cartId: "cart_1",
  card: CARD,
  returnUrl: "https://shop.example/checkout",
  challenge: "manual",
} as const

const CHALLENGE = { url: "https://bank.example/3ds", method: "POST", fields: { ThreeDsRequest: "abc" } }

async function failure(promise: Promise<unknown>): Promise<XPayError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason
  )
  if (!(error instanceof XPayError)) {
    throw new Error(`Expected an XPayError, got ${inspect(error)}`)
  }
  return error
}

describe("paying by card", () => {
  it("sends the card as the store API wants it", async () => {
    shop.answerWith({ body: payment() })
    await client({ locale: "it-IT", baseUrl: `${shop.url}/` }).payByCard(INPUT)
    expect(shop.received).toEqual([
      {
        method: "POST",
        url: "/store/xpay/payment-sessions/payses_1/card",
        headers: expect.objectContaining({
          "content-type": "application/json",
          "x-publishable-api-key": "pk_1",
        }),
        body: {
          cart_id: "cart_1",
          card: {
            number: "4509034543615006",
            expiry_month: "10",
            expiry_year: "28",
            cvv: "298",
            holder: "Maria Rossi",
          },
          return_url: "https://shop.example/checkout",
          locale: "it-IT",
        },
      },
    ])
  })

  it("sends digits of another script as ours", async () => {
    shop.answerWith({ body: payment() })
    const card = { ...CARD, number: "४५०९ ०३४५ ४३६१ ५००६", expiry: "۱۰/۲۸", cvv: "２９８" }
    await client().payByCard({ ...INPUT, card })
    expect(shop.received[0]?.body).toMatchObject({
      card: { number: "4509034543615006", expiry_month: "10", expiry_year: "28", cvv: "298" },
    })
  })

  it("tells the shop of the shopper's consent to keep the card, and only then", async () => {
    shop.answerWith({ body: payment() })
    await client().payByCard({ ...INPUT, saveCard: true })
    await client().payByCard({ ...INPUT, saveCard: false })
    expect(shop.received.map(({ body }) => (body as { save_card?: boolean }).save_card)).toEqual([
      true,
      undefined,
    ])
  })

  it("leaves the page where there is no window to be had", async () => {
    shop.answerWith({ body: payment() })
    await client().payByCard({ ...INPUT, challenge: "frame" })
    expect(shop.received[0]?.body).not.toHaveProperty("challenge")
  })

  describe("in a browser that has windows", () => {
    const page = globalThis as { document?: unknown; location?: unknown; crossOriginIsolated?: unknown }
    const loadedAs = (name: string | undefined) =>
      jest
        .spyOn(performance, "getEntriesByType")
        .mockReturnValue(name === undefined ? [] : [{ name } as PerformanceEntry])
    beforeEach(() => {
      page.document = { adoptedStyleSheets: [] }
      page.location = { href: `${shop.url}/pushed` }
      page.crossOriginIsolated = false
      loadedAs(`${shop.url}/checkout`)
    })
    afterEach(() => {
      jest.restoreAllMocks()
      delete page.document
      delete page.location
      delete page.crossOriginIsolated
    })
    /** A client of a page that was just loaded. */
    const clientOfNewPage = () => {
      const loaded: { of?: typeof createXPayClient } = {}
      jest.isolateModules(() => {
        loaded.of = jest.requireActual<{ createXPayClient: typeof createXPayClient }>(
          "../../../src/storefront"
        ).createXPayClient
      })
      return (loaded.of ?? createXPayClient)({ baseUrl: shop.url, publishableKey: "pk_1" })
    }
    const pageWith = (headers: Readonly<Record<string, string>>) => (response: ServerResponse) =>
      void response.writeHead(200, headers).end()

    it.each<[string, Reply, "frame" | undefined]>([
      ["no policy", pageWith({}), "frame"],
      ["unsafe-none", pageWith({ "cross-origin-embedder-policy": "unsafe-none" }), "frame"],
      [
        "require-corp",
        pageWith({ "cross-origin-embedder-policy": 'require-corp; report-to="x"' }),
        undefined,
      ],
      ["credentialless", pageWith({ "cross-origin-embedder-policy": "credentialless" }), undefined],
      ["headers that are not to be had", hangUp, undefined],
      ["a page that is not found", (response) => void response.writeHead(404).end(), undefined],
      ["a page that takes no HEAD", (response) => void response.writeHead(405).end(), undefined],
    ])("asks for one by the headers of its page: %s", async (_, headers, challenge) => {
      shop.answerWith(headers, { body: payment() })
      await clientOfNewPage().payByCard({ ...INPUT, challenge: "frame" })
      const [asked, sent] = shop.received.slice(-2)
      expect([asked?.method, asked?.url]).toEqual(["HEAD", "/checkout"])
      expect((sent?.body as { challenge?: string }).challenge).toBe(challenge)
    })

    it("asks for none where the answer is that of another page", async () => {
      const redirect = (response: ServerResponse) =>
        void response.writeHead(302, { location: "/login" }).end()
      shop.answerWith(redirect, pageWith({}), { body: payment() })
      await clientOfNewPage().payByCard({ ...INPUT, challenge: "frame" })
      expect(shop.received.map(({ method, url }) => [method, url]).slice(0, 2)).toEqual([
        ["HEAD", "/checkout"],
        ["HEAD", "/login"],
      ])
      expect(shop.received[2]?.body).not.toHaveProperty("challenge")
    })

    it("asks for none in a page that is isolated", async () => {
      page.crossOriginIsolated = true
      shop.answerWith({ body: payment() })
      await clientOfNewPage().payByCard({ ...INPUT, challenge: "frame" })
      expect(shop.received.map(({ method }) => method)).toEqual(["POST"])
      expect(shop.received[0]?.body).not.toHaveProperty("challenge")
    })

    it("asks once per page load", async () => {
      shop.answerWith(pageWith({}), { body: payment() })
      const xpay = clientOfNewPage()
      await xpay.payByCard({ ...INPUT, challenge: "frame" })
      await xpay.payByCard({ ...INPUT, challenge: "frame" })
      expect(shop.received.map(({ method }) => method)).toEqual(["HEAD", "POST", "POST"])
      expect(shop.received[2]?.body).toHaveProperty("challenge", "frame")
    })

    it("goes by the address bar where the browser does not tell the loaded address", async () => {
      loadedAs(undefined)
      shop.answerWith(pageWith({}), { body: payment() })
      await clientOfNewPage().payByCard({ ...INPUT, challenge: "frame" })
      expect(shop.received[0]?.url).toBe("/pushed")
    })
  })

  it("asks for no headers of a page that is left", async () => {
    shop.answerWith({ body: payment() })
    await client().payByCard(INPUT)
    expect(shop.received.map(({ method }) => method)).toEqual(["POST"])
  })

  it("tells of a payment that the bank wanted no confirmation for", async () => {
    shop.answerWith({ body: payment() })
    expect(await client().payByCard(INPUT)).toEqual({
      status: "paid",
      payment: {
        id: "xpatt_1",
        status: "paid",
        message: "Payment received. Thank you!",
        retry: undefined,
        paymentSessionId: "payses_1",
        cartId: "cart_1",
        orderId: "order_1",
        amount: "1290",
        currencyCode: "eur",
        card: { circuit: "VISA", last4: "5006" },
      },
    })
  })

  it("hands out the form of the bank's page", async () => {
    shop.answerWith({ body: { ...payment({ status: "challenge", order_id: null }), challenge: CHALLENGE } })
    expect(await client().payByCard(INPUT)).toMatchObject({ status: "challenge", challenge: CHALLENGE })
  })

  it("counts a declined card as an answer, not as an error", async () => {
    shop.answerWith({ body: payment({ status: "declined", order_id: null, retry: "other_card" }) })
    expect(await client().payByCard(INPUT)).toMatchObject({
      status: "declined",
      payment: { retry: "other_card", orderId: undefined },
    })
  })

  it("lets nobody pay again on a status that it does not know", async () => {
    shop.answerWith({ body: payment({ status: "brand_new" }) })
    expect(await client().payByCard(INPUT)).toMatchObject({ status: "verifying" })
  })

  it("submits once however often it is called, and again after that", async () => {
    shop.answerWith({ body: payment({ status: "declined" }), afterMs: 50 })
    const xpay = client()
    const [one, two] = await Promise.all([xpay.payByCard(INPUT), xpay.payByCard(INPUT)])
    expect(two).toBe(one)
    expect(shop.received).toHaveLength(1)
    await xpay.payByCard(INPUT)
    expect(shop.received).toHaveLength(2)
  })

  it("takes no second submission while the page is being left for the bank, but one if it was not left", async () => {
    shop.answerWith({ body: { ...payment({ status: "challenge" }), challenge: CHALLENGE } })
    const xpay = client()
    await xpay.payByCard(INPUT)
    await xpay.payByCard(INPUT)
    expect(shop.received).toHaveLength(1)
    shop.answerWith({ body: payment({ status: "declined" }) })
    await pause(2_100)
    expect(await xpay.payByCard(INPUT)).toMatchObject({ status: "declined" })
  })

  it("sends the caller's headers along, asked for anew on every call", async () => {
    shop.answerWith({ body: payment() })
    let token = 0
    const xpay = client({ headers: () => ({ authorization: `Bearer ${++token}` }) })
    await xpay.payByCard(INPUT)
    await xpay.payByCard(INPUT)
    expect(shop.received.map(({ headers }) => headers.authorization)).toEqual(["Bearer 1", "Bearer 2"])
  })

  it("goes through the caller's fetch", async () => {
    shop.answerWith({ body: payment() })
    const seen: unknown[] = []
    const xpay = client({
      fetch: (url, init) => {
        seen.push(url)
        return fetch(url, { ...init, credentials: "include" })
      },
    })
    await xpay.payByCard(INPUT)
    expect(seen).toEqual([`${shop.url}/store/xpay/payment-sessions/payses_1/card`])
  })
})

describe("a payment that the server does not take", () => {
  it("says what is wrong with the card, by field", async () => {
    const fields = [{ field: "number", code: "invalid", message: "Please check the digits." }]
    shop.answerWith({
      status: 422,
      body: { type: "invalid_data", code: "invalid_card", message: "Please check the digits.", fields },
    })
    expect(await failure(client().payByCard(INPUT))).toMatchObject({
      code: "invalid_card",
      status: 422,
      message: "Please check the digits.",
      fields,
    })
  })

  it.each([
    [409, "cart_changed"],
    [429, "too_many_tries"],
  ])("passes on HTTP %i %s with its words", async (status, code) => {
    shop.answerWith({ status, body: { type: "not_allowed", code, message: "Why not." } })
    expect(await failure(client().payByCard(INPUT))).toMatchObject({
      code,
      status,
      message: "Why not.",
      fields: [],
    })
    expect(shop.received).toHaveLength(1)
  })

  it.each([
    [404, "session_not_found", "Il carrello è cambiato"],
    [409, "cart_completed", "Questo carrello è già ordinato"],
    [422, "method_not_possible", "Questo ordine non si può pagare così"],
    [400, "return_url_not_allowed", "Si è verificato un problema"],
    [400, "brand_new", "Si è verificato un problema"],
  ])(
    "says HTTP %i %s in the shopper's language, and keeps the server's words",
    async (status, code, says) => {
      shop.answerWith({ status, body: { type: "invalid_data", code, message: "For the developer." } })
      const error = await failure(client({ locale: "it" }).payByCard(INPUT))
      expect(error).toMatchObject({ code, status, detail: "For the developer." })
      expect(error.message).toMatch(new RegExp(`^${says}`))
    }
  )

  it("understands Medusa's own errors, which have no code", async () => {
    shop.answerWith({
      status: 400,
      body: { type: "not_allowed", message: "A valid publishable key is required" },
    })
    expect(await failure(client().payByCard(INPUT))).toMatchObject({ code: "not_allowed", status: 400 })
  })

  it("keeps what a broken server says away from the shopper", async () => {
    shop.answerWith({ status: 500, body: { type: "unknown_error", message: "stack trace" } })
    const error = await failure(client({ locale: "it" }).payByCard(INPUT))
    expect(error).toMatchObject({ code: "unexpected", status: 500 })
    expect(error.message).toBe("Si è verificato un problema. Riprova tra poco: non pagherai due volte.")
  })

  it("never shows the card in an error", async () => {
    const { url } = shop
    for (const options of [{ baseUrl: url }, { baseUrl: "http://127.0.0.1:1" }]) {
      shop.answerWith(hangUp)
      const error = await failure(client(options).payByCard(INPUT))
      const text = `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)} ${String(error.cause)}`
      expect(text).not.toMatch(/4509034543615006|4509 0345 4361 5006|298/)
    }
  })
})

describe("an answer that got lost", () => {
  it.each(["paid", "processing", "verifying"])("is found again when the payment is %s", async (status) => {
    shop.answerWith(hangUp, { body: payment({ status }) })
    expect(await client().payByCard(INPUT)).toMatchObject({ status, payment: { id: "xpatt_1" } })
    expect(shop.received.map(({ method }) => method)).toEqual(["POST", "GET"])
  })

  it.each(["declined", "challenge", "canceled"])(
    "leaves it to the shopper to try again when it is %s",
    async (status) => {
      shop.answerWith(hangUp, { body: payment({ status }) })
      expect(await failure(client().payByCard(INPUT))).toMatchObject({ code: "unreachable", status: 0 })
    }
  )

  it("is looked for when the cart turns out to be ordered already", async () => {
    shop.answerWith(
      { status: 409, body: { type: "not_allowed", code: "cart_completed", message: "Ordered already." } },
      { body: payment() }
    )
    expect(await client().payByCard(INPUT)).toMatchObject({ status: "paid", payment: { orderId: "order_1" } })
  })
})
