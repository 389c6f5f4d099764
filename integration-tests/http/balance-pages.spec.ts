import { walkHostedPage } from "../harness/browser-walk"
import { Staff } from "../harness/staff"
import { expectOk, type PaymentAnswer } from "../harness/shopper"
import { eventually, STOREFRONT, xpaySuite } from "../harness/xpay-suite"
import { balancePayer } from "./support/balance-payer"

/** Price of a cup that an edit adds to a paid order. */
const BALANCE = 9.5

xpaySuite("balance-pages", (store) => {
  const { orderWithToken, press, payOn, isPaid, addCup, openKinds, look } = balancePayer(store)
  const sim = () => store.simulator.control
  const staff = () => new Staff(store.admin(), store.store)
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

  describe("the page of a balance", () => {
    it("is one, however often and from however many tabs it is asked for at once", async () => {
      const { orderId, token } = await orderWithToken()
      const opened = await Promise.all(
        Array.from({ length: 4 }, async () => expectOk(await press(store.shopHttp(), orderId, { token })))
      )
      expect(new Set(opened.map(({ redirect_url: url }) => url)).size).toBe(1)
      const later = await press(store.shopHttp(), orderId, {
        token,
        // A page URL that contains the token; no table may store the token.
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
      // As if the order had a different total when the page was opened.
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

    it("shows that a card was declined, and takes another", async () => {
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
      expect(await staff().makeLink(orderId, BALANCE)).toMatchObject({
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
      expectOk(await staff().makeLink(orderId, BALANCE))
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
        await staff().makeLink(orderId, BALANCE, { provider_id: "pp_xpay-link_automatic" })
      )
      const opened = await press(store.shopHttp(), orderId, { token, return_url: `${STOREFRONT}/orders` })
      expect(opened.body.redirect_url).toBe(made.link?.url)
      // That XPay records the payer's cancellation is an assumption.
      expect(["canceled", "redirect"]).toContain((await payOn(opened, "CARDS", "cancel")).outcome)
      expect(await linksAtXPay()).toEqual(["active"])
      expect((await payOn(await press(store.shopHttp(), orderId, { token }))).outcome).toBe("paid")
      expect(await linkCalls()).toHaveLength(1)
      await isPaid(orderId)
    })

    it("takes the place of the shop's own link for another amount", async () => {
      const { orderId, token } = await orderWithToken()
      expectOk(await staff().makeLink(orderId, 5))
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
        const { payment } = expectOk(await staff().makeLink(orderId, 1 + made / 10))
        expectOk(await staff().changeLink(payment.id, "cancel"))
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
})
