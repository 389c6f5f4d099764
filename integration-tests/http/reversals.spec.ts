import { asPaymentId } from "../../src/domain/ids"
import type { IPaymentModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { isFlipped, itWhile } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import { engineFor } from "../../src/use-cases/engine-for"
import { returnForCanceledOrder } from "../../src/use-cases/orders/refund-canceled-order"
import { unseenPayments } from "./support/unseen-payments"

const RELEASES_REST = "An authorization is captured once; the rest is released."

xpaySuite("reversals", (store) => {
  const { kinds, cardOrder, writeRefund, payUnseen } = unseenPayments(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const paymentModule = () => store.container().resolve<IPaymentModuleService>(Modules.PAYMENT)
  const theOrder = async () => (await sim().ledger()).orders[0]!
  const stock = async (quantity: number) =>
    await store.db("inventory_level").update({
      stocked_quantity: quantity,
      raw_stocked_quantity: { value: String(quantity), precision: 20 },
    })

  describe("money for a cart that can no longer become an order", () => {
    it("is reversed when the cart has changed, with an incident", async () => {
      const shopper = await payUnseen()
      await shopper.addItem("TAZZA")
      await store.reconcile(1)
      expect(await shopper.payment()).toMatchObject({ status: "voided", order_id: null })
      expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 2499 })
      expect(await store.incidents()).toMatchObject([
        {
          kind: "reversed_unplaceable",
          detail: { amount: { minor: "2499", currency: "EUR" }, cause: { reason: "session_gone" } },
        },
      ])
    })

    it("is reversed when XPay authorized another amount than requested, with an incident", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const { redirect_url: url } = expectOk(await shopper.pressButton())
      await store.db("xpay_attempt").update({ amount: "2500" })
      await walkHostedPage(url!, "PAYPAL", "pay")
      await store.reconcile(1)
      expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 2499 })
      expect(await store.incidents()).toMatchObject([
        {
          kind: "amount_mismatch",
          detail: {
            authorized: { minor: "2499", currency: "EUR" },
            requested: { minor: "2500", currency: "EUR" },
          },
        },
      ])
      await store.db("xpay_attempt").update({ amount: "2499" })
    })

    it("goes back when the stock is gone", async () => {
      const shopper = await payUnseen()
      await stock(0)
      await store.reconcile(1)
      expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 2499 })
      expect(await kinds()).toEqual(["reversed_unplaceable"])
      expect((await shopper.payment()).message).toMatch(/order could not be placed/)
    })

    it("waits for a person where the shop wants that", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_holding")
      const { redirect_url: url } = expectOk(await shopper.pressButton())
      await walkHostedPage(url!, "PAYPAL", "pay")
      await stock(0)
      await store.reconcile(1)
      expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 0 })
      expect(await kinds()).toEqual(["held_unplaceable"])
      await store.reconcile()
      expect(await kinds()).toEqual(["held_unplaceable"])

      // The goods are in stock again, and the clerk requests another check.
      await stock(10)
      const { id } = (await store.db("xpay_attempt").first("id")) as { id: string }
      expectOk(await store.admin().post(`/admin/xpay/payments/${id}/sync`))
      expect(await shopper.payment()).toMatchObject({
        status: "paid",
        order_id: expect.stringMatching(/^order_/),
      })
      await store.reconcile(1)
      expect(await kinds()).toEqual([])
    })

    it("goes back when a second page was paid too", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const first = expectOk(await shopper.pressButton())
      const second = expectOk(await shopper.pressButton())
      await walkHostedPage(first.redirect_url!, "PAYPAL", "pay")
      await walkHostedPage(second.redirect_url!, "PAYPAL", "pay")
      await store.reconcile(2)
      await store.reconcile(2)
      const { orders } = await sim().ledger()
      expect(orders.map(({ totals: { captured, refunded } }) => captured - refunded).sort()).toEqual([
        0, 2499,
      ])
      expect((await shopper.payment()).status).toBe("paid")
    })
  })

  describe("an order that is canceled", () => {
    it("has its hold voided when XPay is available again", async () => {
      const orderId = await cardOrder()
      await store.door.shut()
      expectOk(await clerk().cancelOrder(orderId))
      expect((await clerk().order(orderId)).status).toBe("canceled")
      expect((await sim().ledger()).liveHolds).toHaveLength(1)
      await store.door.open()
      await eventually(async () => {
        await store.reconcile(1)
        expect((await sim().ledger()).liveHolds).toEqual([])
      })
    })

    it("raises an incident while the void keeps failing, and closes it", async () => {
      const orderId = await cardOrder()
      const fault = await sim().addFault({
        kind: "status",
        status: 400,
        path: "/operations/*/refunds",
        times: "always",
      })
      expectOk(await clerk().cancelOrder(orderId))
      // The subscriber to the cancellation may still be running and take the place of a run.
      await eventually(async () => {
        await store.reconcile()
        expect(await kinds()).toEqual(["void_failing"])
      })
      await sim().removeFault(fault.id)
      await store.reconcile()
      expect((await sim().ledger()).liveHolds).toEqual([])
      expect(await kinds()).toEqual([])
    })

    it("has its captured money refunded, although Medusa booked a refund that failed", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await store.door.shut()
      expectOk(await clerk().cancelOrder(orderId))
      await store.door.open()
      await eventually(async () => {
        await store.reconcile(1)
        expect((await theOrder()).totals.refunded).toBe(2499)
      })
      await eventually(async () =>
        expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 24.99 }])
      )
    })
  })

  describe("an order that is canceled before Medusa has all that XPay did", () => {
    const office = async (verb: "capture" | "refund", amount: number) => {
      const { orderId } = await theOrder()
      await sim().actInOffice({ orderId, verb, amount })
    }

    /** All of the money was reversed, Medusa has each part, and nothing is left to do. */
    async function expectReturned(orderId: string, refunds: readonly number[]): Promise<void> {
      await eventually(async () => {
        await store.letPass(1)
        await store.reconcile(1)
        const { captured, refunded, liveHold } = (await theOrder()).totals
        expect({ left: captured - refunded, liveHold }).toEqual({ left: 0, liveHold: 0 })
      }, 15_000)
      await eventually(async () => {
        await store.letPass(2)
        await store.reconcile(2)
        const [{ next_check_at: nextCheck }] = await store.db("xpay_attempt").select("next_check_at")
        expect(nextCheck).toBeNull()
      }, 15_000)
      const amounts = (await clerk().payment(orderId)).refunds.map(({ amount }) => amount)
      const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)
      // If XPay lists refunds later than it shows the full reversal, Medusa has them as one.
      const expected = isFlipped ? [[...refunds], [sum(refunds)]] : [[...refunds]]
      expect(expected).toContainEqual(amounts.sort((one, other) => one - other))
      expect(await store.db("xpay_movement").where({ state: "done", is_booked: false })).toEqual([])
      expect((await clerk().order(orderId)).summary.transaction_total).toBe(0)
      // The subscriber to the cancellation may still have been running while the job checked the incidents.
      await eventually(async () => {
        await store.reconcile(1)
        expect(await kinds()).toEqual([])
      })
      expect(await store.auditBooks()).toEqual([])
    }

    beforeEach(async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
    })

    it("has the rest refunded when a part was refunded in the back office", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await office("refund", 700)
      expectOk(await clerk().cancelOrder(orderId))
      await expectReturned(orderId, [7, 17.99])
    })

    it("has the rest refunded when the answer to a refund was lost", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/refunds" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await clerk().refund(orderId, 5)).status).toBe(500)
      expectOk(await clerk().cancelOrder(orderId))
      await sim().removeFault(blind.id)
      await expectReturned(orderId, [5, 19.99])
    }, 60_000)

    it("has the refund that a person made in the back office when ours was refused", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await sim().addFault({ kind: "status", status: 400, path: "/operations/*/refunds", times: "always" })
      expectOk(await clerk().cancelOrder(orderId))
      await eventually(async () => {
        await store.reconcile()
        expect(await kinds()).toEqual(["order_canceled_with_money"])
      })
      await office("refund", 2499)
      await expectReturned(orderId, [24.99])
    })

    it("has two refunds of the back office that are all of the money", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await office("refund", 700)
      await office("refund", 1799)
      expectOk(await clerk().cancelOrder(orderId))
      await expectReturned(orderId, [7, 17.99])
    })

    it("raises no incident when XPay refuses a refund because all of it is back", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await office("refund", 700)
      await office("refund", 1799)
      const attempt = (await store.db("xpay_attempt").first()) as AttemptRecord
      const engine = engineFor(store.container(), attempt.provider_id)
      const { id } = await clerk().payment(orderId)
      const { state } = await returnForCanceledOrder(store.container(), engine, attempt, asPaymentId(id))
      expect({ state, incidents: await store.incidents() }).toEqual({ state: "refunded", incidents: [] })
      expectOk(await clerk().cancelOrder(orderId))
      await expectReturned(orderId, [7, 17.99])
    })

    it("has the rest refunded when a refund was written down and never asked for", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await writeRefund(orderId)
      expectOk(await clerk().cancelOrder(orderId))
      await expectReturned(orderId, [5, 19.99])
    })

    it("has its refund in Medusa again when the row of it was lost", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      expectOk(await clerk().cancelOrder(orderId))
      await store.db("refund").delete()
      await expectReturned(orderId, [24.99])
    })

    itWhile(RELEASES_REST)(
      "has a part back that was captured in the back office, and is looked at no more",
      async () => {
        const orderId = await cardOrder()
        await office("capture", 1000)
        expectOk(await clerk().cancelOrder(orderId))
        await expectReturned(orderId, [])
      }
    )
  })

  describe("an order whose payment session is taken away", () => {
    it("keeps its session when a shopper asks for another one", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId } = await shopper.pay(OK_CARD)
      const { sessionId } = shopper
      const answer = await shopper.openSession()
      expect(answer).toMatchObject({ status: 409, body: { code: "already_paid" } })
      expect(await store.db("payment_session").where({ id: sessionId })).toHaveLength(1)
      expect((await clerk().payment(orderId!)).canceled_at).toBeNull()
    })

    it("keeps its money when the session is gone all the same, and can be captured and refunded", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId } = await shopper.pay(OK_CARD)
      await paymentModule().deletePaymentSession(shopper.sessionId)
      await store.reconcile()
      expect((await sim().ledger()).liveHolds).toHaveLength(1)
      expectOk(await clerk().capture(orderId!))
      await store.reconcile()
      expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 0 })
      expectOk(await clerk().refund(orderId!, 5))
      expect((await theOrder()).totals.refunded).toBe(500)
      expect(await kinds()).toEqual([])
    })

    it("has its hold voided when it is canceled", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId } = await shopper.pay(OK_CARD)
      await paymentModule().deletePaymentSession(shopper.sessionId)
      expectOk(await clerk().cancelOrder(orderId!))
      expect((await clerk().payment(orderId!)).canceled_at).not.toBeNull()
      expect((await sim().ledger()).liveHolds).toEqual([])
    })
  })
})
