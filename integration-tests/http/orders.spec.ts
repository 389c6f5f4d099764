import type { IInventoryService, IOrderModuleService, IPaymentModuleService } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { bookPayment } from "../../src/use-cases/orders/book-payment"
import { comeBack } from "../harness/browser-walk"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { ordersOfCart } from "../harness/completions"
import { expectOk, readReturn, type Shopper } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { openPayments, type Credits } from "./support/open-payments"

xpaySuite("orders", (store) => {
  const { openPage, attemptOf, kinds, learned } = openPayments(store)
  const sim = () => store.simulator.control
  const orders = (shopper: Shopper) => ordersOfCart(store.db, shopper.cartId)

  describe("an order that the shopper's browser places while the job looks where the money belongs", () => {
    /** Lets the browser complete the cart at the job's `nth` query to Medusa, between the query and its result. */
    function completeAtLook(shopper: Shopper, nth: number): () => void {
      const query = store.container().resolve(ContainerRegistrationKeys.QUERY)
      const original = query.graph
      let looks = 0
      query.graph = (async (...given: Parameters<typeof original>) => {
        const answer = await original.apply(query, given)
        looks++
        if (looks === nth) {
          await shopper.complete()
        }
        return answer
      }) as typeof original
      return () => {
        query.graph = original
        // There is nothing to test after the last query.
        expect(looks).toBeGreaterThanOrEqual(nth)
      }
    }

    it.each(Array.from({ length: 12 }, (_, index) => index + 1))("keeps its money (look %i)", async (nth) => {
      await sim().setSwitches({ notificationTiming: "never" })
      const shopper = await store.shopper().readyToPay()
      await (await openPage(shopper)).pay()
      const stop = completeAtLook(shopper, nth)
      await store.reconcile(2)
      stop()
      await store.reconcile(2)
      expect(await orders(shopper)).toHaveLength(1)
      expect(await kinds()).toEqual([])
      expect((await sim().ledger()).orders.map(({ totals }) => totals)).toMatchObject([
        { captured: 2499, refunded: 0 },
      ])
      expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
    })
  })

  it("goes back when nobody wants it any more since its payment was read", async () => {
    await sim().setSwitches({ notificationTiming: "never" })
    const shopper = await store.shopper().readyToPay()
    await (await openPage(shopper)).pay()
    const { engine, attempt } = await learned(shopper)
    await engine.journal.update(attempt.id, { stamp: ["abandon_requested_at"] })
    await bookPayment(store.container(), engine, attempt)
    expect((await sim().ledger()).orders.map(({ totals }) => totals)).toMatchObject([
      { captured: 2499, refunded: 2499 },
    ])
    expect(await orders(shopper)).toEqual([])
  })

  describe("an order that owes nothing to our payment", () => {
    it("stays when credit pays all of it, though a page was opened and left before", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      expect(readReturn(await comeBack(shopper.http, await page.leave())).outcome).toBe("canceled")
      await store
        .container()
        .resolve<Credits>(Modules.CART)
        .createCreditLines([{ cart_id: shopper.cartId, amount: shopper.total }])
      const { result } = await completeCartWorkflow(store.container()).run({ input: { id: shopper.cartId } })
      await store.reconcile(2)
      await store.reconcile(2)
      expect(await orders(shopper)).toEqual([{ id: result.id, status: "pending" }])
      expect(await kinds()).toEqual([])
    })

    it("stays when another provider pays it", async () => {
      const shopper = await store.shopper().readyToPay()
      const provider = { payment_provider_id: "pp_system_default" }
      await store
        .container()
        .resolve(ContainerRegistrationKeys.LINK)
        .create({
          [Modules.REGION]: { region_id: store.store.regions["eur"]?.id },
          [Modules.PAYMENT]: provider,
        })
      expect((await shopper.pay(KO_CARD)).outcome).toBe("declined")
      expectOk(await shopper.openSession("pp_system_default"))
      const { order } = expectOk(await shopper.complete())
      await store.reconcile(2)
      await store.reconcile(2)
      expect(await orders(shopper)).toEqual([{ id: order?.id, status: "pending" }])
      expect(await kinds()).toEqual([])
    })
  })

  describe("an order whose hold is voided", () => {
    it("is an incident while it stays open, and none once it is canceled", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId = "" } = await shopper.pay(OK_CARD)
      const attempt = await attemptOf(shopper)
      expectOk(await store.admin().post(`/admin/xpay/payments/${attempt?.id ?? ""}/void`))
      await store.reconcile(2)
      expect(await kinds()).toEqual(["order_unpaid"])
      expectOk(await new Clerk(store.admin()).cancelOrder(orderId))
      await store.reconcile(2)
      expect(await kinds()).toEqual([])
    })

    it.each(["pp_xpay_xpay", "pp_xpay_automatic"])("stays as it was canceled, of %s", async (provider) => {
      const shopper = await store.shopper().readyToPay({}, provider)
      const { orderId = "" } = await shopper.pay(OK_CARD)
      expectOk(await new Clerk(store.admin()).cancelOrder(orderId))
      for (let minute = 1; minute <= 3; minute++) {
        await store.letPass(1)
        await store.reconcile(0)
      }
      expect((await new Clerk(store.admin()).order(orderId)).status).toBe("canceled")
      expect(await kinds()).toEqual([])
      expect(await store.auditBooks()).toEqual([])
    })

    it("is none when the order was canceled", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId = "" } = await shopper.pay(OK_CARD)
      expectOk(await new Clerk(store.admin()).cancelOrder(orderId))
      await store.reconcile(2)
      await store.reconcile(2)
      expect(await store.incidents()).toEqual([])
    })
  })

  describe("a cancellation that was cut off", () => {
    /** Does what Medusa's cancellation has done before its last step. */
    async function cutOff(
      orderId: string,
      reverse: (payments: IPaymentModuleService, paymentId: string) => Promise<unknown>
    ): Promise<void> {
      const { rows } = (await store.db.raw("select item_id from order_item where order_id = ?", [
        orderId,
      ])) as {
        rows: { item_id: string }[]
      }
      await store
        .container()
        .resolve<IInventoryService>(Modules.INVENTORY)
        .deleteReservationItemsByLineItem(rows.map(({ item_id: id }) => id))
      const payments = store.container().resolve<IPaymentModuleService>(Modules.PAYMENT)
      await reverse(payments, (await new Clerk(store.admin()).payment(orderId)).id)
    }

    const statusOf = async (orderId: string) => (await new Clerk(store.admin()).order(orderId)).status

    const GIVING_BACK: readonly [string, string, Parameters<typeof cutOff>[1]][] = [
      ["held", "pp_xpay_xpay", async (payments, id) => await payments.cancelPayment(id)],
      [
        "captured",
        "pp_xpay_automatic",
        async (payments, id) => await payments.refundPayment({ payment_id: id, amount: 24.99 }),
      ],
      [
        "held, and has left a change of the order that nobody confirms",
        "pp_xpay_xpay",
        async (payments, id) => {
          await payments.cancelPayment(id)
          const { order_id } = (await store.db("order").first("id as order_id")) as { order_id: string }
          await store
            .container()
            .resolve<IOrderModuleService>(Modules.ORDER)
            .createOrderChange({ order_id, change_type: "credit_line" })
          await store
            .db("order_change")
            .where({ order_id })
            .update({ created_at: store.db.raw("created_at - interval '1 minute'") })
        },
      ],
    ]

    it.each(GIVING_BACK)("is finished once XPay has returned what was %s", async (_, provider, reverse) => {
      const shopper = await store.shopper().readyToPay({}, provider)
      const { orderId = "" } = await shopper.pay(OK_CARD)
      await store.reconcile(2)
      await cutOff(orderId, reverse)
      await store.reconcile(0)
      expect(await statusOf(orderId)).toBe("pending")
      for (let minute = 1; minute <= 2; minute++) {
        await store.letPass(1)
        await store.reconcile(0)
      }
      expect(await statusOf(orderId)).toBe("canceled")
      expect(await kinds()).toEqual([])
    })
  })

  describe("a payment that XPay shows as running", () => {
    it("places no order with a method that is paid at once, until XPay has the money", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      const back = await page.leavePending()
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("verifying")
      await store.reconcile(1)
      expect(await orders(shopper)).toEqual([])
      expect((await shopper.payment()).message).toMatch(/do not pay again/)
      await sim().conclude({ orderId: (await attemptOf(shopper))?.xpay_order_id ?? "" })
      await store.reconcile(1)
      await eventually(async () =>
        expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
      )
    })
  })
})
