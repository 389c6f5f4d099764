import { walkHostedPage } from "../harness/browser-walk"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { sendableOrders } from "./support/sendable-orders"

const CAPTURES = "/operations/*/captures"

xpaySuite("capture-on-failures", (store) => {
  const { captureOn, order, fulfill, isCaptured, openKinds, sendable, step } = sendableOrders(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const captured = async () => (await sim().ledger()).orders.map(({ totals }) => totals.captured)

  const paymentId = async () => ((await store.db("xpay_attempt").first()) as { id: string }).id

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
        expect((await store.incidents())[0]!.detail).toEqual({
          code: "amount_and_cause",
          amount: { minor: "2499", currency: "EUR" },
          cause: { words: expect.any(String) },
        })
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
        const staff = new Staff(store.admin(), store.store)
        expectOk(await staff.move(await paymentId(), "void"))
        expect(await fulfill(orderId)).toMatchObject({
          status: 409,
          body: { message: expect.stringContaining("€24.99 of what is to be sent is neither paid nor held") },
        })
        const { payment } = expectOk(await staff.makeLink(orderId, 24.99))
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
})
