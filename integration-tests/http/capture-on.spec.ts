import { asOrderId } from "../../src/domain/ids"
import { captureSent } from "../../src/use-cases/automation/capture-sent"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Desk } from "../harness/desk"
import type { Answer } from "../harness/http"
import { expectOk } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { eventually, xpaySuite } from "../harness/xpay-suite"

interface SendableOrder {
  items: { id: string; quantity: number }[]
  fulfillments: { id: string; shipped_at: string | null; canceled_at: string | null }[]
}

const CAPTURES = "/operations/*/captures"

xpaySuite("capture-on", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const captured = async () => (await sim().ledger()).orders.map(({ totals }) => totals.captured)
  const openKinds = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)
  const captureOn = async (options: object, work: () => Promise<void>) =>
    await withOptions(store.container(), options, work)

  const paymentId = async () => ((await store.db("xpay_attempt").first()) as { id: string }).id

  async function order(quantity = 1, sku = "CAFFE"): Promise<string> {
    const shopper = await store.shopper().readyToPay({ quantity, sku })
    return (await shopper.pay(OK_CARD)).orderId!
  }

  async function sendable(orderId: string): Promise<SendableOrder> {
    const fields = "fields=*items,*fulfillments"
    return expectOk(await store.admin().get<{ order: SendableOrder }>(`/admin/orders/${orderId}?${fields}`))
      .order
  }

  async function fulfill(orderId: string, quantity = 1): Promise<Answer> {
    const [line] = (await sendable(orderId)).items
    const items = [{ id: line!.id, quantity }]
    return await store.admin().post(`/admin/orders/${orderId}/fulfillments`, { items })
  }

  async function step(orderId: string, name: "shipments" | "mark-as-delivered"): Promise<Answer> {
    const { fulfillments, items } = await sendable(orderId)
    const id = fulfillments.at(-1)?.id ?? ""
    const body = name === "shipments" ? { items: items.map((item) => ({ id: item.id, quantity: 1 })) } : {}
    return await store.admin().post(`/admin/orders/${orderId}/fulfillments/${id}/${name}`, body)
  }

  /** At XPay and in Medusa: XPay may show a capture as running for a moment. */
  const isCaptured = async (...amounts: number[]) =>
    await eventually(async () => {
      expect(await captured()).toEqual(amounts)
      expect(await store.db("xpay_movement").whereNot({ state: "done", is_booked: true })).toEqual([])
    })

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
        expect((await store.incidents())[0]!.detail).toMatch(/^€19\.99, XPay order /)
        expect(await captured()).toEqual([2499])
        const desk = new Desk(store.admin(), store.store)
        const { payment } = expectOk(await desk.makeLink(orderId, 19.99))
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
        // As when the event comes twice.
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
    /** Medusa writes the parts into the fulfillment, five for each article. */
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

  describe("a capture that fails", () => {
    it("of a later part is tried again an hour later, and its incident stays until then", async () => {
      await sim().setSwitches({ multipleCaptures: true })
      await captureOn({ captureOn: "fulfillment", multipleCaptures: true }, async () => {
        const orderId = await order(2)
        expectOk(await fulfill(orderId, 1))
        await isCaptured(2499)
        const fault = await sim().addFault({ kind: "status", status: 400, path: CAPTURES, times: "always" })
        expectOk(await fulfill(orderId, 1))
        await eventually(async () => expect(await openKinds()).toEqual(["capture_failed"]))
        await store.reconcile(1)
        await store.reconcile(1)
        expect(await openKinds()).toEqual(["capture_failed"])
        await sim().removeFault(fault.id)
        await store.reconcile(61)
        expect(await captured()).toEqual([4498])
        expect(await openKinds()).toEqual([])
      })
    })

    it("of a later part whose event was lost is made by the job", async () => {
      await sim().setSwitches({ multipleCaptures: true })
      const orderId = await order(2)
      await captureOn({ captureOn: "fulfillment", multipleCaptures: true }, async () => {
        expectOk(await fulfill(orderId, 1))
        await isCaptured(2499)
      })
      expectOk(await fulfill(orderId, 1))
      await store.db("xpay_attempt").update({ next_check_at: null })
      await captureOn({ captureOn: "fulfillment", multipleCaptures: true }, async () => {
        await store.reconcile(1)
        expect(await captured()).toEqual([4498])
      })
    })

    it("stops no goods, is an incident, is tried again an hour later, and closes", async () => {
      await captureOn({ captureOn: "fulfillment" }, async () => {
        const fault = await sim().addFault({ kind: "status", status: 400, path: CAPTURES, times: "always" })
        const orderId = await order()
        expectOk(await fulfill(orderId))
        await eventually(async () => expect(await openKinds()).toEqual(["capture_failed"]))
        expect((await store.incidents())[0]!.detail).toMatch(/^€24\.99\. /)
        const tries = async () => (await sim().calls({ path: CAPTURES })).length
        const before = await tries()
        await store.reconcile(30)
        expect(await tries()).toBe(before)
        await store.reconcile(31)
        expect(await tries()).toBeGreaterThan(before)
        expect(await openKinds()).toEqual(["capture_failed"])
        await sim().removeFault(fault.id)
        await store.reconcile(61)
        expect(await captured()).toEqual([2499])
        expect(await openKinds()).toEqual([])
      })
    })

    it("stops the goods where the option says so: nothing is fulfilled, and it can be done again", async () => {
      await captureOn({ captureOn: "fulfillment", captureFailure: "stop" }, async () => {
        const fault = await sim().addFault({ kind: "status", status: 400, path: CAPTURES, times: "always" })
        const orderId = await order()
        expect(await fulfill(orderId)).toMatchObject({
          status: 409,
          body: { code: "not_captured", message: expect.stringMatching(/^Not sent: the payment could not/) },
        })
        expect((await sendable(orderId)).fulfillments).toEqual([])
        expect(await openKinds()).toEqual(["capture_failed"])
        await sim().removeFault(fault.id)
        expectOk(await fulfill(orderId))
        expect(await captured()).toEqual([2499])
        await store.reconcile(1)
        expect(await openKinds()).toEqual([])
      })
    })

    it("stops the goods while it is in doubt, also when it is asked for again", async () => {
      await captureOn({ captureOn: "fulfillment", captureFailure: "stop" }, async () => {
        const orderId = await order()
        await sim().addFault({ kind: "execute-then-stall", path: CAPTURES })
        const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
        expect((await fulfill(orderId)).status).toBe(409)
        expect(await fulfill(orderId)).toMatchObject({
          status: 409,
          body: { message: expect.stringContaining("has not confirmed the last operation") },
        })
        expect((await sendable(orderId)).fulfillments).toEqual([])
        await sim().removeFault(blind.id)
        await store.reconcile(1)
        await store.reconcile(1)
        expectOk(await fulfill(orderId))
        expect(await captured()).toEqual([2499])
        await store.reconcile(1)
        expect(await openKinds()).toEqual([])
      })
    })

    it("stops goods whose hold was voided, until something else pays for them", async () => {
      await captureOn({ captureOn: "fulfillment", captureFailure: "stop" }, async () => {
        const orderId = await order()
        const desk = new Desk(store.admin(), store.store)
        expectOk(await desk.move(await paymentId(), "void"))
        expect(await fulfill(orderId)).toMatchObject({
          status: 409,
          body: { message: expect.stringContaining("€24.99 of what is to be sent is neither paid nor held") },
        })
        const { payment } = expectOk(await desk.makeLink(orderId, 24.99))
        expect((await fulfill(orderId)).status).toBe(409)
        await walkHostedPage(payment.link?.url ?? "", "PAYPAL", "pay")
        await eventually(async () =>
          expect((await clerk().order(orderId)).summary.pending_difference).toBe(0)
        )
        expectOk(await fulfill(orderId))
      })
    })

    it("goods go that the shop has given something back for", async () => {
      await captureOn({ captureOn: "fulfillment", captureFailure: "stop" }, async () => {
        const orderId = await order()
        expectOk(await clerk().capture(orderId))
        expectOk(await clerk().refund(orderId, 5))
        expectOk(await fulfill(orderId))
      })
    })

    it("captures nothing for a request that Medusa refuses", async () => {
      await captureOn({ captureOn: "fulfillment", captureFailure: "stop" }, async () => {
        const orderId = await order(2)
        const [line] = (await sendable(orderId)).items
        const ask = async (items: object[]) =>
          (await store.admin().post(`/admin/orders/${orderId}/fulfillments`, { items })).status
        expect(await ask([{ id: "ordli_of_another_order", quantity: 1 }])).toBe(400)
        expect(await ask([{ id: line!.id, quantity: 10 }])).toBeGreaterThanOrEqual(400)
        expect(await captured()).toEqual([0])
        expectOk(await fulfill(orderId, 1))
        expect(await captured()).toEqual([2499])
      })
    })

    it("stops the shipment by the route of the fulfillment, too", async () => {
      await captureOn({ captureOn: "shipment", captureFailure: "stop" }, async () => {
        const orderId = await order()
        expectOk(await fulfill(orderId))
        const { id } = (await sendable(orderId)).fulfillments[0]!
        const ship = async () =>
          await store.admin().post(`/admin/fulfillments/${id}/shipment`, { labels: [] })
        const fault = await sim().addFault({ kind: "status", status: 400, path: CAPTURES, times: "always" })
        expect((await ship()).status).toBe(409)
        expect((await sendable(orderId)).fulfillments[0]!.shipped_at).toBeNull()
        await sim().removeFault(fault.id)
        expectOk(await ship())
        expect(await captured()).toEqual([2499])
      })
    })

    it("stops the shipment where the option says so", async () => {
      await captureOn({ captureOn: "shipment", captureFailure: "stop" }, async () => {
        const orderId = await order()
        expectOk(await fulfill(orderId))
        const fault = await sim().addFault({ kind: "status", status: 400, path: CAPTURES, times: "always" })
        expect((await step(orderId, "shipments")).status).toBe(409)
        expect((await sendable(orderId)).fulfillments[0]!.shipped_at).toBeNull()
        await sim().removeFault(fault.id)
        expectOk(await step(orderId, "shipments"))
        expect(await captured()).toEqual([2499])
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
