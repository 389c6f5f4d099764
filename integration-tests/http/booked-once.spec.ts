import { randomUUID } from "node:crypto"
import type { IOrderModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { readsCatchUp } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { race, SEEDS } from "../races/seeds"
import { reconcile } from "../../src/use-cases/reconciliation/reconcile"
import { orderBooks } from "./support/order-books"

xpaySuite("booked-once", (store) => {
  const { cardOrder, booksOf, beginEdit, openEdits } = orderBooks(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const orders = () => store.container().resolve<IOrderModuleService>(Modules.ORDER)
  const job = async () => await reconcile(store.container())
  const makeDue = async () => await store.db("xpay_attempt").update({ next_check_at: new Date(0) })

  /** Leaves an order change as a refund began it a minute ago in a process that died. */
  async function leaveChange(orderId: string): Promise<void> {
    const { id } = await orders().createOrderChange({ order_id: orderId, change_type: "credit_line" })
    await store
      .db("order_change")
      .where({ id })
      .update({ created_at: store.db.raw("created_at - interval '1 minute'") })
  }

  describe("one movement made in the back office", () => {
    /** All callers that may book it. */
    const askers = (attemptId: string, orderId: string) => {
      const sync = async () => await staff().move(attemptId, "sync")
      const notify = async () => {
        const { body } = (await sim().notifications()).at(-1) ?? {}
        return await store
          .strangerHttp()
          .post("/xpay/notifications", { ...(body as object), eventId: randomUUID() })
      }
      const dueJob = async () => {
        await makeDue()
        await job()
      }
      const clerkRefunds = async () => await clerk().refund(orderId, 5)
      const clerkRefundsHere = async () => await staff().move(attemptId, "refund", { amount: 5 })
      return { sync, notify, dueJob, clerkRefunds, clerkRefundsHere }
    }

    /** Resolves once XPay shows it. */
    const refundInOffice = async (xpayOrderId: string) => {
      await sim().actInOffice({ orderId: xpayOrderId, verb: "refund", amount: 700 })
      await readsCatchUp()
    }

    beforeEach(async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      await store.reconcile(0)
    })

    const PAIRS = {
      "two syncs": ["sync", "sync"],
      "four syncs and the job": ["sync", "sync", "sync", "sync", "dueJob"],
      "a notification and a sync": ["notify", "sync"],
    } as const

    describe.each(Object.entries(PAIRS))("is booked once by %s", (_name, names) => {
      it.each(SEEDS)("seed %i", async (seed) => {
        const { orderId, attemptId } = await cardOrder("pp_xpay_automatic")
        const ask = askers(attemptId, orderId)
        const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
        await refundInOffice(xpayOrderId)
        await race<unknown>(
          seed,
          names.map((name) => ask[name])
        )
        await eventually(async () =>
          expect(await booksOf(orderId)).toEqual({
            paid: 24.99,
            refunded: 7,
            due: 0,
            outstanding: 0,
            collected: 24.99,
            returned: 7,
          })
        )
        expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 7 }])
        const [{ booking_holder: holder }] = await store.db("xpay_attempt").select("booking_holder")
        expect(holder).toBeNull()
      })
    })

    it("is booked by whoever comes next when the process died whose turn it was", async () => {
      const { orderId, attemptId } = await cardOrder("pp_xpay_automatic")
      const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
      await refundInOffice(xpayOrderId)
      await store
        .db("xpay_attempt")
        .update({ booking_holder: "dead", booking_until: store.db.raw("now() + interval '3 seconds'") })
      expectOk(await staff().move(attemptId, "sync"))
      expect(await booksOf(orderId)).toMatchObject({ refunded: 7, due: 0 })
    })

    it("is booked though a refund that was cut off has left a change of the order that nobody confirms", async () => {
      const { orderId, attemptId } = await cardOrder("pp_xpay_automatic")
      await leaveChange(orderId)
      const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
      await refundInOffice(xpayOrderId)
      expectOk(await staff().move(attemptId, "sync"))
      expect(await booksOf(orderId)).toMatchObject({ refunded: 7, due: 0 })
    })

    it("leaves an edit of the order that somebody has begun", async () => {
      const { orderId, attemptId } = await cardOrder("pp_xpay_automatic")
      const cancelEdit = await beginEdit(orderId)
      await store.letPass(2)
      const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
      await refundInOffice(xpayOrderId)
      expectOk(await staff().move(attemptId, "sync"))
      expect(await openEdits(orderId)).toHaveLength(1)
      await cancelEdit()
      await eventually(async () => {
        await store.letPass(1)
        await makeDue()
        await job()
        expect(await booksOf(orderId)).toMatchObject({ refunded: 7, due: 0, returned: 7 })
      })
    })

    const CLERKS = {
      "a clerk's refund through Medusa's own route": "clerkRefunds",
      "a clerk's refund in our card": "clerkRefundsHere",
    } as const

    describe.each(Object.entries(CLERKS))("does not meet %s", (_name, name) => {
      it.each(SEEDS)("seed %i", async (seed) => {
        const { orderId, attemptId } = await cardOrder("pp_xpay_automatic")
        const ask = askers(attemptId, orderId)
        const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
        await refundInOffice(xpayOrderId)
        await race<unknown>(seed, [ask.notify, ask[name], ask.sync])
        await eventually(async () => {
          await ask.sync()
          const refunded = ((await sim().ledger()).orders[0]?.totals.refunded ?? 0) / 100
          expect([7, 12]).toContain(refunded)
          expect(await booksOf(orderId)).toEqual({
            paid: 24.99,
            refunded,
            due: 0,
            outstanding: 0,
            collected: 24.99,
            returned: refunded,
          })
        })
      })
    })
  })
})
