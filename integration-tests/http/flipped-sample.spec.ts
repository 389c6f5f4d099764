import { allFlipped } from "../../src/simulator/rules"
import { walkHostedPage } from "../harness/browser-walk"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const DUE = 19.99

/**
 * The shortest journey through every flow with all assumptions about XPay inverted; `npm run test:flipped` runs the
 * rest.
 */
xpaySuite("flipped-sample", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const totals = async () => (await sim().ledger()).orders.at(-1)!.totals
  const readsCatchUp = async () =>
    await new Promise((resolve) => setTimeout(resolve, allFlipped().readLagMs ?? 0))

  beforeEach(async () => {
    await sim().setSwitches(allFlipped())
  })

  it.each(["pp_xpay_xpay", "pp_xpay_twosteps"])(
    "a card is declined, paid, captured and refunded (%s)",
    async (provider) => {
      const shopper = await store.shopper().readyToPay({}, provider)
      expect((await shopper.pay(KO_CARD)).outcome).toBe("declined")
      const { orderId = "" } = await shopper.pay(OK_CARD)
      expectOk(await clerk().capture(orderId))
      expectOk(await clerk().refund(orderId, 5))
      expect(await clerk().order(orderId)).toMatchObject({ payment_status: "partially_refunded" })
      expect(await totals()).toMatchObject({ captured: 2499, refunded: 500 })
    }
  )

  it("a hold is voided with its order", async () => {
    const { orderId = "" } = await (await store.shopper().readyToPay()).pay(OK_CARD)
    expectOk(await clerk().cancelOrder(orderId))
    expect(await totals()).toMatchObject({ captured: 0, liveHold: 0 })
  })

  it("XPay's page is declined, and paid, although the shopper never comes back", async () => {
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-hosted_xpay")
    expect((await shopper.payOnPage("CARDS", "decline")).outcome).toBe("declined")
    const pressed = expectOk(await shopper.pressButton())
    await walkHostedPage(pressed.redirect_url!, "CARDS", "pay")
    await eventually(async () => {
      expect((await shopper.payment()).status).toBe("paid")
    })
  })

  it("a payment without notification or return is found by the job", async () => {
    await sim().setSwitches({ notificationsMuted: true })
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    const pressed = expectOk(await shopper.pressButton())
    await walkHostedPage(pressed.redirect_url!, "PAYPAL", "pay")
    await readsCatchUp()
    await store.reconcile(1)
    expect((await shopper.payment()).status).toBe("paid")
  })

  it("a payment link is renewed and paid", async () => {
    const draft = await staff().draftOrder()
    const { payment } = expectOk(await staff().makeLink(draft.id, DUE))
    const { payment: renewed } = expectOk(await staff().changeLink(payment.id, "renew"))
    await walkHostedPage(renewed.link!.url, "CARDS", "pay")
    await eventually(async () => {
      expect((await clerk().order(draft.id)).status).toBe("pending")
    })
  })

  it("a MOTO payment is held and captured", async () => {
    const draft = await staff().draftOrder()
    const taken = expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
    expect(taken.outcome).toBe("approved")
    expectOk(await clerk().capture(draft.id))
    expect(await totals()).toMatchObject({ captured: 1999 })
  })

  it("a saved card is paid with, and forgotten", async () => {
    const account = await store.account()
    const first = await store.shopperWith(account).readyToPay()
    await first.pay(OK_CARD, "succeeds", { save_card: true })
    const [card] = await account.savedCards()
    const shopper = await store.shopperWith(account).readyToPay()
    expect((await shopper.passPage(await shopper.useSavedCard(card!.id), "CARDS")).outcome).toBe("paid")
    expect((await account.removeCard(card!.id)).body).toMatchObject({ deleted: true })
  })
})
