import { Modules } from "@medusajs/framework/utils"
import { readdirSync } from "node:fs"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { OK_CARD } from "../harness/cards"
import { Staff } from "../harness/staff"
import { hostileAddresses, hostileBodies, hostileForms } from "../harness/hostile-bodies"
import { longestHold, slowness } from "../harness/loop-holds"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

const JSON_TYPE = { "content-type": "application/json" }
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" }
const LONGEST_HOLD_MS = 50

/** One of each kind; `unit/api/hostile-bodies.spec.ts` has them all. */
const KINDS = [
  '"4 " over and over, 30000',
  '"4 " over and over, 95000',
  '"%2534" over and over, 30000',
  '"4" over and over, and "x" behind',
  '"٤" over and over, and "é" behind',
  '980 items under a long name of "[1]"',
  "490 objects under a long name",
  "20,000 lists in each other",
  "20,000 single digits",
  "a NUL",
  "a prototype",
  "null",
]
const WORST = hostileBodies().filter(([what]) => KINDS.includes(what))

const API = path.join(__dirname, "../../src/api")
/** Every route of the plugin, by its file. */
const ROUTES = readdirSync(API, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => `/${path.dirname(file)}`.replace(/\[\w+\]/g, "one"))
const METHODS = ["POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS", "PROPFIND"]

const FIRST = OK_CARD.number.slice(0, 8)
const SECOND = OK_CARD.number.slice(8)
/** Unparsable content in the middle of a card number, before it or after it. */
const UNREADABLE: [type: string, body: string][] = [
  ["application/json", `${OK_CARD.number}x`],
  ["application/json", `[${FIRST},/${SECOND}]`],
  ["application/json", `{"card":{"number":"${OK_CARD.number}"},"cvv" "${OK_CARD.cvv}"}`],
  [
    "application/json",
    `{"note":"${FIRST.slice(0, 4)} ${FIRST.slice(4)} ${SECOND.slice(0, 4)} ${SECOND.slice(4)}`,
  ],
  [`application/json; charset=${OK_CARD.number}`, `{"note":"${OK_CARD.number}"}`],
  ["application/x-www-form-urlencoded", `a${"[a]".repeat(40)}=${OK_CARD.number}&%&${OK_CARD.number}`],
  ["text/plain", OK_CARD.number],
]
/** One half of the number or the other, with any separators between its digits. */
const QUOTED = new RegExp([FIRST, SECOND].map((half) => [...half].join("[^\\da-z]{0,3}")).join("|"), "i")

/** A parameter meant to be slow to process: long, many words, repeated, as a list and as an object with many keys. */
function burdens(name: string): [what: string, part: string][] {
  const often = (part: string) => part.repeat(Math.floor(15_000 / part.length))
  return [
    ["commas", `${name}=${often(",")}`],
    ["words", `${name}=${often("captured,")}`],
    ["digits", `${name}=${often("4")}`],
    ["many times", often(`${name}=,,,,&`)],
    ["a list", often(`${name}[]=,&`)],
    ["an object", often(`${name}[a]=1&`)],
  ]
}

/** What anonymous clients, customers and clerks can send to the plugin, or through it to Medusa. */
xpaySuite("hostile", (store) => {
  /** Routes of every kind that accept a body, by who may send one. */
  const routes = () => [
    { http: store.shopHttp(), path: "/store/xpay/payment-sessions/payses_1/card" },
    { http: store.shopHttp(), path: "/store/xpay/payment-sessions/payses_1/saved-card" },
    { http: store.shopHttp(), path: "/store/xpay/payment-sessions/payses_1/hosted-page" },
    { http: store.shopHttp(), path: "/store/xpay/payment-sessions/payses_1/card-fields" },
    { http: store.shopHttp(), path: "/store/xpay/payment-sessions/payses_1/card-fields/confirm" },
    { http: store.shopHttp(), path: "/store/xpay/orders/order_1/balance" },
    { http: store.shopHttp(), path: "/store/xpay/orders/order_1/hosted-page" },
    { http: store.admin(), path: "/admin/xpay/orders/order_1/moto" },
    { http: store.shopHttp(), path: "/store/payment-collections/paycol_1/payment-sessions" },
    { http: store.strangerHttp(), path: "/xpay/notifications" },
    { http: store.strangerHttp(), path: "/hooks/payment/xpay_xpay" },
    { http: store.strangerHttp(), path: "/xpay/return/nobody" },
    { http: store.admin(), path: "/admin/xpay/payments/xpatt_1/refund" },
  ]

  /**
   * Repeats the request until it does not block the event loop: only a request that blocks it every time is the cause.
   */
  async function holds(what: string, send: () => Promise<{ status: number }>): Promise<string[]> {
    let held = Number.POSITIVE_INFINITY
    let status = 0
    for (let tries = 0; tries < 8 && held > LONGEST_HOLD_MS; tries++) {
      // Something else may keep the process busy for a moment, and then blocks every immediate repetition.
      await pause(tries * 100)
      held = await longestHold(async () => {
        status = (await send()).status
      })
    }
    const isHeld = held > LONGEST_HOLD_MS && held > LONGEST_HOLD_MS * slowness()
    return isHeld || status >= 500 ? [`${what}: ${status}, ${held.toFixed()} ms`] : []
  }

  it("are answered with a 4xx, and none holds the event loop for more than 50 ms", async () => {
    const found: string[] = []
    expect(WORST).toHaveLength(KINDS.length)
    for (const { http, path } of routes()) {
      for (const [what, body] of WORST) {
        const send = async () => await http.send("POST", path, body, JSON_TYPE)
        // Compilation at first use is not caused by the body.
        expect((await send()).status).toBeGreaterThanOrEqual(400)
        found.push(...(await holds(`${path}, ${what}`, send)))
      }
    }
    expect(found).toEqual([])
  }, 400_000)

  it("are answered alike when they are forms", async () => {
    const found: string[] = []
    for (const [what, body] of hostileForms().slice(0, 40)) {
      for (const path of ["/xpay/return/nobody", "/xpay/return/nobody/frame"]) {
        const send = async () => await store.strangerHttp().send("POST", path, body, FORM_TYPE)
        expect((await send()).status).toBeGreaterThanOrEqual(400)
        found.push(...(await holds(`${path}, ${what}`, send)))
      }
    }
    expect(found).toEqual([])
  }, 400_000)

  it("hold nothing up in an address, and break nothing", async () => {
    const addresses = [
      { http: store.admin(), path: "/admin/xpay/payments?q=" },
      { http: store.admin(), path: "/admin/xpay/payments/" },
      { http: store.shopHttp(), path: "/store/xpay/payment-methods?cart_id=" },
      { http: store.shopHttp(), path: "/store/xpay/payment-sessions/" },
      { http: store.strangerHttp(), path: "/xpay/return/" },
      { http: store.strangerHttp(), path: "/xpay/cancel/nobody?" },
    ]
    const found: string[] = []
    for (const { http, path } of addresses) {
      for (const [what, part] of hostileAddresses()) {
        const send = async () => await http.get(`${path}${part}`)
        // Short enough that Node.js itself does not refuse it.
        expect((await send()).status).not.toBe(431)
        found.push(...(await holds(`${path}, ${what}`, send)))
      }
    }
    expect(found).toEqual([])
  }, 400_000)

  it("are answered briefly in every parameter of the dashboard, and hold nothing up", async () => {
    const paging = ["limit", "offset", "order_id", "locale"]
    const parameters = {
      "/admin/xpay/payments": [
        ...paging,
        ...["q", "state", "channel", "created_from", "created_to", "amount_min", "amount_max", "order"],
      ],
      "/admin/xpay/incidents": [...paging, "resolved"],
      "/admin/xpay/orders/order_1": ["locale"],
    }
    const found: string[] = []
    for (const [route, names] of Object.entries(parameters)) {
      for (const name of names) {
        for (const [what, part] of burdens(name)) {
          const send = async () => await store.admin().get(`${route}?${part}`)
          const { status, text } = await send()
          if (status === 431 || (status !== 200 && text.length > 2_000)) {
            found.push(`${route}, ${name}, ${what}: ${status}, ${text.length} characters`)
          }
          found.push(...(await holds(`${route}, ${name}, ${what}`, send)))
        }
      }
    }
    expect(found).toEqual([])
  }, 400_000)

  it.each<[string, string, number]>([
    ["too deep", `{"data":${"[".repeat(21)}${"]".repeat(21)}}`, 400],
    ["a NUL", '{"cart_id":"a\\u0000b"}', 400],
    ["half a character", '{"data":{"x":"\\ud800"}}', 400],
    ["too many fields", JSON.stringify({ data: Array(1_001).fill(0) }), 413],
    ["too many characters", JSON.stringify({ data: "x".repeat(33_000) }), 413],
  ])("say what is wrong: %s", async (_what, body, status) => {
    for (const { http, path } of routes().filter(({ path }) => path.endsWith("hosted-page"))) {
      const answer = await http.send("POST", path, body, JSON_TYPE)
      expect(answer).toMatchObject({
        status,
        body: { type: "invalid_data", message: expect.stringMatching(/^The body /) },
      })
    }
  })

  it.each(ROUTES)("are quoted nowhere when they are no JSON, whoever sends them: %s", async (route) => {
    const allowed = route.startsWith("/admin") ? store.admin() : (await store.account()).http
    const quoted: string[] = []
    for (const http of [store.strangerHttp(), allowed]) {
      for (const method of METHODS) {
        for (const [type, body] of UNREADABLE) {
          const { text } = await http.sendAnyhow(method, route, body, { "content-type": type })
          quoted.push(...(QUOTED.test(text) ? [`${method}, ${type}: ${text}`] : []))
        }
      }
    }
    expect(quoted).toEqual([])
    expect(store.recorder.log()).not.toMatch(QUOTED)
  })

  it("are Medusa's to read on a shop's own routes, whatever these begin with", async () => {
    for (const route of ["/store/xpay-else/one", "/xpay-else", "/hooks/xpay"]) {
      expect((await store.shopHttp().send("POST", route, "{x", JSON_TYPE)).text).toContain("JSON")
    }
  })

  it("are answered when they are longer than anything that we read", async () => {
    const body = JSON.stringify({ cart_id: "x".repeat(300_000) })
    const account = await store.account()
    for (const [http, route] of [
      [store.shopHttp(), "/store/xpay/payment-sessions/payses_1/card"],
      [store.shopHttp(), "/store/xpay/payment-sessions/payses_1/hosted-page"],
      [account.http, "/store/xpay/payment-sessions/payses_1/saved-card"],
      [store.admin(), "/admin/xpay/payments/xpatt_1/refund"],
      [store.admin(), "/admin/xpay/orders/order_1/moto"],
      [store.strangerHttp(), "/xpay/notifications"],
    ] as const) {
      expect(await http.send("POST", route, body, JSON_TYPE)).toMatchObject({ status: 413 })
    }
  })

  it("are looked into only after who sends them is known", async () => {
    const body = JSON.stringify({ note: "4509034543615006" })
    for (const [http, path] of [
      [store.shopHttp(), "/store/xpay/payment-sessions/payses_1/saved-card"],
      [store.strangerHttp(), "/admin/xpay/payments/xpatt_1/refund"],
    ] as const) {
      expect((await http.send("POST", path, body, JSON_TYPE)).status).toBe(401)
    }
  })

  it.each([
    "/admin/xpay/payments?q=%00",
    "/admin/xpay/payments?order_id=a%00b",
    "/admin/xpay/payments/%00",
    "/admin/xpay/payments/%E0%A4%A",
    "/admin/xpay/payments?created_from=0000-01-01&amount_min=1e308",
    "/admin/xpay/payments?offset=9007199254740991",
    "/admin/xpay/incidents?order_id=%00",
    "/admin/xpay/incidents?locale[]=it",
    "/admin/xpay/payments?locale=it&locale=en",
    "/admin/xpay/orders/%00",
    "/store/xpay/payment-methods?cart_id=%00",
    "/store/xpay/payment-methods?cart_id=cart_1&locale=it&locale=en",
    "/store/xpay/payment-methods?cart_id=cart_1&%6cocale=it&locale=en",
    "/store/xpay/payment-methods?cart_id=cart_1&[locale]=it&locale=en",
    "/store/xpay/payment-sessions/payses_1?cart_id=cart_1&locale[]=it",
    "/store/xpay/payment-sessions/payses_1?cart_id=cart_1&locale[a]=it",
    "/store/xpay/payment-sessions/%00?cart_id=cart_1",
    "/store/xpay/payment-sessions/payses_1?cart_id[]=x&cart_id[]=y",
    "/xpay/return/%00",
    "/xpay/cancel/%E0%A4%A",
    "/xpay/return/x?PaRes=%00&PaRes=y",
  ])("leave no trace of an error of ours: %s", async (path) => {
    const http = path.startsWith("/admin")
      ? store.admin()
      : path.startsWith("/store")
        ? store.shopHttp()
        : store.strangerHttp()
    const { status } = await http.get(path)
    expect(status).toBeLessThan(500)
  })

  it.each([
    ["/store/payment-collections/%00/payment-sessions", { provider_id: "pp_xpay_xpay" }],
    ["/store/carts/%00/complete", {}],
    [
      "/store/payment-collections/paycol_1/payment-sessions",
      { provider_id: "pp_xpay_xpay", data: { x: "\ud800" } },
    ],
    ["/store/xpay/payment-sessions/%00/hosted-page", { cart_id: "cart_1" }],
    ["/store/xpay/payment-sessions/payses_1/card", { cart_id: "a\u0000b" }],
  ])("nor on the way to the platform: %s", async (path, body) => {
    expect((await store.shopHttp().post(path, body)).status).toBe(400)
  })

  it.each(["a\u0000b", "a\ud800b"])("nor with a whole card: %j", async (text) => {
    const shopper = await store.shopper().readyToPay()
    for (const more of [
      { cart_id: text },
      { return_url: `http://localhost:8000/it?x=${text}` },
      { locale: text },
    ]) {
      expect(await shopper.submitCard(OK_CARD, more)).toMatchObject({
        status: 400,
        body: { type: "invalid_data", code: "invalid_characters" },
      })
    }
    const staff = new Staff(store.admin(), store.store)
    const draft = await staff.draftOrder()
    expect(
      await staff.takeCard(draft.id, { card: OK_CARD, amount: draft.total, reason: text })
    ).toMatchObject({
      status: 400,
      body: { type: "invalid_data", code: "invalid_characters" },
    })
    expect(await store.db("xpay_attempt")).toEqual([])
  })

  it.each<[string, string]>([
    ["?_ga=GA1.1.569648076.1679898078", "?_ga=GA1.1.569648076.1679898078"],
    [`?note=${OK_CARD.number}`, "?note=****"],
    ["?note=4509%200345%204361%205006&step=2", "?note=****&step=2"],
  ])("a shopper's way back with %s is no reason to refuse the payment", async (query, kept) => {
    const shopper = await store.shopper().readyToPay()
    const submitted = await shopper.submitCard(OK_CARD, { return_url: `http://localhost:8000/it${query}` })
    expect(submitted.status).toBe(200)
    expect(await store.db("xpay_attempt").first()).toMatchObject({
      return_url: `http://localhost:8000/it${kept}`,
    })
  })

  it("a shop's own way back in the data of a session is cleaned, too, and no reason to refuse it", async () => {
    const shopper = await store.shopper().fillCart()
    const channel = "http://localhost:8000/it?order=4539101562749133&step=2"
    expectOk(await shopper.openSession("pp_xpay_xpay", { return_url: channel }))
    const session = (await store.db("payment_session").first()) as { data: object }
    expect(session.data).toMatchObject({ return_url: "http://localhost:8000/it?order=****&step=2" })
  })

  it("with more than one language are answered in words", async () => {
    expect(
      await store.shopHttp().get("/store/xpay/payment-methods?cart_id=cart_1&locale=it&locale=en")
    ).toMatchObject({
      status: 400,
      body: { code: "invalid_url", message: expect.stringMatching(/more than one language/) },
    })
  })

  it("name no payment of somebody else's in the data of a session of their own", async () => {
    const victim = await store.shopper().readyToPay()
    expectOk(await victim.submitCard(OK_CARD))
    const stranger = await store.shopper().fillCart()
    const [attempt] = (await store.db("xpay_attempt")) as { id: string; xpay_order_id: string }[]
    // What Medusa stores and passes to the provider before the provider has responded.
    const { paymentProviderService_: providers } = store.container().resolve<{
      paymentProviderService_: { createSession(id: string, input: { data?: object }): Promise<unknown> }
    }>(Modules.PAYMENT)
    const created = jest.spyOn(providers, "createSession")
    expectOk(
      await stranger.openSession("pp_xpay_xpay", {
        session_id: victim.sessionId,
        attempt_id: attempt?.id,
        xpay_order_id: attempt?.xpay_order_id,
        channel: "hosted",
        card: { last4: "5006" },
        gift: "yes",
      })
    )
    const handed = created.mock.calls.map(([, { data }]) => data)
    created.mockRestore()
    expect(handed).toEqual([{ gift: "yes", session_id: stranger.sessionId }])
  })

  it("reach the notifications' route whatever the case of the platform's hook", async () => {
    expect((await store.strangerHttp().post("/hooks/payment/XPAY_xpay", {})).status).toBe(401)
  })
})
