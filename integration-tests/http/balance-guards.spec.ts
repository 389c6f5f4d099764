import { comeBack, walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { EXPLICIT_KEY } from "../harness/terminals"
import { STOREFRONT, xpaySuite } from "../harness/xpay-suite"
import { ApiClient } from "../simulator/support/api-client"
import { balancePayer } from "./support/balance-payer"

const BALANCE = 9.5

/** Cases where a balance could be paid twice, or its payer redirected elsewhere. */
xpaySuite("balance-guards", (store) => {
  const { addCup, orderWithToken, press, look, isPaid } = balancePayer(store)
  const sim = () => store.simulator.control
  const staff = () => new Staff(store.admin(), store.store)
  const links = () => store.db("xpay_attempt").where({ channel: "link" })
  /** Closes a link at XPay, as XPay itself may, or a call whose response was lost. */
  const closeAtXPay = async () => {
    const [{ link_id: id }] = (await links()) as [{ link_id: string }]
    await new ApiClient(store.simulator.apiUrl, EXPLICIT_KEY).post(`/paybylink/${id}/cancels`, {})
  }
  const linksAtXPay = async () =>
    (await sim().ledger()).orders.flatMap(({ link }) => (link == null ? [] : [link.state]))

  describe("the address that the payer comes back to", () => {
    it.each([
      ["https://:xpay_token=x@", "/a&@evil.example/"],
      ["https://xpay_token=x@", "/a&@evil.example/"],
      ["https://user:secret@", "/"],
    ])("is the shop's, also once the token is taken out of it: %s…%s", async (before, after) => {
      const { orderId, token } = await orderWithToken()
      const { host, protocol } = new URL(STOREFRONT)
      const asked = `${before}${host}${after}`.replace("https:", protocol)
      expect(await press(store.shopHttp(), orderId, { token, return_url: asked })).toMatchObject({
        status: 400,
        body: { code: "return_url_not_allowed" },
      })
      expect(await links()).toEqual([])
    })

    it("has no token in its query or fragment, and the rest of it as it was", async () => {
      const { orderId, token } = await orderWithToken()
      const asked = `${STOREFRONT}/pay?a=1&xpay_token=${token}&b=2#xpay_token=${token}`
      expectOk(await press(store.shopHttp(), orderId, { token, return_url: asked }))
      expect(await links().select("return_url")).toEqual([{ return_url: `${STOREFRONT}/pay?a=1&b=2` }])
    })
  })

  describe("money of a slow method that was confirmed at the bank, by somebody who did not come back", () => {
    async function leftAtTheBank(): Promise<{
      orderId: string
      token: string
      back: Awaited<ReturnType<typeof walkHostedPage>>
    }> {
      await sim().setSwitches({ notificationsMuted: true })
      const { orderId, token } = await orderWithToken()
      const { redirect_url: url = "" } = expectOk(await press(store.shopHttp(), orderId, { token }))
      return { orderId, token, back: await walkHostedPage(url, "MYBANK", "leave-pending") }
    }

    async function arrives(orderId: string): Promise<void> {
      const [{ xpay_order_id: xpayOrder }] = (await links()) as [{ xpay_order_id: string }]
      await sim().conclude({ orderId: xpayOrder })
      await store.reconcile(30)
      await isPaid(orderId)
    }

    it("keeps the page from being closed and another from being opened, however late it is asked for", async () => {
      const { orderId, token } = await leftAtTheBank()
      await store.letPass(31)
      expect(await press(store.shopHttp(), orderId, { token })).toMatchObject({
        status: 409,
        body: { code: "in_progress" },
      })
      expect(await linksAtXPay()).toEqual(["active"])
      expect(expectOk(await look(store.shopHttp(), orderId, { token })).balance).toMatchObject({
        is_payable: false,
        reason: { code: "in_progress" },
      })
      await arrives(orderId)
    })

    it("keeps it from being closed by who gives up on it in another tab", async () => {
      const { orderId, back } = await leftAtTheBank()
      await comeBack(store.shopHttp(), { ...back, url: back.url.replace("/return/", "/cancel/") })
      expect(await linksAtXPay()).toEqual(["active"])
      await arrives(orderId)
    })

    it("leaves the page open for another try when it did not come", async () => {
      const { orderId, token } = await leftAtTheBank()
      expect((await press(store.shopHttp(), orderId, { token })).status).toBe(409)
      const [{ xpay_order_id: xpayOrder }] = (await links()) as [{ xpay_order_id: string }]
      await sim().conclude({ orderId: xpayOrder, result: "CANCELED" })
      await store.reconcile(1)
      const { redirect_url: url = "" } = expectOk(await press(store.shopHttp(), orderId, { token }))
      await walkHostedPage(url, "CARDS", "pay")
      await store.reconcile(30)
      await isPaid(orderId)
    })
  })

  describe("a payment link of the shop's", () => {
    it("paid by card, after a method without refunds was tried on it, can be refunded", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const { orderId } = await orderWithToken()
      const { payment } = expectOk(await staff().makeLink(orderId, BALANCE))
      const url = payment.link?.url ?? ""
      await walkHostedPage(url, "MYBANK", "leave-pending")
      await store.reconcile(1)
      expect(await links().select("placement", "method")).toEqual([
        { placement: "awaiting", method: "MYBANK" },
      ])
      const [{ xpay_order_id: xpayOrder }] = (await links()) as [{ xpay_order_id: string }]
      await sim().conclude({ orderId: xpayOrder, result: "CANCELED" })
      await store.reconcile(1)
      await walkHostedPage(url, "CARDS", "pay")
      await store.reconcile(30)
      expect(await links().select("state", "method")).toEqual([{ state: "authorized", method: null }])
      const [{ id }] = (await links()) as [{ id: string }]
      expectOk(await staff().move(id, "capture", { amount: BALANCE }))
      expectOk(await staff().move(id, "refund", { amount: 1 }))
    })

    it("whose money is on its way does not have its order canceled for its age", async () => {
      await withOptions(store.container(), { cancelUnpaidAfter: { awaitingHours: 24 } }, async () => {
        await sim().setSwitches({ notificationsMuted: true })
        const { orderId } = await orderWithToken()
        const { payment } = expectOk(await staff().makeLink(orderId, BALANCE))
        await store.letPass(3 * 24 * 60)
        await walkHostedPage(payment.link?.url ?? "", "MYBANK", "leave-pending")
        await store.reconcile(30)
        expect(await links().select("placement", "cancel_order_at")).toEqual([
          { placement: "awaiting", cancel_order_at: null },
        ])
        const [{ xpay_order_id: xpayOrder }] = (await links()) as [{ xpay_order_id: string }]
        await sim().conclude({ orderId: xpayOrder })
        await store.reconcile(30)
        await isPaid(orderId)
      })
    })

    it("is not ended by staff while its money may be on its way, though XPay has closed it", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const { orderId } = await orderWithToken()
      const { payment } = expectOk(await staff().makeLink(orderId, BALANCE))
      await walkHostedPage(payment.link?.url ?? "", "MYBANK", "leave-pending")
      await store.reconcile(1)
      await closeAtXPay()
      expect((await staff().changeLink(payment.id, "cancel")).status).toBeGreaterThanOrEqual(400)
      expect(await links().select("state", "placement")).toEqual([
        { state: "pending_payer", placement: "awaiting" },
      ])
      const [{ xpay_order_id: xpayOrder }] = (await links()) as [{ xpay_order_id: string }]
      await sim().conclude({ orderId: xpayOrder })
      await store.reconcile(30)
      await isPaid(orderId)
    })

    it("that XPay closed while its answer was lost ends once its order has changed", async () => {
      const { orderId } = await orderWithToken()
      expectOk(await staff().makeLink(orderId, BALANCE))
      await closeAtXPay()
      await addCup(orderId)
      await store.reconcile(30)
      expect(await links().select("state")).toEqual([{ state: "abandoned" }])
    })
  })

  describe("a charge by staff at the same moment", () => {
    it("and the customer's page: one of them is made", async () => {
      for (let round = 0; round < 3; round++) {
        const { orderId, token } = await orderWithToken()
        const [page, charge] = await Promise.all([
          press(store.shopHttp(), orderId, { token }),
          staff().takeCard(orderId, { card: OK_CARD, amount: BALANCE, capture: "automatic" }),
        ])
        const isOpened = page.status < 300
        const isCharged = charge.status < 300
        expect([isOpened, isCharged].filter(Boolean)).toHaveLength(1)
        if (isOpened) {
          await walkHostedPage(page.body.redirect_url ?? "", "CARDS", "pay")
          await store.reconcile(30)
        }
        await isPaid(orderId)
      }
    })

    it("that is written down and not sent yet keeps the page closed", async () => {
      const { orderId, token } = await orderWithToken()
      await store.db("xpay_attempt").insert({
        id: "xpatt_written",
        xpay_order_id: "WRITTEN1",
        provider_id: "pp_xpay-moto_xpay",
        channel: "moto",
        capture: "manual",
        state: "created",
        currency_code: "EUR",
        amount: "950",
        order_id: orderId,
      })
      expect(await press(store.shopHttp(), orderId, { token })).toMatchObject({
        status: 409,
        body: { code: "payment_in_doubt" },
      })
      await store.db("xpay_attempt").where({ id: "xpatt_written" }).delete()
    })
  })

  it("a payment of another plugin whose money comes later keeps the page closed", async () => {
    const { orderId, token } = await orderWithToken()
    const [session] = (await store.db("payment_session").orderBy("created_at", "desc").limit(1)) as [
      { id: string; status: string; provider_id: string },
    ]
    await store
      .db("payment_session")
      .where({ id: session.id })
      .update({ status: "pending_authorization", provider_id: "pp_system_default" })
    expect(await press(store.shopHttp(), orderId, { token })).toMatchObject({
      status: 409,
      body: { code: "in_progress" },
    })
    await store
      .db("payment_session")
      .where({ id: session.id })
      .update({ status: session.status, provider_id: session.provider_id })
    expectOk(await press(store.shopHttp(), orderId, { token }))
  })

  describe("a page that XPay has closed", () => {
    it("although its answer to that was lost, is not handed out, and another is opened", async () => {
      const { orderId, token } = await orderWithToken()
      const first = expectOk(await press(store.shopHttp(), orderId, { token }))
      await closeAtXPay()
      const second = expectOk(await press(store.shopHttp(), orderId, { token }))
      expect(second.redirect_url).not.toBe(first.redirect_url)
      expect(await linksAtXPay()).toEqual(["cancelled", "active"])
      await walkHostedPage(second.redirect_url ?? "", "CARDS", "pay")
      await store.reconcile(30)
      await isPaid(orderId)
    })

    it("does not keep staff from canceling it", async () => {
      const { orderId } = await orderWithToken()
      const { payment } = expectOk(await staff().makeLink(orderId, BALANCE))
      await closeAtXPay()
      expectOk(await staff().changeLink(payment.id, "cancel"))
      expect(await links()).toMatchObject([{ state: "abandoned", circumstance: "link_canceled" }])
    })
  })

  it("says how many of its digits are decimals, as XPay counts", async () => {
    const { orderId, token } = await orderWithToken()
    expect(expectOk(await look(store.shopHttp(), orderId, { token })).balance).toMatchObject({
      amount: "950",
      decimals: 2,
    })
  })
})
