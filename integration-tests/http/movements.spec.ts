import { abandon } from "../../src/engine/reverse"
import { learnState } from "../../src/engine/refresh"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import { engineFor } from "../../src/use-cases/engine-for"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { itWhile, readsCatchUp } from "../harness/flipped"
import { writeOtherRows, type OtherRows } from "../harness/other-rows"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { heldOrders } from "./support/held-orders"

const FINAL_AT_ONCE = "Their results are final at once."

xpaySuite("movements", (store) => {
  const { authorizedOrder, movesOf } = heldOrders(store)
  const clerk = () => new Clerk(store.admin())
  const sim = () => store.simulator.control

  const calls = async () =>
    (await sim().calls()).map(
      ({ method, path }) => `${method} ${path.replace(/[0-9a-f*-]{16,}|M[0-9A-Z]{17}/g, ":id")}`
    )
  const totals = async () => (await sim().ledger()).orders[0]?.totals

  describe("capture", () => {
    itWhile(FINAL_AT_ONCE)("takes all of it with one call, beside the result that is read back", async () => {
      const orderId = await authorizedOrder()
      expectOk(await clerk().capture(orderId))
      expect(await calls()).toEqual(["POST /operations/:id/captures", "GET /operations/:id"])
      expect(await totals()).toMatchObject({ captured: 2499, liveHold: 0 })
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99, pending_difference: 0 },
      })
    })

    it("takes the part that was asked for", async () => {
      const orderId = await authorizedOrder()
      expectOk(await clerk().capture(orderId, 12.49))
      expect(await totals()).toMatchObject({ captured: 1249 })
      expect((await clerk().order(orderId)).summary.paid_total).toBe(12.49)
    })

    it("refuses a second one, saying why and what to do, before XPay is asked", async () => {
      const orderId = await authorizedOrder()
      expectOk(await clerk().capture(orderId, 10))
      await sim().clearCalls()
      const second = await clerk().capture(orderId, 5)
      expect(second.status).toBe(400)
      expect(second.body["message"]).toMatch(
        /one capture per authorization: €10.00 was captured and the rest was voided\. Take a new payment/
      )
      expect(await calls()).toEqual([])
    })

    it("passes on XPay's own refusal in words", async () => {
      const orderId = await authorizedOrder()
      await sim().addFault({ kind: "echo-request", status: 400, path: "/operations/*/captures" })
      const refused = await clerk().capture(orderId)
      expect(refused.status).toBe(400)
      expect(refused.body["message"]).toMatch(/XPay refused the capture/)
      expect((await clerk().payment(orderId)).captures).toEqual([])
    })

    itWhile(FINAL_AT_ONCE).each([0, 1_000])(
      "counts a capture of the back office, also one that shows %i ms later",
      async (readLagMs) => {
        const orderId = await authorizedOrder()
        const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
        await sim().setSwitches({ portalOperationsInOrder: true, readLagMs })
        await sim().actInOffice({ orderId: xpayOrderId, verb: "capture" })
        expectOk(await clerk().capture(orderId))
        expect(await totals()).toMatchObject({ captured: 2499 })
      }
    )
  })

  describe("refund", () => {
    itWhile(FINAL_AT_ONCE)("returns parts, to the cent, each with one call", async () => {
      const orderId = await authorizedOrder()
      expectOk(await clerk().capture(orderId))
      await sim().clearCalls()
      expectOk(await clerk().refund(orderId, 4.25))
      expect(await calls()).toEqual(["POST /operations/:id/refunds", "GET /operations/:id"])
      expectOk(await clerk().refund(orderId, 0.74))
      expectOk(await clerk().refund(orderId, 20))
      expect(await totals()).toMatchObject({ captured: 2499, refunded: 2499 })
      const order = await clerk().order(orderId)
      expect(order.payment_status).toBe("refunded")
    })

    it("works on a part that was captured, and no further", async () => {
      const orderId = await authorizedOrder()
      expectOk(await clerk().capture(orderId, 10))
      expectOk(await clerk().refund(orderId, 4))
      const tooMuch = await clerk().refund(orderId, 6.01)
      expect(tooMuch.status).toBe(400)
      expect(await totals()).toMatchObject({ captured: 1000, refunded: 400 })
    })

    it("works on money that was taken with the authorization", async () => {
      const orderId = await authorizedOrder("pp_xpay_automatic")
      expectOk(await clerk().refund(orderId, 10))
      expectOk(await clerk().refund(orderId, 14.99))
      expect(await totals()).toMatchObject({ captured: 2499, refunded: 2499 })
    })

    it("reads a refund of the same day, which XPay calls voided, as made", async () => {
      const orderId = await authorizedOrder("pp_xpay_implicit")
      expectOk(await clerk().refund(orderId, 24.99))
      expect(await totals()).toMatchObject({ refunded: 2499 })
    })

    it("says that nothing was taken yet", async () => {
      const orderId = await authorizedOrder()
      expect((await clerk().refund(orderId, 1)).status).toBe(400)
      expect(await calls()).toEqual([])
    })
  })

  /** What future releases of Medusa may do with the rows that hold the amount to move. */
  describe("a Medusa that does not give the row's id as the key", () => {
    afterEach(() => jest.restoreAllMocks())

    const other = (rows: Omit<OtherRows, "key">, kind: "capture" | "refund" = "capture") =>
      writeOtherRows(store.container(), kind, { key: "key-of-this-call", ...rows })
    const paymentOf = async (orderId: string) => (await clerk().payment(orderId)).id

    it("moves what the newest row says that nobody has asked for", async () => {
      const orderId = await authorizedOrder()
      other({})
      other({}, "refund")
      expectOk(await clerk().capture(orderId, 12.49))
      expectOk(await clerk().refund(orderId, 4))
      expectOk(await clerk().refund(orderId, 5))
      expect(await totals()).toMatchObject({ captured: 1249, refunded: 900 })
    })

    it("does not take the capture of money that came captured for a new one", async () => {
      const orderId = await authorizedOrder("pp_xpay_automatic")
      other({ beforeCall: async () => await store.db("refund").delete() }, "refund")
      expect((await clerk().refund(orderId, 4)).status).toBe(500)
      expect(await movesOf("refunds")).toEqual([])
    })

    it.each([
      [
        "the row with the key",
        (isOther: boolean) => (isOther ? {} : { idempotency_key: "key-of-this-call" }),
      ],
      ["no row that failed", (isOther: boolean) => (isOther ? { status: "failed" } : {})],
    ])("moves what %s says, whatever is newer", async (_name, columns) => {
      const orderId = await authorizedOrder()
      const payment = await paymentOf(orderId)
      let newer = ""
      other({
        beforeCall: async (rows) => {
          newer = (await rows.create({ payment, amount: 3 })).id
        },
        columns: ({ id }) => columns(id === newer),
      })
      expectOk(await clerk().capture(orderId, 12.49))
      expect(await totals()).toMatchObject({ captured: 1249 })
      await store.db("capture").where({ id: newer }).delete()
      await store.db("order_transaction").where({ reference_id: newer }).delete()
    })

    const without: Record<string, Omit<OtherRows, "key">> = {
      "there is none": { beforeCall: async () => await store.db("capture").delete() },
      "it failed": { columns: () => ({ status: "failed" }) },
      "it was left behind by a request of minutes ago": {
        beforeCall: async () =>
          await store.db("capture").update({ created_at: new Date(Date.now() - 120_000) }),
      },
    }
    it.each(Object.keys(without))("moves nothing when %s, and says why", async (name) => {
      const orderId = await authorizedOrder()
      other(without[name] ?? {})
      const answer = await clerk().capture(orderId, 12.49)
      expect(answer.status).toBe(500)
      expect(answer.body["message"]).toMatch(
        /^Medusa requested a capture \(key key-of-this-call\), but has no row with its amount\. Nothing was captured\./
      )
      expect(await calls()).toEqual([])
    })
  })

  describe("void", () => {
    /** The payment's current state in the journal, and the engine of its terminal. */
    async function known() {
      const attempt = (await store.db("xpay_attempt").first()) as AttemptRecord
      return { attempt, engine: engineFor(store.container(), attempt.provider_id) }
    }

    itWhile(FINAL_AT_ONCE)("lets the whole hold go when the order is canceled", async () => {
      const orderId = await authorizedOrder()
      expectOk(await clerk().cancelOrder(orderId))
      expect(await calls()).toEqual(["POST /operations/:id/refunds", "GET /operations/:id"])
      expect(await totals()).toMatchObject({ authorized: 2499, voided: 2499, liveHold: 0 })
      expect((await clerk().order(orderId)).status).toBe("canceled")
    })

    it("gives captured money back once, by refund, when the order is canceled", async () => {
      const orderId = await authorizedOrder("pp_xpay_automatic")
      expectOk(await clerk().cancelOrder(orderId))
      expect(await totals()).toMatchObject({ captured: 2499, refunded: 2499 })
      expect(await movesOf("refunds")).toHaveLength(1)
    })

    it("counts nothing for a capture that was being made at that moment, and was refused", async () => {
      const orderId = await authorizedOrder()
      await sim().addFault({ kind: "status", status: 400, ms: 1_500, path: "/operations/*/captures" })
      const capturing = clerk().capture(orderId)
      await eventually(async () => expect(await store.db("capture")).toHaveLength(1))
      expectOk(await clerk().cancelOrder(orderId))
      expect((await capturing).status).toBe(400)
      await eventually(async () => {
        await store.reconcile(1)
        expect(await totals()).toMatchObject({ captured: 0, liveHold: 0 })
        expect(await clerk().order(orderId)).toMatchObject({
          status: "canceled",
          summary: { paid_total: 0, refunded_total: 0, transaction_total: 0 },
        })
      })
    })

    it("takes over a void that the back office was faster with", async () => {
      const orderId = await authorizedOrder()
      const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
      await sim().setSwitches({ portalOperationsInOrder: true })
      await sim().actInOffice({ orderId: xpayOrderId, verb: "void" })
      expectOk(await clerk().cancelOrder(orderId))
      expect(await totals()).toMatchObject({ voided: 2499, liveHold: 0 })
    })

    it("takes nothing back of what was captured since the payment was read", async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      const orderId = await authorizedOrder()
      const { attempt, engine } = await known()
      await sim().actInOffice({ orderId: attempt.xpay_order_id, verb: "capture" })
      await readsCatchUp()
      await learnState(engine, attempt)
      expect(await abandon(engine, attempt, "order_failed")).toMatchObject({
        state: "captured",
        abandon_requested_at: null,
      })
      expectOk(await new Staff(store.admin(), store.store).move(attempt.id, "sync"))
      expect(await totals()).toMatchObject({ captured: 2499, refunded: 0 })
      expect((await clerk().payment(orderId)).captures).toMatchObject([{ amount: 24.99 }])
    })

    it("is made at once of a hold whose capture XPay never carried out", async () => {
      const orderId = await authorizedOrder()
      await sim().addFault({ kind: "stall", path: "/operations/*/captures" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await clerk().capture(orderId)).status).toBe(500)
      await sim().removeFault(blind.id)
      await store.letPass(5)
      const { attempt, engine } = await known()
      await abandon(engine, attempt, "order_failed")
      expect(await totals()).toMatchObject({ captured: 0, voided: 2499, liveHold: 0 })
      expectOk(await clerk().cancelOrder(orderId))
    }, 60_000)
  })
})
