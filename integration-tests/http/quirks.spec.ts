import type { SwitchChanges } from "../../src/simulator/switches"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { expectOk } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { xpaySuite } from "../harness/xpay-suite"

/**
 * Differences between terminals and editions of XPay, each in the shortest journey that encounters it. After every test
 * the audit checks that the three ledgers agree.
 */
xpaySuite("quirks", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const totals = async () => (await sim().ledger()).orders.at(-1)?.totals
  const state = async () =>
    ((await store.db("xpay_attempt").orderBy("created_at", "desc").first()) as { state: string }).state

  async function payByCard(): Promise<string> {
    const back = await (await store.shopper().readyToPay()).pay(OK_CARD)
    expect(back.outcome).toBe("paid")
    return back.orderId!
  }

  it.each<SwitchChanges>([
    {
      operationOrder: "newest-first",
      capturedAmountAfterRefund: "reduced",
      numericCurrency: "everywhere",
      timestampForm: "iso",
      maskedCavv: true,
    },
    { numericCurrency: "never", postOperationPendingMs: 500 },
    { readLagMs: 400, readLagShows: "pending" },
    { readLagMs: 400, readLagShows: "nothing" },
  ])("a card payment is captured, and a part refunded: %j", async (switches) => {
    await sim().setSwitches(switches)
    const orderId = await payByCard()
    expectOk(await clerk().capture(orderId))
    expectOk(await clerk().refund(orderId, 5))
    expect(await clerk().payment(orderId)).toMatchObject({
      captures: [{ amount: 24.99 }],
      refunds: [{ amount: 5 }],
    })
    expect(await state()).toBe("partially_refunded")
    expect(await totals()).toMatchObject({ captured: 2499, refunded: 500 })
  })

  it.each<SwitchChanges>([
    { voidOperationType: "REFUND", operationOrder: "newest-first" },
    { reversalChangesOriginal: true },
  ])("a hold is voided with its order: %j", async (switches) => {
    await sim().setSwitches(switches)
    const orderId = await payByCard()
    expectOk(await clerk().cancelOrder(orderId))
    expect((await clerk().payment(orderId)).canceled_at).not.toBeNull()
    expect(await state()).toBe("voided")
    expect(await totals()).toMatchObject({ liveHold: 0, captured: 0 })
  })

  it.each<SwitchChanges>([{ cancelLeavesOperation: false }, { pendingOperationAtOpening: true }])(
    "a page that was left can be opened again and paid: %j",
    async (switches) => {
      await sim().setSwitches(switches)
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      expect((await shopper.payOnPage("PAYPAL", "cancel")).outcome).toBe("canceled")
      expect((await shopper.payOnPage("PAYPAL")).outcome).toBe("paid")
      expect(await state()).toBe("captured")
    }
  )

  it("the terminal's methods are read as documented, and under spellings with underscores", async () => {
    await sim().setSwitches({ paymentMethodsForm: "documented", underscoredCircuits: true })
    const shopper = await store.shopper().fillCart()
    // A terminal's methods are cached; a terminal with other options is queried again.
    await withOptions(store.container(), { assumeNotExecutedAfterSeconds: 3 }, async () => {
      const ways = await shopper.paymentMethods()
      expect(ways.map(({ service }) => service)).toEqual(
        expect.arrayContaining(["PAYPAL", "GOOGLEPAY", "MYBANK"])
      )
      expect(ways.find(({ provider_id: id }) => id === "pp_xpay_xpay")?.circuits).toContain("VISA")
    })
  })

  it("a terminal that fails on documented 3-D Secure values charges nothing, and the log names the option that helps", async () => {
    await sim().setSwitches({ eciXidFails: true })
    const shopper = await store.shopper().readyToPay()
    expect((await shopper.pay(OK_CARD)).outcome).not.toBe("paid")
    expect(store.recorder.log()).toMatch(/set `threeDSData: \\*"response-and-value\\*"`/)
    expect(await sim().calls({ path: "/orders/3steps/payment" })).toHaveLength(1)
    expect((await sim().ledger()).liveHolds).toEqual([])
    await withOptions(store.container(), { threeDSData: "response-and-value" }, async () => {
      const again = await store.shopper().readyToPay()
      expect((await again.pay(OK_CARD)).outcome).toBe("paid")
    })
  })
})
