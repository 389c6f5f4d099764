import { Clerk } from "../harness/clerk"
import { readsCatchUp } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { heldOrders } from "./support/held-orders"

xpaySuite("movements-in-doubt", (store) => {
  const { authorizedOrder, movesOf } = heldOrders(store)
  const clerk = () => new Clerk(store.admin())
  const sim = () => store.simulator.control
  const totals = async () => (await sim().ledger()).orders[0]?.totals

  describe.each(["execute-then-stall", "reset-after", "half-body", "garbage", "empty"] as const)(
    "when the answer is lost (%s)",
    (kind) => {
      it("captures once", async () => {
        const orderId = await authorizedOrder()
        await sim().addFault({ kind, path: "/operations/*/captures" })
        const first = await clerk().capture(orderId)
        expect(first.status).toBe(200)
        expect(await movesOf("captures")).toHaveLength(1)
        expect(await totals()).toMatchObject({ captured: 2499 })
      })

      it("refunds once", async () => {
        const orderId = await authorizedOrder("pp_xpay_automatic")
        await sim().addFault({ kind, path: "/operations/*/refunds" })
        expect((await clerk().refund(orderId, 5)).status).toBe(200)
        expect(await movesOf("refunds")).toHaveLength(1)
        expect(await totals()).toMatchObject({ refunded: 500 })
      })

      it("voids once", async () => {
        const orderId = await authorizedOrder()
        await sim().addFault({ kind, path: "/operations/*/refunds" })
        expectOk(await clerk().cancelOrder(orderId))
        expect(await movesOf("refunds")).toHaveLength(1)
        expect(await totals()).toMatchObject({ voided: 2499 })
      })
    }
  )

  describe("when XPay cannot even be asked what happened", () => {
    it("reports a capture as unconfirmed, and books what was made when it is asked again", async () => {
      const orderId = await authorizedOrder()
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/captures" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      const first = await clerk().capture(orderId, 12)
      expect(first.status).toBe(500)
      expect(first.body["message"]).toMatch(
        /XPay has not confirmed the capture of €12.00 yet.*Request exactly €12.00 again/
      )
      expect((await clerk().payment(orderId)).captures).toEqual([])

      const other = await clerk().capture(orderId, 7)
      expect(other.status).toBe(500)
      expect(await movesOf("captures")).toHaveLength(1)

      await sim().removeFault(blind.id)
      const wrong = await clerk().capture(orderId, 7)
      expect(wrong.status).toBe(400)
      expect(wrong.body["message"]).toMatch(/€12.00.*Request exactly €12.00 to book it/)
      expectOk(await clerk().capture(orderId, 12))
      expect(await movesOf("captures")).toHaveLength(1)
      expect(await totals()).toMatchObject({ captured: 1200 })
    }, 120_000)

    it("refunds nothing else before a refund that was carried out is booked", async () => {
      const orderId = await authorizedOrder("pp_xpay_automatic")
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/refunds" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await clerk().refund(orderId, 5)).status).toBe(500)
      await sim().removeFault(blind.id)
      await readsCatchUp()
      const other = await clerk().refund(orderId, 7)
      expect(other.status).toBe(400)
      expect(other.body["message"]).toMatch(/refund of €5.00.*Request exactly €5.00 to book it/)
      expectOk(await clerk().refund(orderId, 5))
      expect(await movesOf("refunds")).toHaveLength(1)
      expect(await totals()).toMatchObject({ refunded: 500 })
    }, 120_000)

    it("refunds once under the key of the first try, when XPay had not carried it out", async () => {
      const orderId = await authorizedOrder("pp_xpay_automatic")
      await sim().addFault({ kind: "stall", path: "/operations/*/refunds" })
      const first = await clerk().refund(orderId, 5)
      expect(first.status).toBe(500)
      expectOk(await clerk().refund(orderId, 5))
      const sent = await movesOf("refunds")
      expect(sent).toHaveLength(2)
      expect(new Set(sent.map(({ idempotencyKeyHash }) => idempotencyKeyHash)).size).toBe(1)
      expect(await totals()).toMatchObject({ refunded: 500 })
    }, 120_000)

    it("uses a new key after a refusal, in either of the two memories XPay may have", async () => {
      for (const idempotencyMemory of ["2xx", "all"] as const) {
        await sim().setSwitches({ idempotencyMemory })
        const orderId = await authorizedOrder()
        await sim().addFault({ kind: "status", status: 400, path: "/operations/*/captures" })
        expect((await clerk().capture(orderId)).status).toBe(400)
        expectOk(await clerk().capture(orderId))
        const keys = (await movesOf("captures")).map(({ idempotencyKeyHash }) => idempotencyKeyHash)
        expect(new Set(keys).size).toBe(2)
      }
    })

    it("says that nothing was sent when XPay cannot be reached", async () => {
      const orderId = await authorizedOrder()
      await store.door.shut()
      const refused = await clerk().capture(orderId)
      expect(refused.status).toBe(500)
      expect(refused.body["message"]).toMatch(/XPay cannot be reached\. Nothing was captured\. Try again/)
      await store.door.open()
      expectOk(await clerk().capture(orderId))
    })

    it("does not send a capture again while the first is under way, or shown as pending", async () => {
      const orderId = await authorizedOrder()
      await sim().addFault({ kind: "delay", ms: 2_000, path: "/operations/*/captures" })
      const both = await Promise.all([clerk().capture(orderId), clerk().capture(orderId)])
      // The second waits for the first, and finds everything captured.
      expect(both.map(({ status }) => status)).toContain(200)
      expect(await movesOf("captures")).toHaveLength(1)

      const pending = await authorizedOrder()
      await sim().setSwitches({ postOperationPendingMs: 12_000 })
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/captures" })
      expect((await clerk().capture(pending)).status).toBe(500)
      expect((await clerk().capture(pending)).status).toBe(500)
      await eventually(async () => {
        expectOk(await clerk().capture(pending))
      }, 30_000)
      expect(await movesOf("captures")).toHaveLength(1)
    }, 90_000)

    it("does not take for not made what is first seen running long after it was sent", async () => {
      const orderId = await authorizedOrder()
      await sim().setSwitches({ postOperationPendingMs: 15_000 })
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/captures" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await clerk().capture(orderId)).status).toBe(500)
      await sim().removeFault(blind.id)
      await store.letPass(5)
      expect((await clerk().capture(orderId)).status).toBe(500)
      await eventually(async () => {
        expectOk(await clerk().capture(orderId))
      }, 30_000)
      expect(await movesOf("captures")).toHaveLength(1)
    }, 90_000)

    it("waits for a result that XPay shows as pending first", async () => {
      await sim().setSwitches({ postOperationPendingReads: 2 })
      const orderId = await authorizedOrder()
      expectOk(await clerk().capture(orderId))
      expect(await totals()).toMatchObject({ captured: 2499 })
    })
  })
})
