import type { IOrderModuleService, IPaymentModuleService } from "@medusajs/framework/types"
import { generateEntityId, Modules } from "@medusajs/framework/utils"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { itWhile } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { reconcile } from "../../src/use-cases/reconciliation/reconcile"
import type { PaymentRow } from "../../src/use-cases/staff/views/payment-row"
import { orderBooks } from "./support/order-books"

/** Based on the order's amounts alone: the operation itself is not listed. */
const SHOWS_OFFICE_REFUNDS = "It drops with refunds of the back office, which are not listed."

xpaySuite("bookings", (store) => {
  const { cardOrder, booksOf, beginEdit, openEdits } = orderBooks(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const orders = () => store.container().resolve<IOrderModuleService>(Modules.ORDER)
  const job = async () => await reconcile(store.container())
  const makeDue = async () => await store.db("xpay_attempt").update({ next_check_at: new Date(0) })

  /** Adds an order transaction that refers to a capture or refund; without an id, to one that does not exist. */
  async function transaction(
    orderId: string,
    amount: number,
    reference_id = generateEntityId(undefined, "gone")
  ): Promise<void> {
    const reference = amount > 0 ? "capture" : "refund"
    await orders().addOrderTransactions({
      order_id: orderId,
      amount,
      currency_code: "eur",
      reference,
      reference_id,
    })
  }

  async function edit(orderId: string, sku: string): Promise<void> {
    const http = store.admin()
    const items = [{ variant_id: store.store.variants[sku], quantity: 1 }]
    expectOk(await http.post("/admin/order-edits", { order_id: orderId }))
    expectOk(await http.post(`/admin/order-edits/${orderId}/items`, { items }))
    expectOk(await http.post(`/admin/order-edits/${orderId}/request`))
    expectOk(await http.post(`/admin/order-edits/${orderId}/confirm`))
  }

  describe("a refund whose process died before the order cost less", () => {
    /** Writes what Medusa's refund has written before its credit line. */
    async function cutOff(orderId: string): Promise<void> {
      const payments = store.container().resolve<IPaymentModuleService>(Modules.PAYMENT)
      const { id } = await clerk().payment(orderId)
      const { refunds = [] } = await payments.refundPayment({ payment_id: id, amount: 5 })
      await transaction(orderId, -5, refunds[0]?.id)
    }

    const REFUNDED = { paid: 24.99, refunded: 5, due: 0, outstanding: 0, collected: 24.99, returned: 5 }

    it.each(["nothing of it", "a change that is not confirmed"])(
      "is not owed again when the order has %s",
      async (left) => {
        const { orderId } = await cardOrder("pp_xpay_automatic")
        await store.reconcile(2)
        await cutOff(orderId)
        if (left !== "nothing of it") {
          await orders().createOrderChange({ order_id: orderId, change_type: "credit_line" })
        }
        // It may still be in progress.
        await store.reconcile(0)
        expect(await booksOf(orderId)).toMatchObject({ due: 5, outstanding: 5 })
        await store.letPass(1)
        for (const table of ["order_transaction", "order_change"]) {
          await store
            .db(table)
            .where({ order_id: orderId })
            .update({ created_at: store.db.raw("created_at - interval '1 minute'") })
        }
        await store.reconcile(0)
        expect(await booksOf(orderId)).toEqual(REFUNDED)
        await store.reconcile(0)
        expectOk(await clerk().refund(orderId, 3))
        expect(await booksOf(orderId)).toEqual({ ...REFUNDED, refunded: 8, returned: 8 })
      }
    )

    it("takes nothing away of an edit that somebody has begun", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      await store.reconcile(2)
      await cutOff(orderId)
      const cancelEdit = await beginEdit(orderId)
      await store.letPass(2)
      await makeDue()
      await job()
      expect(await openEdits(orderId)).toHaveLength(1)
      expect(await booksOf(orderId)).toMatchObject({ due: 5, outstanding: 5 })
      await cancelEdit()
      await makeDue()
      await job()
      expect(await booksOf(orderId)).toEqual(REFUNDED)
    })

    itWhile(SHOWS_OFFICE_REFUNDS)("leaves what is due for another reason", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      await store.reconcile(2)
      expectOk(await clerk().refund(orderId, 5))
      await edit(orderId, "TAZZA")
      const { due } = await booksOf(orderId)
      expect(due).toBeGreaterThan(5)
      await store.letPass(2)
      await makeDue()
      await job()
      expect(await booksOf(orderId)).toMatchObject({ due, refunded: 5 })
    })
  })

  describe("what an order counts of a capture or refund that is gone", () => {
    it("is counted no more after a refund made a new version of the order", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      await transaction(orderId, -7)
      expectOk(await clerk().refund(orderId, 5))
      expect((await booksOf(orderId)).refunded).toBe(12)
      await store.reconcile(1)
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, refunded: 5, due: 0, outstanding: 0 })
    })

    it("is counted no more after an edit made a new version of the order", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      await transaction(orderId, 9.5)
      await edit(orderId, "TAZZA")
      expect((await booksOf(orderId)).outstanding).toBe(0)
      await store.reconcile(1)
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, refunded: 0, due: 9.5, outstanding: 9.5 })
    })

    it("is counted no more after two edits, and the order's sums add up in each version", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      await transaction(orderId, -7)
      await edit(orderId, "TAZZA")
      await transaction(orderId, 3)
      await edit(orderId, "TAZZA")
      await store.reconcile(1)
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, refunded: 0, due: 19, outstanding: 19 })
    })

    it("is put right where the order counts another amount than was refunded", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      expectOk(await clerk().refund(orderId, 5))
      // Medusa's refund books every refund of that moment with its own amount.
      const [booked] = await orders().listOrderTransactions({ order_id: orderId, reference: "refund" })
      await orders().deleteOrderTransactions(booked?.id ?? "")
      await transaction(orderId, -7, booked?.reference_id)
      expect((await booksOf(orderId)).refunded).not.toBe(5)
      await store.reconcile(1)
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, refunded: 5, due: 0, outstanding: 0 })
    })
  })

  describe("Medusa's own words for a payment", () => {
    const listed = async (orderId: string) =>
      expectOk(
        await store
          .admin()
          .get<{ orders: { id: string; payment_status: string }[] }>("/admin/orders?fields=id,payment_status")
      ).orders.find(({ id }) => id === orderId)?.payment_status
    const ours = async (query: string) =>
      expectOk(await store.admin().get<{ payments: PaymentRow[] }>(`/admin/xpay/payments${query}`)).payments

    it("are that it is canceled after a void, and another payment can be taken", async () => {
      const { orderId, attemptId } = await cardOrder()
      expectOk(await staff().move(attemptId, "void"))
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "canceled",
        payment_collections: [{ status: "canceled" }],
      })
      expect(await listed(orderId)).toBe("canceled")
      expectOk(await staff().takeCard(orderId, { card: OK_CARD, amount: 24.99 }))
      expect(await listed(orderId)).toBe("authorized")
    })

    it("are that it is canceled after a void in the back office", async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      const { orderId, attemptId } = await cardOrder()
      await sim().actInOffice({ orderId: (await sim().ledger()).orders[0]?.orderId ?? "", verb: "void" })
      expectOk(await staff().move(attemptId, "sync"))
      expect(await listed(orderId)).toBe("canceled")
    })

    it("are that it is canceled with its order", async () => {
      const { orderId } = await cardOrder()
      expectOk(await clerk().cancelOrder(orderId))
      await eventually(async () => expect(await listed(orderId)).toBe("canceled"))
    })

    it("are that a part is captured, and what Medusa cannot say our card says", async () => {
      const { orderId, attemptId } = await cardOrder()
      const captured = expectOk(await staff().move(attemptId, "capture", { amount: 10 })).payment
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "partially_captured",
        payment_collections: [{ status: "partially_captured" }],
      })
      expect(captured.platform_note).toMatch(/€10.00 of €24.99 was captured.*Medusa still shows/)
      expect(captured).toMatchObject({
        state: "captured",
        listed_state: "partially_captured",
        state_text: "Partially captured",
        captured: 10,
        voided: 14.99,
      })
      expect(await ours("?state=partially_captured&locale=it")).toMatchObject([
        { id: attemptId, state_text: "Parzialmente catturato" },
      ])
      expect(await ours("?state=captured")).toEqual([])
      expect(await ours("?state=captured,partially_captured")).toMatchObject([{ id: attemptId }])
      const refunded = expectOk(await staff().move(attemptId, "refund", { amount: 4 })).payment
      expect(refunded.platform_note).toMatch(/only €4.00 was refunded/)
      expect(refunded).toMatchObject({ state_text: "Partially refunded", voided: 14.99 })
      expect(await ours("?state=partially_captured")).toEqual([])
      expect((await clerk().order(orderId)).payment_collections).toMatchObject([
        { status: "partially_captured" },
      ])
    })
  })
})
