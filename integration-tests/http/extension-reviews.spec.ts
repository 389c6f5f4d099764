import type { XPayExtensions, XPayRisk } from "../../src/workflows"
import { OK_CARD, UNSEEN_CARD } from "../harness/cards"
import { FieldsShopper } from "../harness/card-fields"
import { Clerk } from "../harness/clerk"
import { expectOk } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { xpaySuite } from "../harness/xpay-suite"
import { sendableOrders } from "./support/sendable-orders"

const FIELDS = "pp_xpay-fields_xpay"
const HOSTED = "pp_xpay-hosted_xpay"

/** The decisions of the shop's functions about a session that was opened, or paid, before. */
xpaySuite("extension-reviews", (store) => {
  const sim = () => store.simulator.control
  const withRisk = (assessRisk: XPayExtensions["assessRisk"], work: () => Promise<void>) =>
    withOptions(store.container(), { extensions: { assessRisk } }, work)
  const attempts = async () =>
    (await store.db("xpay_attempt").orderBy("created_at")) as {
      id: string
      state: string
      review: string | null
    }[]
  const listed = async (filter: string) =>
    expectOk(
      await store.admin().get<{ payments: { id: string }[] }>(`/admin/xpay/payments?${filter}=true`)
    ).payments.map(({ id }) => id)
  const holds = async () => (await sim().ledger()).liveHolds.map(({ amount }) => amount)

  describe("a session whose payment is in doubt, or made", () => {
    it.each([
      ["the method is not offered", { offerMethod: () => false }],
      ["the risk is refused", { assessRisk: (): XPayRisk => "refuse" }],
      ["the risk is not assessed", { assessRisk: () => Promise.reject(new Error("no answer")) }],
    ] as const)("is answered with that payment, although now: %s", async (_what, extensions) => {
      const shopper = await store.shopper().readyToPay()
      // XPay executes the payment, and cannot be queried.
      await sim().addFault({ kind: "reset-after", path: "/orders/3steps/payment" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await shopper.pay(OK_CARD)).outcome).toBe("verifying")
      expect(await attempts()).toMatchObject([{ state: "authorizing" }])
      await withOptions(store.container(), { extensions }, async () => {
        const again = expectOk(await shopper.submitCard(OK_CARD))
        expect(again.payment.status).toBe("verifying")
        expect(again.payment.message).toMatch(/do not pay again/)
        await sim().removeFault(blind.id)
        expect(expectOk(await shopper.submitCard(OK_CARD)).payment).toMatchObject({ status: "paid" })
        expect(await attempts()).toMatchObject([{ state: "authorized" }])
      })
    })
  })

  it("is not called for a shopper who has tried too often", async () => {
    let calls = 0
    const assessRisk = () => {
      calls += 1
      return "proceed"
    }
    const options = { cardTesting: { perCart: 1 }, extensions: { assessRisk } }
    await withOptions(store.container(), options, async () => {
      const shopper = await store.shopper().readyToPay()
      expectOk(await shopper.submitCard(OK_CARD))
      expect((await shopper.submitCard(OK_CARD)).body).toMatchObject({ code: "too_many_tries" })
      expect(calls).toBe(1)
    })
  })

  describe("what was opened before the shop decided otherwise", () => {
    it.each(["refuse", "review"] as const)("is paid no more: XPay's page, %s", async (later) => {
      let risk: XPayRisk = "proceed"
      await withRisk(
        () => risk,
        async () => {
          const shopper = await store.shopper().readyToPay({}, HOSTED)
          const first = await shopper.pressButton()
          risk = later
          const second = await shopper.pressButton()
          expect(second.status).toBe(later === "refuse" ? 409 : 200)
          await shopper.passPage(first, "CARDS")
          await store.reconcile(1)
          expect(await attempts()).toMatchObject([
            { state: "voided" },
            ...(later === "review" ? [{ state: "pending_payer", review: "pending" }] : []),
          ])
          expect(await holds()).toEqual([])
        }
      )
    })

    it.each([
      ["refuse", 409, "refused_by_shop"],
      ["review", 200, undefined],
      ["challenge", 200, undefined],
    ] as const)("is not charged: card fields, %s", async (later, status, code) => {
      let risk: XPayRisk = "proceed"
      await withRisk(
        () => risk,
        async () => {
          const fields = new FieldsShopper(await store.shopper().readyToPay({}, FIELDS))
          const id = await fields.enter(await fields.open(), UNSEEN_CARD)
          risk = later
          const confirmed = await fields.confirm(id)
          expect(confirmed).toMatchObject({ status, body: code === undefined ? {} : { code } })
          expect(await attempts()).toMatchObject([{ state: "abandoned" }])
          expect(await holds()).toEqual([])
          if (later === "review") {
            expectOk(await fields.confirm(await fields.enter(await fields.open(), UNSEEN_CARD)))
            expect((await attempts()).at(-1)).toMatchObject({ state: "authorized", review: "pending" })
          }
        }
      )
    })
  })

  describe("a payment that is held for review, and captured in part in the XPay back office", () => {
    const { openKinds } = sendableOrders(store)

    it("keeps the rest for the review, and an incident informs the shop", async () => {
      await sim().setSwitches({ portalOperationsInOrder: true, multipleCaptures: true })
      const options = { multipleCaptures: true, extensions: { assessRisk: () => "review" } }
      await withOptions(store.container(), options, async () => {
        await store.reconcile(0)
        const { orderId = "" } = await (await store.shopper().readyToPay()).pay(OK_CARD)
        await store.reconcile()
        const { id } = (await attempts())[0]!
        expect(await listed("for_review")).toEqual([id])
        expect(await listed("to_capture")).toEqual([])
        const { orderId: xpayOrderId } = (await sim().ledger()).orders[0]!
        await sim().actInOffice({ orderId: xpayOrderId, verb: "capture", amount: 1000 })
        await store.reconcile(0)
        expect(await attempts()).toMatchObject([{ state: "captured", review: "pending" }])
        expect(await openKinds()).toEqual(["amounts_differ"])
        const clerk = new Clerk(store.admin())
        const refused = await clerk.capture(orderId, 14.99)
        expect(refused.text).toContain("held for review")
        expect(await listed("for_review")).toEqual([id])
        expectOk(await store.admin().post(`/admin/xpay/payments/${id}/accept`, {}))
        expectOk(await clerk.capture(orderId, 14.99))
        expect((await sim().ledger()).orders[0]!.totals.captured).toBe(2499)
      })
    })
  })
})
