import { randomUUID } from "node:crypto"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { readsCatchUp } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

xpaySuite("staff-operations", (store) => {
  const sim = () => store.simulator.control
  const staff = () => new Staff(store.admin(), store.store)
  const clerk = () => new Clerk(store.admin())
  const charges = async () => await sim().calls({ path: "/orders/moto" })
  const totals = async () => (await sim().ledger()).orders.map((order) => order.totals)
  const DUE = 19.99

  describe("the money buttons that the dashboard lacks", () => {
    async function captured(amount?: number) {
      const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
      const { rows } = await store.db.raw("select id from xpay_attempt where order_id = ?", [orderId ?? ""])
      const paymentId = rows[0].id as string
      if (amount !== undefined) {
        expectOk(await staff().move(paymentId, "capture", { amount }))
      }
      return { orderId: orderId!, paymentId }
    }

    /** Captures in XPay's back office, and waits until XPay shows it. */
    async function captureInOffice(): Promise<void> {
      const { orderId = "" } = (await sim().ledger()).orders[0] ?? {}
      await sim().actInOffice({ orderId, verb: "capture" })
      await readsCatchUp()
    }

    it("capture a part, and refund of a part-captured payment", async () => {
      const { orderId, paymentId } = await captured(10)
      expect(
        expectOk(await staff().move(paymentId, "refund", { amount: 2.5, note: "Broken" })).payment
      ).toMatchObject({
        state: "partially_refunded",
        captured: 10,
        refunded: 2.5,
      })
      expect((await clerk().order(orderId)).summary).toMatchObject({ paid_total: 10, refunded_total: 2.5 })
      expect(await totals()).toMatchObject([{ captured: 1000, refunded: 250 }])
    })

    it("void, and then nothing is held in either book", async () => {
      const { orderId, paymentId } = await captured()
      expect(expectOk(await staff().move(paymentId, "void")).payment.state).toBe("voided")
      expect((await clerk().payment(orderId)).canceled_at).not.toBeNull()
      expect(await staff().move(paymentId, "void")).toMatchObject({ status: 409 })
      expect(await totals()).toMatchObject([{ liveHold: 0 }])
    })

    it("void of what was captured in the back office a moment ago: nothing is sent, and the capture is booked", async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      const { orderId, paymentId } = await captured()
      await captureInOffice()
      await sim().clearCalls()
      expect(await staff().move(paymentId, "void")).toMatchObject({
        status: 409,
        body: { code: "already_captured" },
      })
      expect(await sim().calls({ method: "POST" })).toEqual([])
      expect((await clerk().payment(orderId)).captures).toMatchObject([{ amount: 24.99 }])
    })

    it("void that waits for its turn while the money is captured: it is refused", async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      const { orderId, paymentId } = await captured()
      await sim().clearCalls()
      await store.db("xpay_attempt").update({
        booking_holder: "another request",
        booking_until: store.db.raw("now() + interval '15 seconds'"),
      })
      const voiding = staff().move(paymentId, "void")
      // It has queried XPay, and waits.
      await eventually(async () => expect(await sim().calls({ method: "GET" })).not.toEqual([]))
      await captureInOffice()
      const syncing = staff().move(paymentId, "sync")
      await eventually(async () =>
        expect(await store.db("xpay_attempt").select("state")).toEqual([{ state: "captured" }])
      )
      await store.db("xpay_attempt").update({ booking_holder: null, booking_until: null })
      expect(await voiding).toMatchObject({ status: 409, body: { code: "already_captured" } })
      expectOk(await syncing)
      expect(await clerk().payment(orderId)).toMatchObject({
        canceled_at: null,
        captures: [{ amount: 24.99 }],
      })
    })

    it("undoing a capture on its own day: nobody is debited, and Medusa's books say so", async () => {
      const { orderId, paymentId } = await captured(24.99)
      const { payment } = expectOk(await staff().move(paymentId, "cancel-capture"))
      expect(payment.state).toBe("voided")
      expect(await totals()).toMatchObject([{ captured: 0, liveHold: 0 }])
      const { summary } = await clerk().order(orderId)
      expect(summary.paid_total - summary.refunded_total).toBe(0)
      expect(await staff().move(paymentId, "cancel-capture")).toMatchObject({ status: 409 })
      expect(await sim().calls({ path: "/operations/*/cancels" })).toHaveLength(1)
    })

    it("undoing a capture whose answer was lost is never sent twice", async () => {
      const { paymentId } = await captured(24.99)
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/cancels" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect(await staff().move(paymentId, "cancel-capture")).toMatchObject({
        status: 503,
        body: { code: "in_doubt" },
      })
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect(expectOk(await staff().move(paymentId, "sync")).payment.state).toBe("voided")
      expect(await sim().calls({ path: "/operations/*/cancels" })).toHaveLength(1)
      expect(await totals()).toMatchObject([{ captured: 0, refunded: 0, liveHold: 0 }])
    })

    it("a form sent again, and a canceled capture, while another request books the payment, are answered as they are", async () => {
      const { paymentId } = await captured(24.99)
      const draft = await staff().draftOrder()
      const request_key = randomUUID()
      await sim().addFault({ kind: "execute-then-stall", path: "/orders/moto" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE, request_key }))
      await sim().removeFault(blind.id)
      await store.db("xpay_attempt").update({
        booking_holder: "another request",
        booking_until: store.db.raw("now() + interval '40 seconds'"),
      })
      const [taken, undone] = await Promise.all([
        staff().takeCard(draft.id, { card: OK_CARD, amount: DUE, request_key }),
        staff().move(paymentId, "cancel-capture"),
      ])
      expect(expectOk(taken)).toMatchObject({ outcome: "approved", payment: { state: "authorized" } })
      expect(expectOk(undone).payment.state).toBe("authorized")
      expect(await charges()).toHaveLength(1)
      await store.db("xpay_attempt").update({ booking_holder: null, booking_until: null })
      await store.reconcile(1)
      expect(expectOk(await staff().move(paymentId, "sync")).payment.state).toBe("voided")
      expect(await sim().calls({ path: "/operations/*/cancels" })).toHaveLength(1)
      expect(await clerk().order(draft.id)).toMatchObject({ status: "pending", payment_status: "authorized" })
    })

    it("undoing a capture of yesterday is refused, with what to do instead", async () => {
      const { paymentId } = await captured(24.99)
      await store.db("xpay_movement").update({ resolved_at: store.db.raw("now() - interval '2 days'") })
      expect(await staff().move(paymentId, "cancel-capture")).toMatchObject({
        status: 409,
        body: { message: expect.stringMatching(/day it was made|same day/i) },
      })
    })
  })
})
