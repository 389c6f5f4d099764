import { FieldsShopper } from "../harness/card-fields"
import { UNSEEN_CARD, OK_CARD } from "../harness/cards"
import { walkHostedPage } from "../harness/browser-walk"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { itWhile } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { xpaySuite } from "../harness/xpay-suite"

const DAY_MS = 86_400_000

/**
 * An authorization that can be captured for longer: where XPay supports it, for as long as XPay states for each method.
 */
xpaySuite("preauthorization", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  /** What was requested of XPay, oldest first. */
  const actions = async () => (await sim().ledger()).orders.map(({ actionType }) => actionType)
  const row = async () => {
    const [attempt] = (await store.db("xpay_attempt").orderBy("created_at", "desc")) as {
      id: string
      state: string
      capture: string
      is_preauthorization: boolean
      authorized_at: Date
      deadline_at: Date
    }[]
    return attempt!
  }
  const daysToCapture = async () => {
    const { authorized_at: from, deadline_at: to } = await row()
    return Math.round((to.getTime() - from.getTime()) / DAY_MS)
  }
  const wanted = async (work: () => Promise<void>) =>
    await withOptions(store.container(), { preauthorization: true }, work)

  it.each([
    { service: "GOOGLEPAY", provider: "pp_xpay-googlepay_xpay", days: 27 },
    { service: "PAYPAL", provider: "pp_xpay-paypal_xpay", days: 3 },
  ])(
    "$service on XPay's page is held for $days days, captured on the last, and refunded in part",
    async ({ service, provider, days }) => {
      await wanted(async () => {
        const shopper = await store.shopper().readyToPay({}, provider)
        const { outcome, orderId = "" } = await shopper.payOnPage(service)
        expect(outcome).toBe("paid")
        expect(await actions()).toEqual(["PREAUTH"])
        expect(await row()).toMatchObject({
          state: "authorized",
          capture: "manual",
          is_preauthorization: true,
        })
        expect(await daysToCapture()).toBe(days)
        expect((await clerk().order(orderId)).payment_status).toBe("authorized")
        await sim().advanceClock((days - 1) * DAY_MS)
        expectOk(await clerk().capture(orderId))
        expectOk(await clerk().refund(orderId, 5))
        expect((await clerk().order(orderId)).summary).toMatchObject({ paid_total: 24.99, refunded_total: 5 })
      })
    }
  )

  itWhile("A lapsed authorization is neither captured nor voided.")(
    "is refused by XPay once its days are over, and the hold is gone",
    async () => {
      await wanted(async () => {
        const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
        const { orderId = "" } = await shopper.payOnPage("PAYPAL")
        await sim().advanceClock(5 * DAY_MS)
        expect((await clerk().capture(orderId)).status).toBeGreaterThanOrEqual(400)
        expect((await sim().ledger()).orders.map(({ totals }) => totals.captured)).toEqual([0])
        await store.letPass(5 * 24 * 60)
        await store.reconcile(1)
        expect(await store.incidents()).toMatchObject([{ kind: "capture_lapsed" }])
        expectOk(await clerk().cancelOrder(orderId))
        await store.reconcile(1)
        expect(await row()).toMatchObject({ state: "expired" })
      })
    }
  )

  it("is voided with its order, PayPal's too", async () => {
    await wanted(async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const { orderId = "" } = await shopper.payOnPage("PAYPAL")
      expectOk(await clerk().cancelOrder(orderId))
      expect(await row()).toMatchObject({ state: "voided" })
      expect((await sim().ledger()).liveHolds).toEqual([])
    })
  })

  it("holds what a payment link takes", async () => {
    await wanted(async () => {
      const staff = new Staff(store.admin(), store.store)
      const { payment } = expectOk(await staff.makeLink((await staff.draftOrder()).id, 19.99))
      await walkHostedPage(payment.link!.url, "CARDS", "pay")
      await store.reconcile(1)
      expect(await actions()).toEqual(["PREAUTH"])
      expect(await row()).toMatchObject({ state: "authorized", is_preauthorization: true })
      expect(await daysToCapture()).toBe(27)
    })
  })

  it("holds what XPay's card fields take, and the dashboard says until when", async () => {
    await wanted(async () => {
      const fields = new FieldsShopper(await store.shopper().readyToPay({}, "pp_xpay-fields_xpay"))
      expectOk(await fields.confirm(await fields.enter(await fields.open(), UNSEEN_CARD)))
      expect(await actions()).toEqual(["PREAUTH"])
      expect(await daysToCapture()).toBe(27)
      const { id, deadline_at: deadline } = await row()
      const shown = await store
        .admin()
        .get<{ payment: { is_preauthorization: boolean; deadline_at: string } }>(`/admin/xpay/payments/${id}`)
      expect(expectOk(shown).payment).toMatchObject({
        is_preauthorization: true,
        deadline_at: deadline.toISOString(),
      })
    })
  })

  it("is not asked for where XPay documents none: a card on the shop's page, Apple Pay, MyBank", async () => {
    await wanted(async () => {
      await (await store.shopper().readyToPay()).pay(OK_CARD)
      expect(await row()).toMatchObject({ state: "authorized", is_preauthorization: false })
      expect(await daysToCapture()).toBe(4)
      await (await store.shopper().readyToPay({}, "pp_xpay-applepay_xpay")).payOnPage("APPLEPAY")
      expect(await row()).toMatchObject({ state: "authorized", is_preauthorization: false })
      await (await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")).payOnPage("MYBANK")
      expect(await row()).toMatchObject({ state: "captured", capture: "automatic" })
      expect(await actions()).toEqual([null, "PAY", "PAY"])
    })
  })

  it("is off by default", async () => {
    await (await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")).payOnPage("PAYPAL")
    expect(await row()).toMatchObject({ state: "captured", is_preauthorization: false })
  })
})
