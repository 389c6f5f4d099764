import type { OrderPanel } from "../../src/use-cases/staff/order-panel"
import type { PaymentRow } from "../../src/use-cases/staff/views/payment-row"
import { OK_CARD, testedCard } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { itWhile } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { xpaySuite } from "../harness/xpay-suite"

const OTHERS_ARE_REFUNDED = "Methods of which no page of Nexi's says so are refunded, too."

/** Each method from the button to the refund, and two terminal options that change what is allowed. */
xpaySuite("methods", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const theOrder = async () => (await sim().ledger()).orders.at(-1)!

  interface Method {
    readonly name: string
    readonly provider: string
    readonly service: string
    /** Klarna's minimum is €35. */
    readonly quantity?: number
    /** Held, to be captured when the goods are sent, as cards are. */
    readonly isHeld?: boolean
  }

  async function isPaidAndRefunded(method: Method): Promise<void> {
    const { provider, service, quantity = 1, isHeld = false } = method
    const shopper = await store.shopper().readyToPay({ quantity }, `pp_xpay-${provider}_xpay`)
    const ways = await shopper.paymentMethods()
    expect(ways.find(({ provider_id: id }) => id === `pp_xpay-${provider}_xpay`)).toMatchObject({
      name: method.name,
      kind: "redirect",
      service,
    })
    const { outcome, orderId = "" } = await shopper.payOnPage(service)
    expect(outcome).toBe("paid")
    const minor = Math.round(shopper.total * 100)
    expect((await theOrder()).totals).toMatchObject({
      captured: isHeld ? 0 : minor,
      liveHold: isHeld ? minor : 0,
    })
    expect((await clerk().order(orderId)).payment_status).toBe(isHeld ? "authorized" : "captured")
    if (isHeld) {
      expectOk(await clerk().capture(orderId))
    }
    expectOk(await clerk().refund(orderId, 5))
    expect((await theOrder()).totals).toMatchObject({ captured: minor, refunded: 500 })
    expect(await clerk().order(orderId)).toMatchObject({ payment_status: "partially_refunded" })
  }

  it.each<Method>([
    { name: "Apple Pay", provider: "applepay", service: "APPLEPAY", isHeld: true },
    { name: "Google Pay", provider: "googlepay", service: "GOOGLEPAY", isHeld: true },
    { name: "BANCOMAT Pay", provider: "bancomatpay", service: "BANCOMATPAY" },
    { name: "PayPal", provider: "paypal", service: "PAYPAL" },
  ])("$name is paid on XPay's page, captured, and refunded in part", isPaidAndRefunded)

  itWhile(OTHERS_ARE_REFUNDED).each<Method>([
    { name: "Satispay", provider: "satispay", service: "SATISPAY" },
    { name: "Klarna", provider: "klarna", service: "KLARNA", quantity: 2 },
  ])("$name is paid on XPay's page and refunded in part", isPaidAndRefunded)

  it("Satispay is not refunded where XPay refuses it: the clerk hears so, and nothing is booked", async () => {
    await sim().setSwitches({ undescribedRefunds: "refused" })
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-satispay_xpay")
    const { orderId = "" } = await shopper.payOnPage("SATISPAY")
    const refused = await clerk().refund(orderId, 5)
    expect(refused.status).toBe(400)
    expect(refused.body["message"]).toMatch(/XPay refused the refund/)
    expect((await clerk().payment(orderId)).refunds).toEqual([])
    expect((await theOrder()).totals).toMatchObject({ refunded: 0 })
  })

  it.each(["decline", "cancel"] as const)("Satispay can be tried again after a %s", async (end) => {
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-satispay_xpay")
    expect((await shopper.payOnPage("SATISPAY", end)).outcome).toBe(
      end === "decline" ? "declined" : "canceled"
    )
    expect((await shopper.payOnPage("SATISPAY")).outcome).toBe("paid")
  })

  describe("`multipleCaptures: true`", () => {
    const listed = async (state: string) =>
      expectOk(await store.admin().get<{ payments: PaymentRow[] }>(`/admin/xpay/payments?state=${state}`))
        .payments
    const voided = async (orderId: string) =>
      expectOk(await store.admin().get<{ xpay: OrderPanel }>(`/admin/xpay/orders/${orderId}`)).xpay
        .payments[0]?.voided

    it("captures what is dispatched, parcel by parcel, and refunds each", async () => {
      await sim().setSwitches({ multipleCaptures: true })
      await withOptions(store.container(), { multipleCaptures: true }, async () => {
        const { orderId = "" } = await (await store.shopper().readyToPay()).pay(OK_CARD)
        expectOk(await clerk().capture(orderId, 10))
        expectOk(await clerk().capture(orderId, 9.99))
        expect((await clerk().payment(orderId)).captures.map(({ amount }) => amount).sort()).toEqual(
          [10, 9.99].sort()
        )
        expect((await theOrder()).totals).toMatchObject({ captured: 1999, liveHold: 500 })
        // Each capture was partial, and nothing was voided.
        expect(await listed("partially_captured")).toMatchObject([{ captured: 19.99 }])
        expect(await voided(orderId)).toBe(0)
        expect((await clerk().capture(orderId, 5.01)).status).toBe(400)
        expectOk(await clerk().capture(orderId, 5))
        expect(await listed("partially_captured")).toEqual([])
        expect(await listed("captured")).toMatchObject([{ state_text: "Captured" }])
        expect(await clerk().order(orderId)).toMatchObject({
          payment_status: "captured",
          summary: { paid_total: 24.99, pending_difference: 0 },
        })
        expectOk(await clerk().refund(orderId, 10))
        expectOk(await clerk().refund(orderId, 9.99))
        expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 1999 })
      })
    })

    it("says so where the terminal does not allow it after all, and moves nothing", async () => {
      await sim().setSwitches({ multipleCaptures: false })
      await withOptions(store.container(), { multipleCaptures: true }, async () => {
        const { orderId = "" } = await (await store.shopper().readyToPay()).pay(OK_CARD)
        expectOk(await clerk().capture(orderId, 10))
        const second = await clerk().capture(orderId, 5)
        expect(second.status).toBe(400)
        expect(second.body["message"]).toMatch(/XPay refused the capture/)
        expect((await theOrder()).totals).toMatchObject({ captured: 1000 })
      })
    })
  })

  describe('`exemptions: "CHALLENGE_REQUESTED"`', () => {
    const frictionless = testedCard("4000000000010001")

    itWhile("A challenge that is asked for takes place.")(
      "sends the shopper to the issuer also where it needs no challenge",
      async () => {
        const before = await store.shopper().readyToPay()
        expect(expectOk(await before.submitCard(frictionless)).challenge).toBeUndefined()
        await withOptions(store.container(), { exemptions: "CHALLENGE_REQUESTED" }, async () => {
          const shopper = await store.shopper().readyToPay()
          const submitted = await shopper.submitCard(frictionless)
          expect(expectOk(submitted).challenge).toBeDefined()
          expect((await shopper.passChallenge(submitted)).outcome).toBe("paid")
        })
      }
    )

    it("is paid all the same where XPay does not heed it", async () => {
      await sim().setSwitches({ requestedChallenge: "ignored" })
      await withOptions(store.container(), { exemptions: "CHALLENGE_REQUESTED" }, async () => {
        const shopper = await store.shopper().readyToPay()
        const submitted = await shopper.submitCard(frictionless)
        const { challenge, payment } = expectOk(submitted)
        // If init is PENDING nevertheless, the browser goes to the issuer and returns immediately.
        const end = challenge ? (await shopper.passChallenge(submitted)).outcome : payment.status
        expect(end).toBe("paid")
      })
    })
  })
})
