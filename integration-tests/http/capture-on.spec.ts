import { asOrderId } from "../../src/domain/ids"
import { captureSent } from "../../src/use-cases/automation/capture-sent"
import { walkHostedPage } from "../harness/browser-walk"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { sendableOrders } from "./support/sendable-orders"

const CAPTURES = "/operations/*/captures"

xpaySuite("capture-on", (store) => {
  const { captureOn, order, openKinds, fulfill, isCaptured, step, sendable } = sendableOrders(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const captured = async () => (await sim().ledger()).orders.map(({ totals }) => totals.captured)

  describe("by itself", () => {
    it("nothing is captured without the option", async () => {
      const orderId = await order()
      expectOk(await fulfill(orderId))
      await store.reconcile(1)
      expect(await captured()).toEqual([0])
    })

    it("the payment is captured when the goods are fulfilled, in Medusa too, and once", async () => {
      await captureOn({ captureOn: "fulfillment" }, async () => {
        const orderId = await order()
        expectOk(await fulfill(orderId))
        await eventually(async () =>
          expect(await clerk().order(orderId)).toMatchObject({
            payment_status: "captured",
            summary: { paid_total: 24.99, pending_difference: 0 },
          })
        )
        await store.reconcile(1)
        expect(await captured()).toEqual([2499])
        expect(await sim().calls({ path: CAPTURES })).toHaveLength(1)
        expect(await store.incidents()).toEqual([])
      })
    })

    it("it waits for the shipment, or for the delivery, where the option says so", async () => {
      await captureOn({ captureOn: "shipment" }, async () => {
        const orderId = await order()
        expectOk(await fulfill(orderId))
        await store.reconcile(1)
        expect(await captured()).toEqual([0])
        expectOk(await step(orderId, "shipments"))
        await isCaptured(2499)
      })
      await sim().reset()
      await captureOn({ captureOn: "delivery" }, async () => {
        const orderId = await order()
        expectOk(await fulfill(orderId))
        expectOk(await step(orderId, "shipments"))
        await store.reconcile(1)
        expect(await captured()).toEqual([0])
        expectOk(await step(orderId, "mark-as-delivered"))
        await isCaptured(2499)
      })
    })

    it("it is captured by the job when the event was lost", async () => {
      const orderId = await order()
      expectOk(await fulfill(orderId))
      await captureOn({ captureOn: "fulfillment" }, async () => {
        await store.reconcile(1)
        expect(await captured()).toEqual([2499])
        expect((await clerk().order(orderId)).payment_status).toBe("captured")
      })
    })

    it("what was captured by hand is not captured again", async () => {
      await captureOn({ captureOn: "fulfillment" }, async () => {
        const orderId = await order()
        expectOk(await clerk().capture(orderId))
        expectOk(await fulfill(orderId))
        await store.reconcile(1)
        expect(await sim().calls({ path: CAPTURES })).toHaveLength(1)
        expect(await store.incidents()).toEqual([])
      })
    })

    it("a canceled order is not captured", async () => {
      const orderId = await order()
      expectOk(await fulfill(orderId))
      const { fulfillments } = await sendable(orderId)
      expectOk(
        await store.admin().post(`/admin/orders/${orderId}/fulfillments/${fulfillments[0]!.id}/cancel`, {})
      )
      await captureOn({ captureOn: "fulfillment" }, async () => {
        await store.reconcile(1)
        expect(await captured()).toEqual([0])
        expectOk(await clerk().cancelOrder(orderId))
        await store.reconcile(1)
      })
      expect(await captured()).toEqual([0])
    })
  })

  describe("of an order that is sent in parts", () => {
    it("what is sent is captured with the delivery; the rest is an incident until it is paid by a link", async () => {
      await captureOn({ captureOn: "fulfillment" }, async () => {
        const orderId = await order(2)
        expectOk(await fulfill(orderId, 1))
        await isCaptured(2499)
        await store.reconcile(1)
        expect(await openKinds()).toEqual([])
        expectOk(await fulfill(orderId, 1))
        await eventually(async () => expect(await openKinds()).toEqual(["capture_rest"]))
        expect((await store.incidents())[0]!.detail).toMatchObject({
          code: "payment",
          amount: { minor: "1999", currency: "EUR" },
        })
        expect(await captured()).toEqual([2499])
        const staff = new Staff(store.admin(), store.store)
        const { payment } = expectOk(await staff.makeLink(orderId, 19.99))
        await walkHostedPage(payment.link?.url ?? "", "PAYPAL", "pay")
        await eventually(async () =>
          expect((await clerk().order(orderId)).summary.pending_difference).toBe(0)
        )
        await store.reconcile(1)
        expect(await openKinds()).toEqual([])
      })
    })

    it("each part is captured when it is sent, on a terminal that allows several captures", async () => {
      await sim().setSwitches({ multipleCaptures: true })
      await captureOn({ captureOn: "fulfillment", multipleCaptures: true }, async () => {
        const orderId = await order(2)
        expectOk(await fulfill(orderId, 1))
        await isCaptured(2499)
        // As when the event is delivered twice.
        expect(await captureSent(store.container(), asOrderId(orderId))).toEqual({ isDone: true })
        expect(await captured()).toEqual([2499])
        expectOk(await fulfill(orderId, 1))
        await isCaptured(4498)
        await store.reconcile(1)
        expect((await clerk().order(orderId)).payment_status).toBe("captured")
        expect(await store.incidents()).toEqual([])
      })
    })

    it("all is captured with the first part, where the option says so", async () => {
      await captureOn({ captureOn: "fulfillment", captureAmount: "whole" }, async () => {
        const orderId = await order(2)
        expectOk(await fulfill(orderId, 1))
        await isCaptured(4498)
        expectOk(await fulfill(orderId, 1))
        await store.reconcile(1)
        expect(await captured()).toEqual([4498])
        expect(await store.incidents()).toEqual([])
      })
    })
  })

  describe("of articles that are made of parts", () => {
    /** Medusa writes the parts into the fulfillment, five for each product. */
    async function ofFiveParts(work: () => Promise<void>): Promise<void> {
      const variantId = store.store.variants["TAZZA"]!
      const parts = store.db("product_variant_inventory_item").where({ variant_id: variantId })
      await parts.clone().update({ required_quantity: 5 })
      try {
        await work()
      } finally {
        await parts.clone().update({ required_quantity: 1 })
      }
    }

    it.each(["fulfillment", "shipment"] as const)(
      "the articles count, not their parts (%s)",
      async (moment) => {
        await ofFiveParts(async () => {
          await captureOn({ captureOn: moment, captureFailure: "stop" }, async () => {
            const orderId = await order(3, "TAZZA")
            expectOk(await fulfill(orderId, 1))
            if (moment === "shipment") {
              expect(await captured()).toEqual([0])
              expectOk(await step(orderId, "shipments"))
            }
            expect(await captured()).toEqual([1450])
            await store.reconcile(1)
            expect(await captured()).toEqual([1450])
            expect(await openKinds()).toEqual([])
          })
        })
      }
    )
  })

  describe("a capture that somebody undid", () => {
    it("is not made again by itself", async () => {
      await sim().setSwitches({ multipleCaptures: true })
      await captureOn({ captureOn: "fulfillment", multipleCaptures: true }, async () => {
        const orderId = await order(2)
        expectOk(await fulfill(orderId, 1))
        await isCaptured(2499)
        await sim().setSwitches({ portalOperationsInOrder: true })
        const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
        await sim().actInOffice({ orderId: xpayOrderId, verb: "cancel" })
        await store.reconcile()
        await store.reconcile(1)
        await fulfill(orderId, 1)
        await store.reconcile(1)
        expect(await sim().calls({ path: CAPTURES })).toHaveLength(1)
        expect(await captured()).toEqual([0])
      })
    })
  })

  describe("before the hold lapses", () => {
    const lastDay = async () =>
      await store.db("xpay_attempt").update({ deadline_at: store.db.raw("now() + interval '20 hours'") })

    it("what is due is captured on the last day, without an incident", async () => {
      await captureOn({ captureBeforeExpiry: true }, async () => {
        const orderId = await order()
        await store.reconcile()
        expect(await captured()).toEqual([0])
        await lastDay()
        await store.db("xpay_attempt").update({ next_check_at: store.db.fn.now() })
        await store.reconcile(1)
        expect(await captured()).toEqual([2499])
        expect((await clerk().order(orderId)).payment_status).toBe("captured")
        expect(await store.incidents()).toEqual([])
      })
    })

    it("it lapses with the warning where the option does not say so", async () => {
      await order()
      await lastDay()
      await store.reconcile()
      expect(await captured()).toEqual([0])
      expect(await openKinds()).toEqual(["capture_deadline"])
    })
  })
})
