import { romeDate } from "../../src/domain/rome-date"
import { chargeSavedCardWorkflow } from "../../src/workflows"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { readsCatchUp } from "../harness/flipped"
import { EXPLICIT_KEY, PROVIDERS } from "../harness/terminals"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { ApiClient } from "../simulator/support/api-client"

const DUE = 19.99

/**
 * Newer facts about XPay, tested on a whole store. Each test names the section of the description of XPay's API
 * (sources in docs/simulator.md) that it is based on.
 */
xpaySuite("xpay-facts", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const totals = async () => (await sim().ledger()).orders.map((order) => order.totals)
  const attempts = async () => (await store.db("xpay_attempt").orderBy("created_at")) as { id: string }[]
  const dayIn = (days: number) => romeDate(new Date(Date.now() + days * 86_400_000))

  async function cardOrder(provider?: string): Promise<{ orderId: string; paymentId: string }> {
    const { orderId } = await (await store.shopper().readyToPay({}, provider)).pay(OK_CARD)
    const row = (await attempts()).at(-1)!
    return { orderId: orderId!, paymentId: row.id }
  }

  describe("renewing a payment link (6.2: POST /orders/paybylink/{linkId}/renewals, new link and new token)", () => {
    interface LinkDetail {
      id: string
      state: string
      link: { url: string; expires_at: string; renewable_until: string | null }
      timeline: { kind: string; text: string | null }[]
    }
    const renew = async (id: string, body: object = {}) =>
      await store
        .admin()
        .post<{ payment: LinkDetail; code?: string }>(`/admin/xpay/payment-links/${id}/renew`, body)

    async function link() {
      const draft = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(draft.id, DUE))
      return { draft, payment: payment as unknown as LinkDetail }
    }

    it("hands on the new address, until the day that the clerk chose, and puts it into the timeline", async () => {
      await sim().setSwitches({ renewalGives: "new" })
      const { draft, payment } = await link()
      const { payment: renewed } = expectOk(await renew(payment.id, { expires_on: dayIn(30) }))
      expect(await sim().calls({ path: "/orders/paybylink/*/renewals" })).toHaveLength(1)
      expect(renewed.link.url).not.toBe(payment.link.url)
      expect(renewed.link.expires_at.slice(0, 10)).toBe(dayIn(30))
      expect(renewed.timeline.filter(({ kind }) => kind === "link_renewed")).toEqual([
        expect.objectContaining({ text: expect.stringMatching(/^Valid until /) }),
      ])
      await walkHostedPage(renewed.link.url, "CARDS", "pay")
      await eventually(async () => {
        expect((await clerk().order(draft.id)).status).toBe("pending")
      })
    })

    it.each(["old", "new"])(
      "a notification with the %s token is accepted, without a run of the job",
      async (which) => {
        const { draft, payment } = await link()
        const { payment: renewed } = expectOk(await renew(payment.id))
        await walkHostedPage((which === "old" ? payment : renewed).link.url, "CARDS", "pay")
        await eventually(async () => {
          expect((await clerk().order(draft.id)).status).toBe("pending")
        })
        expect(await store.db("xpay_notification").distinct("verdict")).toEqual([{ verdict: "accepted" }])
      }
    )

    it.each(["new", "same"] as const)(
      "hands on what works where XPay drops the old address, with a %s token",
      async (renewalToken) => {
        await sim().setSwitches({ renewalGives: "new", renewalKeepsOld: false, renewalToken })
        const { draft, payment } = await link()
        const { payment: renewed } = expectOk(await renew(payment.id))
        expect((await fetch(payment.link.url)).status).toBe(404)
        await walkHostedPage(renewed.link.url, "CARDS", "pay")
        await eventually(async () => {
          expect((await clerk().order(draft.id)).status).toBe("pending")
        })
        expect(await store.db("xpay_notification").distinct("verdict")).toEqual([{ verdict: "accepted" }])
      }
    )

    it.each([
      { renewalOfPaidLink: "refused", status: 409 },
      { renewalOfPaidLink: "answered", status: 200 },
    ] as const)(
      "of a link that was paid meanwhile ends with its payment, however XPay answers ($renewalOfPaidLink)",
      async ({ renewalOfPaidLink, status }) => {
        await sim().setSwitches({ renewalOfPaidLink, notificationsMuted: true })
        const { draft, payment } = await link()
        await walkHostedPage(payment.link.url, "CARDS", "pay")
        await readsCatchUp()
        expect((await renew(payment.id)).status).toBe(status)
        await store.reconcile(1)
        expect((await clerk().order(draft.id)).status).toBe("pending")
        expect(await totals()).toMatchObject([{ authorized: 1999 }])
      }
    )

    it("is read back when its answer was lost: then the new address and token count", async () => {
      await sim().setSwitches({ renewalGives: "new" })
      const { draft, payment } = await link()
      await sim().addFault({ kind: "reset-after", path: "/orders/paybylink/*/renewals" })
      const { payment: renewed } = expectOk(await renew(payment.id, { expires_on: dayIn(20) }))
      expect(renewed.link.url).not.toBe(payment.link.url)
      await walkHostedPage(renewed.link.url, "CARDS", "pay")
      await eventually(async () => {
        expect((await clerk().order(draft.id)).status).toBe("pending")
      })
    })

    it("that was not carried out leaves the link as it was, and says so", async () => {
      const { payment } = await link()
      await sim().addFault({ kind: "reset-before", path: "/orders/paybylink/*/renewals" })
      expect(await renew(payment.id)).toMatchObject({ status: 409, body: { code: "link_change_failed" } })
      const { payment: now } = expectOk(await staff().move(payment.id, "sync")) as { payment: unknown }
      expect((now as LinkDetail).link.url).toBe(payment.link.url)
      expect((now as LinkDetail).timeline.map(({ kind }) => kind)).not.toContain("link_renewed")
    })

    it("of a link that XPay does not know (404) leaves it as it was, and says so", async () => {
      const { payment } = await link()
      await sim().addFault({ kind: "status", status: 404, path: "/orders/paybylink/*/renewals" })
      expect(await renew(payment.id)).toMatchObject({ status: 409, body: { code: "link_change_failed" } })
      const { payment: now } = expectOk(await staff().move(payment.id, "sync")) as { payment: unknown }
      expect((now as LinkDetail).link.url).toBe(payment.link.url)
    })

    it("takes a day from today to 90 days after the link was made, and nothing else", async () => {
      const { payment } = await link()
      expect(payment.link.renewable_until).toBe(dayIn(90))
      for (const expires_on of ["2020-01-01", dayIn(92)]) {
        expect(await renew(payment.id, { expires_on })).toMatchObject({
          status: 422,
          body: { code: "link_expiry_invalid" },
        })
      }
      expect((await renew(payment.id, { expires_on: "soon" })).status).toBe(400)
      expect((await renew(payment.id, { until: dayIn(2) })).status).toBe(400)
      expect(await sim().calls({ path: "/orders/paybylink/*/renewals" })).toEqual([])
    })

    it.each(["top", "session"] as const)(
      "a link is made whichever place of its date XPay reads (%s)",
      async (expirationDatePlace) => {
        await sim().setSwitches({ expirationDatePlace })
        expect((await link()).payment.state).toBe("pending_payer")
      }
    )
  })

  describe("Idempotency-Key on cancels (2.4: 400 PS0074 without one)", () => {
    it("is sent, and a cancel of a capture succeeds where it is asked for", async () => {
      const { paymentId } = await cardOrder()
      expectOk(await staff().move(paymentId, "capture", { amount: 24.99 }))
      expect(expectOk(await staff().move(paymentId, "cancel-capture")).payment.state).toBe("voided")
      expect(await totals()).toMatchObject([{ captured: 0, liveHold: 0 }])
    })
  })

  describe("merchant-initiated payments (6.7: EXPLICIT was answered EXECUTED in production; no recurrence block)", () => {
    it("that were to be held and were taken at once are booked as taken", async () => {
      await sim().setSwitches({ mitCapture: "at-once" })
      const account = await store.account()
      const first = await store.shopperWith(account).readyToPay()
      await first.pay(OK_CARD, "succeeds", { save_card: { for: "later_charges" } })
      const { cartId } = await store.shopperWith(account).fillCart()
      const { result } = await chargeSavedCardWorkflow(store.container()).run({
        input: { customer_id: account.id, cart_id: cartId, idempotency_key: "1" },
      })
      expect(result).toMatchObject({ status: "charged", captured: true, amount: "24.99" })
      expect(await clerk().order((result as { order_id: string }).order_id)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99, pending_difference: 0 },
      })
      expect((await totals()).at(-1)).toMatchObject({ captured: 2499, liveHold: 0 })
    })
  })

  describe("the deactivation of a contract (8.5: an empty answer, or {})", () => {
    it.each(["object", "nothing"] as const)("is read either way (%s)", async (deactivationAnswers) => {
      await sim().setSwitches({ deactivationAnswers })
      const account = await store.account()
      const shopper = await store.shopperWith(account).readyToPay()
      await shopper.pay(OK_CARD, "succeeds", { save_card: true })
      const [card] = await account.savedCards()
      expect((await account.removeCard(card!.id)).body).toMatchObject({ deleted: true })
      expect((await sim().ledger()).contracts).toMatchObject([{ isActive: false }])
    })
  })

  describe("a currency that the terminal lacks (2.5: refused at creation; the CEE sandbox was seen to fail later)", () => {
    it.each(["refused", "fails"] as const)(
      "is not charged, and the shopper hears so (%s)",
      async (foreignCurrency) => {
        await sim().setSwitches({ foreignCurrency })
        const shopper = await store.shopper().readyToPay({ currency: "jpy" }, "pp_xpay_implicit")
        const submitted = await shopper.submitCard(OK_CARD, { locale: "en" })
        if (expectOk(submitted).challenge !== undefined) {
          await shopper.passChallenge(submitted)
        }
        expect(await shopper.payment()).toMatchObject({
          status: "declined",
          message: expect.stringMatching(/Nothing was charged/),
        })
        expect((await totals()).filter(({ authorized }) => authorized > 0)).toEqual([])
      }
    )
  })

  describe("a currency that the terminal lacks, on XPay's page (2.5)", () => {
    const provider = "pp_xpay-hosted_implicit"

    beforeEach(async () => {
      const region = `/admin/regions/${store.store.regions["jpy"]?.id}`
      expectOk(await store.admin().post(region, { payment_providers: [...PROVIDERS, provider] }))
    })

    it.each(["refused", "fails"] as const)(
      "is not charged there either, and the shopper pays in another way (%s)",
      async (foreignCurrency) => {
        await sim().setSwitches({ foreignCurrency })
        const shopper = await store.shopper().readyToPay({ currency: "jpy" }, provider)
        const pressed = await shopper.pressButton({ locale: "en" })
        if (foreignCurrency === "fails") {
          expect((await shopper.passPage(pressed, "CARDS", "pay")).outcome).toBe("declined")
        }
        expect((await sim().calls({ path: "/orders/hpp" })).map(({ status }) => status)).toEqual([
          foreignCurrency === "refused" ? 400 : 200,
        ])
        expect(await shopper.payment()).toMatchObject({
          status: "declined",
          message: expect.stringMatching(/Nothing was charged/),
        })
        expect((await totals()).filter(({ authorized }) => authorized > 0)).toEqual([])
        expectOk(await shopper.openSession("pp_xpay_xpay"))
        expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      }
    )
  })

  describe("an order id that was used before (2.5: GW0024, nothing was made)", () => {
    it("is refused, and the next try has one of its own and is charged once", async () => {
      const shopper = await store.shopper().readyToPay()
      await sim().addFault({ kind: "delay", path: "/orders/3steps/init", ms: 1_500 })
      const submitting = shopper.submitCard(OK_CARD, { locale: "en" })
      let taken = ""
      await eventually(async () => {
        const rows = (await store.db("xpay_attempt").pluck("xpay_order_id")) as string[]
        expect(rows).toHaveLength(1)
        taken = rows[0]!
      })
      const other = new ApiClient(store.simulator.apiUrl, EXPLICIT_KEY)
      const made = await other.post("/orders/hpp", {
        order: { orderId: taken, amount: "2499", currency: "EUR" },
        paymentSession: {
          amount: "2499",
          language: "ita",
          resultUrl: "https://shop.example",
          cancelUrl: "https://shop.example",
        },
      })
      expect(made.status).toBe(200)
      const submitted = await submitting
      expect((await sim().calls({ path: "/orders/3steps/init" })).map(({ status }) => status)).toEqual([400])
      expect(submitted.body.challenge).toBeUndefined()
      expect(await shopper.payment()).toMatchObject({
        status: "declined",
        message: expect.stringMatching(/Nothing was charged/),
      })

      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      const ids = (await store.db("xpay_attempt").pluck("xpay_order_id")) as string[]
      expect(new Set(ids).size).toBe(2)
      const held = (await sim().ledger()).orders.filter(({ totals: { liveHold } }) => liveHold > 0)
      expect(held.map(({ orderId, totals: { liveHold } }) => [orderId, liveHold])).toEqual([
        [ids.find((id) => id !== taken), 2499],
      ])
    })
  })

  describe("channelDetail (15.15: not proved on the wire)", () => {
    it.each([true, false])("changes nothing, also where it is missing (%s)", async (channelDetailInReads) => {
      await sim().setSwitches({ channelDetailInReads })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-hosted_xpay")
      expect((await shopper.payOnPage("CARDS")).outcome).toBe("paid")
    })
  })

  describe("a refund after an explicit capture (15.14: may take the authorization's id, or only the capture's)", () => {
    it.each([true, false])(
      "names the capture, so that it works either way (%s)",
      async (refundByAuthorizationId) => {
        await sim().setSwitches({ refundByAuthorizationId })
        const { orderId } = await cardOrder()
        expectOk(await clerk().capture(orderId))
        expectOk(await clerk().refund(orderId, 5))
        expect(await totals()).toMatchObject([{ captured: 2499, refunded: 500 }])
      }
    )
  })

  describe("XPay's page after a decline (6.1 is silent: it stays open for another card)", () => {
    it("and a payment made there afterwards places the order, even when no notification comes", async () => {
      await sim().setSwitches({ notificationsMuted: true, declinedPage: "stays-open" })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-hosted_xpay")
      const pressed = await shopper.pressButton()
      expect((await shopper.passPage(pressed, "CARDS", "decline")).outcome).toBe("declined")
      await walkHostedPage(pressed.body.redirect_url!, "CARDS", "pay")
      await store.reconcile(1)
      expect(await shopper.payment()).toMatchObject({
        status: "paid",
        order_id: expect.stringMatching(/^order_/),
      })
    })

    it("and money for a cart that was paid with another try meanwhile goes back", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-hosted_xpay")
      const first = await shopper.pressButton()
      expect((await shopper.passPage(first, "CARDS", "decline")).outcome).toBe("declined")
      expect((await shopper.payOnPage("CARDS")).outcome).toBe("paid")
      await walkHostedPage(first.body.redirect_url!, "CARDS", "pay")
      await store.reconcile(1)
      await store.reconcile(1)
      const held = (await totals()).filter(({ liveHold }) => liveHold > 0)
      expect(held).toHaveLength(1)
    })

    it("and where it closes, the shopper pays on a new one", async () => {
      await sim().setSwitches({ declinedPage: "closes" })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-hosted_xpay")
      expect((await shopper.payOnPage("CARDS", "decline")).outcome).toBe("declined")
      expect((await shopper.payOnPage("CARDS")).outcome).toBe("paid")
    })
  })
})
