import { Modules } from "@medusajs/framework/utils"
import { asOrderId } from "../../src/domain/ids"
import { signBalanceToken } from "../../src/engine/balance-token"
import { makeBalanceLink } from "../../src/use-cases/balance/balance-link"
import { allEngines } from "../../src/use-cases/engine-for"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import type { Http } from "../harness/http"
import { expectOk, type PaymentAnswer } from "../harness/shopper"
import { eventually, STOREFRONT, xpaySuite } from "../harness/xpay-suite"
import { balancePayer } from "./support/balance-payer"

/** Price of a cup that an edit adds to a paid order. */
const BALANCE = 9.5
const BALANCE_MINOR = "950"

xpaySuite("balance", (store) => {
  const { press, payOn, openKinds, look, orderWithBalance, orderWithToken, isPaid } = balancePayer(store)
  const sim = () => store.simulator.control
  const staff = () => new Staff(store.admin(), store.store)
  const clerk = () => new Clerk(store.admin())
  const linkCalls = async () => await sim().calls({ path: "/orders/paybylink" })

  function tokenOf(orderId: string, until: Date): string {
    const [first] = allEngines(store.container())
    if (first === undefined) {
      throw new Error("The tested store has no terminal.")
    }
    return signBalanceToken(first.engine.terminal, asOrderId(orderId), until)
  }

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
      // The part of the URL sent to the storefront's server, and to other sites as referrer, ends before the token.
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
        await store
          .db("xpay_audit_entry")
          .where({ action: "create_balance_link", order_id: orderId })
          .select("*")
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
      const { payment } = expectOk(await staff().makeLink(orderId, BALANCE))
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
      const { id } = await staff().draftOrder()
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
