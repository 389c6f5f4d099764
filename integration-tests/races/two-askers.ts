import { randomUUID } from "node:crypto"
import { reconcile } from "../../src/use-cases/reconciliation/reconcile"
import { comeBack, walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { eventually, type StoreUnderTest } from "../harness/xpay-suite"
import { race } from "./seeds"

type Race = (seed: number) => Promise<void>

/**
 * The same action, requested by two or more at once: the dashboard's sync, the job, XPay's notification, the returning
 * shopper, the clerk. In every combination it is executed once and booked once.
 */
export function twoAskers(store: StoreUnderTest): Record<string, Race> {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const attemptOf = async (orderId: string) =>
    (await store.db("xpay_attempt").where({ order_id: orderId }).first("id", "xpay_order_id")) as {
      id: string
      xpay_order_id: string
    }
  const job = async () => {
    await store.db("xpay_attempt").update({ next_check_at: new Date(0) })
    await reconcile(store.container())
  }
  const notify = async (xpayOrderId: string) => {
    const { body } = (await sim().notifications(xpayOrderId)).at(-1) ?? {}
    await store.strangerHttp().post("/xpay/notifications", { ...(body as object), eventId: randomUUID() })
  }
  const paidOrder = async (provider = "pp_xpay_xpay") => {
    const { orderId = "" } = await (await store.shopper().readyToPay({}, provider)).pay(OK_CARD)
    return { orderId, ...(await attemptOf(orderId)) }
  }
  const resolved = async (check: () => Promise<void>) =>
    await eventually(async () => {
      await store.reconcile(1)
      await check()
    }, 20_000)

  return {
    "a refund made in the back office: two syncs, the job": async (seed) => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      const { orderId, id, xpay_order_id: xpayOrderId } = await paidOrder("pp_xpay_automatic")
      await sim().actInOffice({ orderId: xpayOrderId, verb: "refund", amount: 700 })
      const sync = () => staff().move(id, "sync")
      await race<unknown>(seed, [sync, sync, job])
      await resolved(async () => {
        expect((await clerk().payment(orderId)).refunds.map(({ amount }) => amount)).toEqual([7])
        expect((await clerk().order(orderId)).summary).toMatchObject({ paid_total: 24.99, refunded_total: 7 })
      })
    },

    "a capture made in the back office: sync, the job, a clerk who captures": async (seed) => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      const { orderId, id, xpay_order_id: xpayOrderId } = await paidOrder()
      await sim().actInOffice({ orderId: xpayOrderId, verb: "capture", amount: 2499 })
      await race<unknown>(seed, [() => staff().move(id, "sync"), job, () => clerk().capture(orderId)])
      await resolved(async () => {
        expect((await clerk().payment(orderId)).captures.map(({ amount }) => amount)).toEqual([24.99])
        expect((await clerk().order(orderId)).summary.paid_total).toBe(24.99)
      })
    },

    "a capture and a refund of two clerks, with the job": async (seed) => {
      const { orderId } = await paidOrder()
      expectOk(await clerk().capture(orderId, 20))
      const answers = await race<{ status: number } | void>(seed, [
        () => clerk().refund(orderId, 5),
        () => clerk().refund(orderId, 6),
        job,
      ])
      const made = answers.filter((one) => one?.status === 200).length
      await resolved(async () => {
        const refunds = (await clerk().payment(orderId)).refunds.map(({ amount }) => amount)
        expect(refunds.length).toBeGreaterThanOrEqual(Math.max(1, made))
        const refunded = refunds.reduce((sum, amount) => sum + amount, 0)
        expect((await clerk().order(orderId)).summary).toMatchObject({
          paid_total: 20,
          refunded_total: refunded,
        })
      })
    },

    "a capture by one clerk, a void by another, the job": async (seed) => {
      const { orderId, id } = await paidOrder()
      await race<unknown>(seed, [
        () => staff().move(id, "capture", { amount: 24.99 }),
        () => staff().move(id, "void"),
        job,
      ])
      await resolved(async () => {
        const { liveHold, captured, refunded, voided } = (await sim().ledger()).orders[0]!.totals
        expect({ liveHold, refunded }).toEqual({ liveHold: 0, refunded: 0 })
        // One of them was executed, and the other refused.
        expect(captured + voided).toBe(2499)
        const { captures, canceled_at: canceledAt } = await clerk().payment(orderId)
        expect(captures.map(({ amount }) => amount)).toEqual(captured > 0 ? [24.99] : [])
        expect(canceledAt === null).toBe(captured > 0)
      })
    },

    "a capture by one clerk, an edit of the order by another, the job": async (seed) => {
      const { orderId } = await paidOrder()
      const http = store.admin()
      const items = [{ variant_id: store.store.variants["TAZZA"], quantity: 1 }]
      expectOk(await http.post("/admin/order-edits", { order_id: orderId }))
      expectOk(await http.post(`/admin/order-edits/${orderId}/items`, { items }))
      expectOk(await http.post(`/admin/order-edits/${orderId}/request`))
      await sim().addFault({ kind: "delay", ms: 800, path: "/operations/*/captures" })
      const [, confirmed] = await race<{ status: number } | void>(seed, [
        () => clerk().capture(orderId),
        () => http.post(`/admin/order-edits/${orderId}/confirm`),
        job,
      ])
      // Medusa refuses to edit an order whose payment is being captured.
      const total = confirmed?.status === 200 ? 34.49 : 24.99
      await resolved(async () => {
        const { liveHold, captured, refunded } = (await sim().ledger()).orders[0]!.totals
        // Captured deliberately, it is kept; otherwise Medusa's edit has voided the authorization.
        expect({ liveHold, refunded }).toEqual({ liveHold: 0, refunded: 0 })
        const { summary } = await clerk().order(orderId)
        expect(summary.paid_total).toBe(captured / 100)
        expect(summary.pending_difference).toBeCloseTo(total - captured / 100)
      })
    },

    "a void by the clerk, the cancellation of the order, the job": async (seed) => {
      const { orderId, id } = await paidOrder()
      await race<unknown>(seed, [() => staff().move(id, "void"), () => clerk().cancelOrder(orderId), job])
      await resolved(async () => {
        expect((await sim().ledger()).liveHolds).toEqual([])
        expect((await clerk().payment(orderId)).canceled_at).not.toBeNull()
      })
    },

    "a link that is paid: two notifications, the sync, the job": async (seed) => {
      await sim().setSwitches({ notificationsMuted: true })
      const draft = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(draft.id, draft.total))
      await walkHostedPage(payment.link?.url ?? "", "PAYPAL", "pay")
      const told = () => notify(payment.xpay_order_id)
      await race<unknown>(seed, [told, told, () => staff().move(payment.id, "sync"), job])
      await resolved(async () => {
        expect(await clerk().order(draft.id)).toMatchObject({
          status: "pending",
          payment_status: "captured",
          summary: { paid_total: draft.total, pending_difference: 0 },
        })
      })
      expect((await store.incidents()).filter((one) => one.resolved_at === null)).toEqual([])
    },

    "a link that is paid while the clerk cancels it": async (seed) => {
      const draft = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(draft.id, draft.total))
      await race<unknown>(seed, [
        () => walkHostedPage(payment.link?.url ?? "", "PAYPAL", "pay").catch(() => undefined),
        () => staff().changeLink(payment.id, "cancel"),
        job,
      ])
      await resolved(async () => {
        const { orders } = await sim().ledger()
        const kept = orders.reduce(
          (sum, { totals }) => sum + totals.liveHold + totals.captured - totals.refunded,
          0
        )
        const { status } = await clerk().order(draft.id)
        // Paid and an order, or not paid and still a draft.
        expect({ status, kept }).toEqual(
          status === "draft" ? { status, kept: 0 } : { status: "pending", kept: 1999 }
        )
      })
    },

    "a draft that a MOTO payment and a clerk convert": async (seed) => {
      const draft = await staff().draftOrder()
      await race<unknown>(seed, [
        () => staff().takeCard(draft.id, { card: OK_CARD, amount: draft.total }),
        () => store.admin().post(`/admin/draft-orders/${draft.id}/convert-to-order`),
        job,
      ])
      await resolved(async () => {
        const { orders } = await sim().ledger()
        const held = orders.reduce((sum, { totals }) => sum + totals.liveHold, 0)
        const order = await clerk().order(draft.id)
        expect(order.status).toBe("pending")
        expect(held).toBe(order.payment_status === "authorized" ? 1999 : 0)
      })
    },

    "a paid page: two returns, two notifications, the job": async (seed) => {
      await sim().setSwitches({ notificationTiming: "never" })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const { redirect_url: url = "" } = expectOk(await shopper.pressButton())
      const back = await walkHostedPage(url, "PAYPAL", "pay")
      const attempt = (await store.db("xpay_attempt").first("xpay_order_id")) as { xpay_order_id: string }
      const told = () => notify(attempt.xpay_order_id)
      const returns = () => comeBack(shopper.http, back)
      await race<unknown>(seed, [returns, returns, told, told, job])
      await resolved(async () =>
        expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
      )
      const { order_id: orderId } = await shopper.payment()
      expect((await clerk().payment(orderId ?? "")).captures).toHaveLength(1)
      expect((await clerk().order(orderId ?? "")).summary.paid_total).toBe(24.99)
    },
  }
}
