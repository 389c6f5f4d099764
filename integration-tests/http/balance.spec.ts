import { Modules } from "@medusajs/framework/utils"
import { asOrderId } from "../../src/domain/ids"
import { signBalanceToken } from "../../src/engine/balance-token"
import { makeBalanceLink } from "../../src/use-cases/balance/balance-link"
import { allEngines } from "../../src/use-cases/engine-for"
import type { Account } from "../harness/account"
import { comeBack, walkHostedPage, type PageEnd } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Desk } from "../harness/desk"
import type { Answer, Http } from "../harness/http"
import { expectOk, readReturn, type PaymentAnswer, type Returned } from "../harness/shopper"
import { eventually, STOREFRONT, xpaySuite } from "../harness/xpay-suite"

/** What a cup costs that an edit adds to a paid order. */
const BALANCE = 9.5
const BALANCE_MINOR = "950"

type Opened = PaymentAnswer & { redirect_url?: string }

interface BalanceAnswer {
  balance: {
    order_id: string
    display_id: number
    amount: string
    currency_code: string
    is_payable: boolean
    reason: { code: string; message: string } | null
    payment: { status: string; message: string } | null
  }
  code?: string
  message?: string
}

xpaySuite("balance", (store) => {
  const sim = () => store.simulator.control
  const desk = () => new Desk(store.admin(), store.store)
  const clerk = () => new Clerk(store.admin())
  const linkCalls = async () => await sim().calls({ path: "/orders/paybylink" })
  const linksAtXPay = async () =>
    (await sim().ledger()).orders.flatMap(({ link }) => (link == null ? [] : [link.state]))
  const links = async () =>
    (await store.db("xpay_attempt").where({ channel: "link" }).orderBy("created_at")) as {
      id: string
      state: string
      circumstance: string | null
      actor_id: string | null
    }[]
  const openKinds = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)

  async function addCup(orderId: string): Promise<void> {
    const http = store.admin()
    const items = [{ variant_id: store.store.variants["TAZZA"], quantity: 1 }]
    expectOk(await http.post("/admin/order-edits", { order_id: orderId }))
    expectOk(await http.post(`/admin/order-edits/${orderId}/items`, { items }))
    expectOk(await http.post(`/admin/order-edits/${orderId}/request`))
    expectOk(await http.post(`/admin/order-edits/${orderId}/confirm`))
  }

  /** An order that was paid and captured, by a guest or by a customer, and then got a cup in an edit. */
  async function orderWithBalance(account?: Account): Promise<string> {
    const shopper = account === undefined ? store.shopper() : store.shopperWith(account)
    const { orderId = "" } = await (await shopper.readyToPay({}, "pp_xpay_automatic")).pay(OK_CARD)
    await addCup(orderId)
    return orderId
  }

  const look = async (http: Http, orderId: string, body: object = {}) =>
    await http.post<BalanceAnswer>(`/store/xpay/orders/${orderId}/balance`, body)
  const press = async (http: Http, orderId: string, body: object = {}) =>
    await http.post<Opened>(`/store/xpay/orders/${orderId}/hosted-page`, body)

  async function payOn(
    opened: Answer<Opened>,
    method = "CARDS",
    end: PageEnd = "pay"
  ): Promise<Returned & { session: string }> {
    const { redirect_url: url = "" } = expectOk(opened)
    const back = readReturn(await comeBack(store.shopHttp(), await walkHostedPage(url, method, end)))
    return { ...back, session: back.location?.searchParams.get("xpay_payment_session") ?? "" }
  }

  function tokenOf(orderId: string, until: Date): string {
    const [first] = allEngines(store.container())
    if (first === undefined) {
      throw new Error("The tested store has no terminal.")
    }
    return signBalanceToken(first.engine.terminal, asOrderId(orderId), until)
  }

  /** The order, and a guest's token for it, that no log, table or answer may hold. */
  async function orderWithToken(): Promise<{ orderId: string; token: string }> {
    const orderId = await orderWithBalance()
    const { url } = await makeBalanceLink(store.container(), asOrderId(orderId), "en")
    const token = new URL(url).hash.replace("#xpay_token=", "")
    store.canaries.push({ name: "token of a balance link", secret: token })
    return { orderId, token }
  }

  const isPaid = async (orderId: string, paid = 34.49) =>
    expect(await clerk().order(orderId)).toMatchObject({
      payment_status: "captured",
      summary: { paid_total: paid, pending_difference: 0 },
    })

  describe("what an order owes after an edit", () => {
    it("is paid by its customer, who comes back to the order, and it can be refunded", async () => {
      const account = await store.account()
      const orderId = await orderWithBalance(account)
      expect(expectOk(await look(account.http, orderId)).balance).toMatchObject({
        order_id: orderId,
        display_id: expect.any(Number),
        amount: BALANCE_MINOR,
        currency_code: "eur",
        is_payable: true,
        reason: null,
        payment: null,
      })
      const returnUrl = `${STOREFRONT}/it/account/orders/details/${orderId}`
      const opened = await press(account.http, orderId, { return_url: returnUrl, locale: "it" })
      expect(opened.body.payment).toMatchObject({
        status: "redirect",
        amount: BALANCE_MINOR,
        order_id: orderId,
      })
      const back = await payOn(opened)
      expect(`${back.location?.origin}${back.location?.pathname}`).toBe(returnUrl)
      expect(back).toMatchObject({ status: 303, outcome: "paid", orderId })
      await isPaid(orderId)
      const told = await store
        .shopHttp()
        .get<PaymentAnswer>(`/store/xpay/payment-sessions/${back.session}?order_id=${orderId}`)
      expect(expectOk(told).payment).toMatchObject({ status: "paid", message: expect.any(String) })
      expect(expectOk(await look(account.http, orderId)).balance).toMatchObject({
        amount: "0",
        is_payable: false,
        reason: { code: "nothing_due" },
        payment: null,
      })
      const payments = (await clerk().order(orderId)).payment_collections.flatMap((one) => one.payments)
      const second = payments.find(({ amount }) => amount === BALANCE)
      expectOk(await store.admin().post(`/admin/payments/${second?.id ?? ""}/refund`, { amount: BALANCE }))
      expect((await sim().ledger()).orders.map(({ totals }) => totals.refunded).sort()).toEqual([0, 950])
      expect(await openKinds()).toEqual([])
    })

    it("is paid by a guest, by the signed address that the clerk copies", async () => {
      const orderId = await orderWithBalance()
      const { balance_link: link } = expectOk(
        await store
          .admin()
          .post<{ balance_link: { url: string; expires_at: string } }>(
            `/admin/xpay/orders/${orderId}/balance-link`
          )
      )
      const url = new URL(link.url)
      const collections = (await clerk().order(orderId)).payment_collections.map(({ id }) => id)
      expect(`${url.origin}${url.pathname}`).toMatch(
        new RegExp(`^${STOREFRONT}/payment-collection/(${collections.join("|")})$`)
      )
      // What a browser sends to the storefront's server, and names to other sites, ends before the token.
      expect(url.search).toBe(`?order_id=${orderId}`)
      const days = (Date.parse(link.expires_at) - Date.now()) / 86_400_000
      expect(days).toBeGreaterThan(13.9)
      expect(days).toBeLessThanOrEqual(14)
      const token = url.hash.replace("#xpay_token=", "")
      expect(expectOk(await look(store.shopHttp(), orderId, { token })).balance.amount).toBe(BALANCE_MINOR)
      expect(await payOn(await press(store.shopHttp(), orderId, { token }), "PAYPAL")).toMatchObject({
        outcome: "paid",
        orderId,
      })
      await isPaid(orderId)
      expect(
        await store.db("xpay_audit_entry").where({ action: "create_link", order_id: orderId }).select("*")
      ).toMatchObject([{ actor_email: "admin@example.com", outcome: "done", attempt_id: null }])
    })

    it("is found by the job when the notification is lost and nobody comes back", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const { orderId, token } = await orderWithToken()
      const { redirect_url: url = "" } = expectOk(await press(store.shopHttp(), orderId, { token }))
      await walkHostedPage(url, "CARDS", "pay")
      await store.reconcile(1)
      await isPaid(orderId)
      expect(await openKinds()).toEqual([])
    })

    it("is found by whoever presses again, when it was paid and nobody has heard of it", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const { orderId, token } = await orderWithToken()
      const { redirect_url: url = "" } = expectOk(await press(store.shopHttp(), orderId, { token }))
      await walkHostedPage(url, "CARDS", "pay")
      expect(await press(store.shopHttp(), orderId, { token })).toMatchObject({
        status: 409,
        body: { code: "nothing_due" },
      })
      await isPaid(orderId)
      expect(await linkCalls()).toHaveLength(1)
    })
  })

  describe("the page of a balance", () => {
    it("is one, however often and from however many tabs it is asked for at once", async () => {
      const { orderId, token } = await orderWithToken()
      const opened = await Promise.all(
        Array.from({ length: 4 }, async () => expectOk(await press(store.shopHttp(), orderId, { token })))
      )
      expect(new Set(opened.map(({ redirect_url: url }) => url)).size).toBe(1)
      const later = await press(store.shopHttp(), orderId, {
        token,
        // A page that names its own address names the token, which no table may hold.
        return_url: `${STOREFRONT}/other-tab?a=1#xpay_token=${token}`,
      })
      expect(later.body.redirect_url).toBe(opened[0]?.redirect_url)
      expect(await linkCalls()).toHaveLength(1)
      const back = await payOn(later)
      expect(back.location?.pathname).toBe("/other-tab")
      expect(back.location?.hash).toBe("")
      await isPaid(orderId)
    })

    it("is closed at XPay when the order changes, and the next one is for what is due then", async () => {
      const { orderId, token } = await orderWithToken()
      const first = expectOk(await press(store.shopHttp(), orderId, { token }))
      await addCup(orderId)
      await eventually(async () => expect(await linksAtXPay()).toEqual(["cancelled"]))
      await expect(walkHostedPage(first.redirect_url ?? "", "CARDS", "pay")).rejects.toThrow("410")
      const [session] = (await store.db("xpay_attempt").where({ channel: "link" })) as {
        payment_session_id: string
      }[]
      const told = await store
        .shopHttp()
        .get<PaymentAnswer>(
          `/store/xpay/payment-sessions/${session?.payment_session_id ?? ""}?order_id=${orderId}`
        )
      expect(expectOk(told).payment).toMatchObject({
        status: "canceled",
        message: expect.stringContaining("The order has changed since you started to pay"),
      })
      const second = await press(store.shopHttp(), orderId, { token })
      expect(second.body.payment.amount).toBe("1900")
      await payOn(second)
      await isPaid(orderId, 43.99)
      expect(await openKinds()).toEqual([])
    })

    it("is closed by whoever presses again, where nothing else has closed it after a change", async () => {
      const { orderId, token } = await orderWithToken()
      expectOk(await press(store.shopHttp(), orderId, { token }))
      // As if the order had been another one when it was opened.
      await store.db("xpay_attempt").where({ channel: "link" }).update({ order_total: "1" })
      const second = expectOk(await press(store.shopHttp(), orderId, { token }))
      expect(await linksAtXPay()).toEqual(["cancelled", "active"])
      await walkHostedPage(second.redirect_url ?? "", "CARDS", "pay")
      await eventually(async () => await isPaid(orderId))
    })

    it("does not stay open beside another that XPay has not confirmed to be closed", async () => {
      const { orderId, token } = await orderWithToken()
      expectOk(await press(store.shopHttp(), orderId, { token }))
      await store
        .db("xpay_attempt")
        .where({ channel: "link" })
        .update({ created_at: store.db.raw("created_at - interval '45 minutes'") })
      await sim().addFault({ kind: "status", path: "/paybylink/*/cancels", times: "always" })
      expect(await press(store.shopHttp(), orderId, { token })).toMatchObject({
        status: 409,
        body: { code: "link_open", message: expect.stringContaining("try again in a few minutes") },
      })
      expect(await linkCalls()).toHaveLength(1)
      await sim().clearFaults()
      const { redirect_url: url = "" } = expectOk(await press(store.shopHttp(), orderId, { token }))
      expect(await linksAtXPay()).toEqual(["cancelled", "active"])
      await walkHostedPage(url, "CARDS", "pay")
      await eventually(async () => await isPaid(orderId))
    })

    it("tells of a card that was declined, and takes another", async () => {
      const { orderId, token } = await orderWithToken()
      const opened = await press(store.shopHttp(), orderId, { token })
      const back = await payOn(opened, "CARDS", "decline")
      expect(back.outcome).toBe("declined")
      expect(expectOk(await look(store.shopHttp(), orderId, { token })).balance).toMatchObject({
        is_payable: true,
        payment: { status: "declined" },
      })
      const again = await press(store.shopHttp(), orderId, { token })
      // XPay may have closed the link with the decline.
      expect(again.body.redirect_url).not.toBe(opened.body.redirect_url)
      expect((await payOn(again)).outcome).toBe("paid")
      await isPaid(orderId)
    })

    it("is closed when the customer gives up on it, and can be opened anew", async () => {
      const { orderId, token } = await orderWithToken()
      const back = await payOn(await press(store.shopHttp(), orderId, { token }), "CARDS", "cancel")
      expect(back).toMatchObject({ status: 303, outcome: "canceled", orderId })
      expect(await linksAtXPay()).toEqual(["cancelled"])
      expect((await payOn(await press(store.shopHttp(), orderId, { token }))).outcome).toBe("paid")
      await isPaid(orderId)
    })

    it("is closed by the job when its customer has left it, without a word of an expired link", async () => {
      const { orderId, token } = await orderWithToken()
      expectOk(await press(store.shopHttp(), orderId, { token }))
      expect(await desk().makeLink(orderId, BALANCE)).toMatchObject({
        status: 409,
        body: { code: "link_open" },
      })
      await store.letPass(61)
      await store.reconcile(0)
      expect(await linksAtXPay()).toEqual(["cancelled"])
      expect(await links()).toMatchObject([{ state: "abandoned", circumstance: "page_left" }])
      expect(await store.db("xpay_event").where({ name: "xpay.link.expired" })).toEqual([])
      await store.reconcile(1)
      expect(await openKinds()).toEqual([])
      expectOk(await desk().makeLink(orderId, BALANCE))
    })

    it("is kept when the money of a slow method is on its way, and nothing else is opened", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const { orderId, token } = await orderWithToken()
      const back = await payOn(await press(store.shopHttp(), orderId, { token }), "MYBANK", "leave-pending")
      expect(back.outcome).toBe("awaiting")
      expect(expectOk(await look(store.shopHttp(), orderId, { token })).balance).toMatchObject({
        is_payable: false,
        reason: { code: "in_progress" },
        payment: { status: "awaiting" },
      })
      expect(await press(store.shopHttp(), orderId, { token })).toMatchObject({
        status: 409,
        body: { code: "in_progress" },
      })
      await store.letPass(61)
      await store.reconcile(0)
      expect(await linksAtXPay()).toEqual(["active"])
      const [{ xpay_order_id: xpayOrder }] = (await store.db("xpay_attempt").where({ channel: "link" })) as [
        { xpay_order_id: string },
      ]
      await sim().conclude({ orderId: xpayOrder })
      await store.reconcile(30)
      await isPaid(orderId)
    })

    it("is that of the shop's own link, where one is open for the same amount", async () => {
      const { orderId, token } = await orderWithToken()
      const { payment: made } = expectOk(
        await desk().makeLink(orderId, BALANCE, { provider_id: "pp_xpay-link_automatic" })
      )
      const opened = await press(store.shopHttp(), orderId, { token, return_url: `${STOREFRONT}/orders` })
      expect(opened.body.redirect_url).toBe(made.link?.url)
      // Whether XPay notes that a payer gives up is assumed.
      expect(["canceled", "redirect"]).toContain((await payOn(opened, "CARDS", "cancel")).outcome)
      expect(await linksAtXPay()).toEqual(["active"])
      expect((await payOn(await press(store.shopHttp(), orderId, { token }))).outcome).toBe("paid")
      expect(await linkCalls()).toHaveLength(1)
      await isPaid(orderId)
    })

    it("takes the place of the shop's own link for another amount", async () => {
      const { orderId, token } = await orderWithToken()
      expectOk(await desk().makeLink(orderId, 5))
      await payOn(await press(store.shopHttp(), orderId, { token }))
      expect((await linksAtXPay())[0]).toBe("cancelled")
      expect(await links()).toMatchObject([
        { state: "abandoned", circumstance: "replaced" },
        { actor_id: null },
      ])
      await isPaid(orderId)
    })

    it("is not there where XPay refuses it, and nothing of it stays", async () => {
      const { orderId, token } = await orderWithToken()
      await sim().addFault({ kind: "status", status: 400, path: "/orders/paybylink" })
      const refused = await press(store.shopHttp(), orderId, { token })
      expect(expectOk(refused).payment).toMatchObject({ status: "declined" })
      expect(refused.body.redirect_url).toBeUndefined()
      const sessions = await store
        .db("payment_session")
        .where({ provider_id: "pp_xpay-link_automatic", deleted_at: null })
      expect(sessions).toEqual([])
      expect((await payOn(await press(store.shopHttp(), orderId, { token }))).outcome).toBe("paid")
    })

    it("is opened so often for one order and no more", async () => {
      const { orderId, token } = await orderWithToken()
      const statuses: number[] = []
      for (let tried = 0; tried < 12; tried++) {
        const opened = await press(store.shopHttp(), orderId, { token })
        statuses.push(opened.status)
        if (opened.status === 200) {
          await payOn(opened, "CARDS", "cancel")
        }
      }
      expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429])
      expect(await linkCalls()).toHaveLength(10)
      const sessions = await store
        .db("payment_session")
        .where({ provider_id: "pp_xpay-link_automatic", deleted_at: null })
      expect(sessions).toHaveLength(10)
    })

    it("does not count for, or against, the links that staff make", async () => {
      const { orderId, token } = await orderWithToken()
      for (let made = 0; made < 11; made++) {
        const { payment } = expectOk(await desk().makeLink(orderId, 1 + made / 10))
        expectOk(await desk().changeLink(payment.id, "cancel"))
      }
      expect((await payOn(await press(store.shopHttp(), orderId, { token }))).outcome).toBe("paid")
    })

    it("leads back to the shop's own pages only", async () => {
      const { orderId, token } = await orderWithToken()
      expect(
        await press(store.shopHttp(), orderId, { token, return_url: "https://evil.example/thanks" })
      ).toMatchObject({ status: 400, body: { code: "return_url_not_allowed" } })
      expect(await linkCalls()).toEqual([])
    })
  })

  describe("who may see and pay what an order owes", () => {
    it("is its customer, or whoever has a good token of it; for all others there is no such order", async () => {
      const owner = await store.account()
      const orderId = await orderWithBalance(owner)
      const other = await store.account("luca.verdi@example.com")
      const others = await orderWithBalance()
      const later = new Date(Date.now() + 3_600_000)
      const right = tokenOf(orderId, later)
      const strangers: [http: Http, id: string, body: object][] = [
        [store.shopHttp(), orderId, {}],
        [other.http, orderId, {}],
        [owner.http, others, {}],
        [store.shopHttp(), orderId, { token: tokenOf(orderId, new Date(0)) }],
        [store.shopHttp(), orderId, { token: tokenOf(others, later) }],
        [store.shopHttp(), others, { token: right }],
        [store.shopHttp(), orderId, { token: `${right.slice(0, -2)}AA` }],
        [store.shopHttp(), orderId, { token: "" }],
        [store.shopHttp(), orderId, { token: "x".repeat(128) }],
        [store.shopHttp(), "order_nobodys", { token: right }],
        [store.shopHttp(), "%25", { token: right }],
      ]
      for (const [http, id, body] of strangers) {
        for (const answer of [await look(http, id, body), await press(http, id, body)]) {
          expect(answer).toMatchObject({ status: 404, body: { code: "order_not_found" } })
          expect(answer.text).not.toContain(BALANCE_MINOR)
        }
      }
      expect(await linkCalls()).toEqual([])
      expectOk(await look(store.shopHttp(), orderId, { token: right }))
    })

    it("is nobody whose account was removed", async () => {
      const owner = await store.account()
      const orderId = await orderWithBalance(owner)
      await store.container().resolve(Modules.CUSTOMER).softDeleteCustomers([owner.id])
      expect(await look(owner.http, orderId)).toMatchObject({ status: 404 })
    })

    it.each([
      ["an unknown field", { amount: 1 }],
      ["a token that is a list", { token: ["x"] }],
      ["a token that is too long", { token: "x".repeat(129) }],
    ])("is asked for nothing else: %s", async (_, body) => {
      for (const path of ["balance", "hosted-page"]) {
        const answer = await store.shopHttp().post(`/store/xpay/orders/order_1/${path}`, body)
        expect(answer).toMatchObject({ status: 400, body: { code: "invalid_body" } })
      }
    })

    it("is not who knows the session of a link that staff made", async () => {
      const orderId = await orderWithBalance()
      const { payment } = expectOk(await desk().makeLink(orderId, BALANCE))
      const [attempt] = (await store.db("xpay_attempt").where({ id: payment.id })) as {
        payment_session_id: string
      }[]
      const path = `/store/xpay/payment-sessions/${attempt?.payment_session_id ?? ""}`
      expect(await store.shopHttp().get(`${path}?order_id=${orderId}`)).toMatchObject({ status: 404 })
      expect(await store.shopHttp().get(path)).toMatchObject({
        status: 400,
        body: { code: "cart_id_missing" },
      })
    })
  })

  describe("an order that cannot be paid is refused, with the reason", () => {
    async function expectRefusal(orderId: string, code: string): Promise<void> {
      const token = tokenOf(orderId, new Date(Date.now() + 3_600_000))
      expect(expectOk(await look(store.shopHttp(), orderId, { token })).balance).toMatchObject({
        is_payable: false,
        reason: { code, message: expect.any(String) },
      })
      expect(await press(store.shopHttp(), orderId, { token })).toMatchObject({
        status: 409,
        body: { code },
      })
      expect(await store.admin().post(`/admin/xpay/orders/${orderId}/balance-link`)).toMatchObject({
        status: 409,
        body: { code },
      })
      expect(await linkCalls()).toEqual([])
    }

    it("that owes nothing", async () => {
      const { orderId = "" } = await (await store.shopper().readyToPay({}, "pp_xpay_automatic")).pay(OK_CARD)
      await expectRefusal(orderId, "nothing_due")
    })

    it("whose money is held", async () => {
      const { orderId = "" } = await (await store.shopper().readyToPay()).pay(OK_CARD)
      await expectRefusal(orderId, "nothing_due")
    })

    it("that was canceled", async () => {
      const { orderId = "" } = await (await store.shopper().readyToPay({}, "pp_xpay_automatic")).pay(OK_CARD)
      expectOk(await clerk().cancelOrder(orderId))
      await expectRefusal(orderId, "order_canceled")
    })

    it("that is a draft", async () => {
      const { id } = await desk().draftOrder()
      await expectRefusal(id, "order_is_draft")
    })

    it("whose region has no terminal", async () => {
      const orderId = await orderWithBalance()
      const region = store.store.regions["eur"]?.id ?? ""
      expectOk(
        await store.admin().post(`/admin/regions/${region}`, { payment_providers: ["pp_system_default"] })
      )
      await expectRefusal(orderId, "provider_not_enabled")
    })

    it("in a currency that XPay does not take", async () => {
      const orderId = await orderWithBalance()
      await store.db("order").where({ id: orderId }).update({ currency_code: "xts" })
      await expectRefusal(orderId, "currency_not_supported")
      await store.db("order").where({ id: orderId }).update({ currency_code: "eur" })
    })

    it.each(["authorizing", "captured"])(
      "while another payment of its cart is in doubt: %s, and its order not noted",
      async (state) => {
        const { orderId, token } = await orderWithToken()
        const [{ cart_id: cartId }] = (await store
          .db("order_cart")
          .where({ order_id: orderId })
          .select("cart_id")) as [{ cart_id: string }]
        await store.db.raw(
          `insert into xpay_attempt (id, xpay_order_id, provider_id, channel, capture, state, currency_code, amount, cart_id)
           values ('xpatt_doubt', 'DOUBT', 'pp_xpay_xpay', 'card', 'manual', ?, 'EUR', '100', ?)`,
          [state, cartId]
        )
        expect(await press(store.shopHttp(), orderId, { token })).toMatchObject({
          status: 409,
          body: { code: "payment_in_doubt" },
        })
        await store.db("xpay_attempt").where({ id: "xpatt_doubt" }).delete()
        expect(await linkCalls()).toEqual([])
      }
    )
  })

  it("an order whose slow method failed is paid after all", async () => {
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")
    const back = await shopper.payOnPage("MYBANK", "leave-pending")
    const orderId = back.orderId ?? ""
    const { url } = await makeBalanceLink(store.container(), asOrderId(orderId), "en")
    const token = new URL(url).hash.replace("#xpay_token=", "")
    expect(await press(store.shopHttp(), orderId, { token })).toMatchObject({
      status: 409,
      body: { code: "in_progress" },
    })
    const [{ xpay_order_id: xpayOrder }] = (await store.db("xpay_attempt")) as [{ xpay_order_id: string }]
    await sim().conclude({ orderId: xpayOrder, result: "FAILED" })
    await eventually(async () => {
      await store.reconcile(1)
      expect(await store.db("xpay_attempt").select("state")).toMatchObject([{ state: "failed" }])
    })
    expect((await payOn(await press(store.shopHttp(), orderId, { token }))).outcome).toBe("paid")
    await store.reconcile(1)
    expect((await clerk().order(orderId)).payment_status).toBe("authorized")
    expect(await openKinds()).toEqual([])
  })
})
