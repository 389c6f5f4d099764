import { Modules } from "@medusajs/framework/utils"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { auditOrders } from "../harness/order-audit"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

const SYSTEM = "pp_system_default"

xpaySuite("audit", (store) => {
  const clerk = () => new Clerk(store.admin())

  /** Changes a row directly in the database, runs the audit, and restores the row. */
  async function whileChanged(table: string, id: object, change: Record<string, unknown>): Promise<string[]> {
    const before = (await store.db(table).where(id).first(Object.keys(change))) as Record<string, unknown>
    await store.db(table).where(id).update(change)
    const faults = await store.auditBooks()
    await store.db(table).where(id).update(before)
    return faults
  }

  describe("the audit after every test", () => {
    it("notices what is not so in Medusa's books of one order", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay_automatic")
      const { orderId = "" } = await shopper.pay(OK_CARD)
      const order = { id: orderId }
      const collection = { id: shopper.collectionId }
      const none = { value: "0", precision: 20 }
      expect(await store.auditBooks()).toEqual([])

      const deleted = { deleted_at: new Date() }
      const cases: [string, object, Record<string, unknown>, RegExp][] = [
        ["payment_collection", collection, { status: "authorized" }, /is authorized, .* say completed/],
        ["payment_collection", collection, { raw_captured_amount: none }, /says captured_amount 0/],
        ["order_transaction", { order_id: orderId }, deleted, /counts capture .* 0 times/],
        ["order_transaction", { order_id: orderId }, { raw_amount: none }, /counts 0 for capture/],
        ["order_summary", { order_id: orderId }, { totals: { raw_paid_total: none } }, /paid_total is 0/],
        ["cart", { id: shopper.cartId }, { completed_at: null }, /is open, but order .* was made of it/],
        ["order", order, deleted, /is completed, but no order of it is there/],
        ["order", order, { status: "canceled" }, /is for order .*, which is canceled/],
      ]
      for (const [table, id, change, fault] of cases) {
        expect({ table, change, faults: (await whileChanged(table, id, change)).join("\n") }).toEqual({
          table,
          change,
          faults: expect.stringMatching(fault) as unknown,
        })
      }
      expect(await store.auditBooks()).toEqual([])
    })

    it("reports an order that nobody paid, unless an incident is open", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId = "" } = await shopper.pay(OK_CARD)
      const { id } = await clerk().payment(orderId)
      const unpaid = (faults: string[]) => faults.filter((fault) => fault.includes("has no payment"))
      expect(unpaid(await whileChanged("payment", { id }, { canceled_at: new Date() }))).toHaveLength(1)
      const incident = { id: "xpinc_audit", kind: "order_unpaid", order_id: orderId }
      await store.db("xpay_incident").insert(incident)
      expect(unpaid(await whileChanged("payment", { id }, { canceled_at: new Date() }))).toEqual([])
      await store.db("xpay_incident").where({ id: incident.id }).delete()
    })

    it("notices an incident whose cause is gone", async () => {
      await (await store.shopper().readyToPay()).pay(OK_CARD)
      const attempt = (await store.db("xpay_attempt").first("id")) as { id: string }
      await store
        .db("xpay_incident")
        .insert({ id: "xpinc_audit", kind: "order_unpaid", attempt_id: attempt.id })
      await store.db("xpay_event").insert({
        id: "xpevt_audit",
        name: "xpay.incident.raised",
        incident_id: "xpinc_audit",
        attempt_id: attempt.id,
        delivered_at: store.db.fn.now(),
      })
      expect(await store.auditBooks()).toEqual([
        expect.stringContaining('the incident "order_unpaid" is open, but its cause is gone'),
      ])
      await store.db("xpay_incident").where({ id: "xpinc_audit" }).delete()
    })
  })

  describe("what it accepts is what Medusa does with the provider that it brings", () => {
    beforeEach(async () => {
      const path = `/admin/regions/${store.store.regions["eur"]?.id ?? ""}`
      expectOk(await store.admin().post(path, { payment_providers: [SYSTEM, "pp_xpay_xpay"] }))
    })

    const order = async (): Promise<string> => {
      const shopper = await store.shopper().readyToPay({}, SYSTEM)
      return expectOk(await shopper.complete()).order?.id ?? ""
    }
    const faults = async () => await auditOrders(store.db, () => true)

    it("held, captured in part, captured in full, refunded in part", async () => {
      const id = await order()
      expect(await faults()).toEqual([])
      expectOk(await clerk().capture(id, 10))
      expect(await faults()).toEqual([])
      expectOk(await clerk().capture(id, 14.99))
      expect(await faults()).toEqual([])
      expectOk(await clerk().refund(id, 4))
      expect(await faults()).toEqual([])
    })

    it("canceled while held, and canceled when captured", async () => {
      expectOk(await clerk().cancelOrder(await order()))
      const captured = await order()
      expectOk(await clerk().capture(captured))
      expectOk(await clerk().cancelOrder(captured))
      expect(await faults()).toEqual([])
    })

    it("but for a payment that is voided without its order: the collection goes on to say that it is held", async () => {
      const id = await order()
      const { id: paymentId } = await clerk().payment(id)
      await store.container().resolve(Modules.PAYMENT).cancelPayment(paymentId)
      expect(await faults()).toEqual([
        expect.stringMatching(/is authorized, its payments say that nothing is held/),
      ])
    })
  })
})
