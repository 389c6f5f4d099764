import { walkHostedPage } from "../harness/browser-walk"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const HOUR = 60
const DUE = 19.99

xpaySuite("cancel-unpaid", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const cancelAfter = async (cancelUnpaidAfter: object, work: () => Promise<void>) =>
    await withOptions(store.container(), { cancelUnpaidAfter }, work)
  const openKinds = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)
  const statusOf = async (orderId: string) => (await clerk().order(orderId)).status
  const reserved = async () => await store.db("reservation_item").whereNull("deleted_at").select("quantity")
  const told = () =>
    store.recorder
      .all()
      .filter(({ where }) => where === "event xpay.order.canceled_unpaid")
      .map(({ text }) => (JSON.parse(text) as { data: { order_id: string; reason: string | null } }).data)
  const pass = async (hours: number) => {
    await store.letPass(hours * HOUR)
    await store.reconcile(0)
  }

  /** An order that waits for a bank transfer. */
  async function awaitedOrder(): Promise<string> {
    await sim().setSwitches({ notificationsMuted: true })
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")
    const { orderId = "" } = await shopper.payOnPage("MYBANK", "leave-pending")
    await store.reconcile(2)
    return orderId
  }
  const atXPay = async () => (await sim().ledger()).orders[0]!
  const ends = async (result?: "FAILED") =>
    await sim().conclude({ orderId: (await atXPay()).orderId, ...(result === undefined ? {} : { result }) })

  /** An order without a payment, and an expired link for it. */
  async function orderWithExpiredLink(): Promise<{ orderId: string; url: string }> {
    const draft = await staff().draftOrder()
    expectOk(await store.admin().post(`/admin/draft-orders/${draft.id}/convert-to-order`))
    const { payment } = expectOk(await staff().makeLink(draft.id, DUE))
    await store
      .db("xpay_attempt")
      .where({ id: payment.id })
      .update({ deadline_at: store.db.raw("now() - interval '1 minute'") })
    await store.reconcile(1)
    expect((await store.db("xpay_attempt").where({ id: payment.id }).first("state")).state).toBe("expired")
    return { orderId: draft.id, url: payment.link?.url ?? "" }
  }

  it("leaves unpaid orders to a person without the option", async () => {
    const orderId = await awaitedOrder()
    await ends("FAILED")
    await pass(1)
    await pass(24 * 30)
    expect(await statusOf(orderId)).toBe("pending")
    expect(await openKinds()).toEqual(["order_unpaid"])
  })

  it("cancels an order whose payment failed, frees its goods, closes the incident, and tells once", async () => {
    await cancelAfter({ failedHours: 24 }, async () => {
      const orderId = await awaitedOrder()
      expect(await reserved()).toHaveLength(1)
      await ends("FAILED")
      await pass(1)
      expect(await openKinds()).toEqual(["order_unpaid"])
      await pass(22)
      expect(await statusOf(orderId)).toBe("pending")
      await pass(3)
      expect(await statusOf(orderId)).toBe("canceled")
      expect(await reserved()).toEqual([])
      await eventually(async () => expect(await openKinds()).toEqual([]))
      await pass(48)
      await eventually(() => {
        expect(told()).toMatchObject([{ order_id: orderId, amount: 24.99, channel: "hosted" }])
        return Promise.resolve()
      })
      expect(told()[0]!.reason).toEqual(expect.stringMatching(/./))
      const canceled = store.recorder.all().filter(({ where }) => where === "event order.canceled")
      expect(canceled).toHaveLength(1)
    })
  })

  it("cancels an order that waited too long for the money of a slow method; an incident says what arrives later and XPay cannot refund", async () => {
    await cancelAfter({ awaitingHours: 72 }, async () => {
      const orderId = await awaitedOrder()
      await pass(71)
      expect(await statusOf(orderId)).toBe("pending")
      await pass(2)
      expect(await statusOf(orderId)).toBe("canceled")
      expect(await reserved()).toEqual([])
      expect(await openKinds()).toEqual([])
      await ends()
      await pass(24)
      for (let hour = 0; hour < 5; hour++) {
        await pass(1)
      }
      expect((await atXPay()).totals).toMatchObject({ captured: 2499, refunded: 0 })
      expect(await openKinds()).toEqual(["void_failing"])
    })
  })

  it("cancels an order whose payment link ran out, and no draft order", async () => {
    await cancelAfter({ linkHours: 2 }, async () => {
      const { orderId } = await orderWithExpiredLink()
      const draft = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(draft.id, DUE))
      await store
        .db("xpay_attempt")
        .where({ id: payment.id })
        .update({ deadline_at: store.db.raw("now() - interval '1 minute'") })
      await store.reconcile(1)
      await pass(1)
      expect(await statusOf(orderId)).toBe("pending")
      await pass(2)
      expect(await statusOf(orderId)).toBe("canceled")
      expect(await statusOf(draft.id)).toBe("draft")
      await eventually(() => {
        expect(told()).toMatchObject([{ order_id: orderId, channel: "link" }])
        return Promise.resolve()
      })
    })
  })

  it("queries XPay first: what was paid unseen stays an order", async () => {
    await cancelAfter({ awaitingHours: 72 }, async () => {
      const orderId = await awaitedOrder()
      await ends()
      await store.db("xpay_attempt").update({ cancel_order_at: store.db.fn.now(), next_check_at: null })
      await store.reconcile(0)
      expect(await clerk().order(orderId)).toMatchObject({ status: "pending", payment_status: "captured" })
      await pass(100)
      expect(await statusOf(orderId)).toBe("pending")
      expect(told()).toEqual([])
    })
  })

  it("cancels nothing while XPay does not answer, and goes on when it does", async () => {
    await cancelAfter({ failedHours: 24 }, async () => {
      const orderId = await awaitedOrder()
      await ends("FAILED")
      await pass(1)
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      await pass(25)
      await pass(1)
      expect(await statusOf(orderId)).toBe("pending")
      await sim().removeFault(blind.id)
      await pass(1)
      expect(await statusOf(orderId)).toBe("canceled")
    })
  })

  it("cancels nothing when XPay showed money that could not be booked yet", async () => {
    await cancelAfter({ linkHours: 2 }, async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const { orderId, url } = await orderWithExpiredLink()
      await walkHostedPage(url, "MYBANK", "leave-pending")
      await ends()
      await store.db("xpay_attempt").update({ next_check_at: null })
      await store.letPass(3 * HOUR)
      const blind = await sim().addFault({
        kind: "status",
        method: "GET",
        path: "/orders/*",
        after: 1,
        times: "always",
      })
      await store.reconcile(0)
      expect((await store.db("xpay_attempt").first("state")).state).toBe("expired")
      expect(await statusOf(orderId)).toBe("pending")
      await sim().removeFault(blind.id)
      await pass(1)
      expect(await clerk().order(orderId)).toMatchObject({ status: "pending", payment_status: "captured" })
    })
  })

  it("cancels nothing while a payment runs through the link that expired", async () => {
    await cancelAfter({ linkHours: 2 }, async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const { orderId, url } = await orderWithExpiredLink()
      await walkHostedPage(url, "MYBANK", "leave-pending")
      await pass(3)
      await pass(1)
      expect(await statusOf(orderId)).toBe("pending")
      await ends("FAILED")
      await pass(1)
      expect(await statusOf(orderId)).toBe("canceled")
    })
  })

  it("waits from when the payment failed, also after it had waited for the money", async () => {
    await cancelAfter({ awaitingHours: 72, failedHours: 24 }, async () => {
      const orderId = await awaitedOrder()
      await pass(71)
      await ends("FAILED")
      await store.reconcile()
      expect(await openKinds()).toEqual(["order_unpaid"])
      await pass(3)
      await pass(19)
      expect(await statusOf(orderId)).toBe("pending")
      await pass(3)
      expect(await statusOf(orderId)).toBe("canceled")
    })
  })

  it("waits anew from when a renewed link expires", async () => {
    await cancelAfter({ linkHours: 48 }, async () => {
      const { orderId } = await orderWithExpiredLink()
      const { id } = await store.db("xpay_attempt").first("id")
      await pass(40)
      expectOk(await staff().changeLink(id, "renew"))
      expect(await store.db("xpay_attempt").first("cancel_order_at")).toEqual({ cancel_order_at: null })
      await store.db("xpay_attempt").update({ deadline_at: store.db.raw("now() - interval '1 minute'") })
      await store.reconcile(1)
      await pass(10)
      expect(await statusOf(orderId)).toBe("pending")
      await pass(39)
      expect(await statusOf(orderId)).toBe("canceled")
    })
  })

  it("looks again before it cancels: what was planned too early waits", async () => {
    await cancelAfter({ failedHours: 24 }, async () => {
      const orderId = await awaitedOrder()
      await ends("FAILED")
      await pass(1)
      await store.db("xpay_attempt").update({ cancel_order_at: store.db.fn.now(), next_check_at: null })
      await store.reconcile(0)
      expect(await statusOf(orderId)).toBe("pending")
      await pass(25)
      expect(await statusOf(orderId)).toBe("canceled")
    })
  })

  it("cancels nothing that somebody has paid by a new link, or may be paying", async () => {
    await cancelAfter({ linkHours: 2 }, async () => {
      const { orderId } = await orderWithExpiredLink()
      const { payment } = expectOk(await staff().makeLink(orderId, DUE))
      await pass(3)
      expect(await statusOf(orderId)).toBe("pending")
      await walkHostedPage(payment.link?.url ?? "", "PAYPAL", "pay")
      await eventually(async () => expect((await clerk().order(orderId)).payment_status).toBe("captured"))
      await pass(100)
      expect(await statusOf(orderId)).toBe("pending")
    })
  })

  it("leaves an order to a person whose goods were sent", async () => {
    await cancelAfter({ failedHours: 24 }, async () => {
      const orderId = await awaitedOrder()
      const { order } = expectOk(
        await store
          .admin()
          .get<{ order: { items: { id: string; quantity: number }[] } }>(
            `/admin/orders/${orderId}?fields=*items`
          )
      )
      const items = order.items.map(({ id, quantity }) => ({ id, quantity }))
      expectOk(await store.admin().post(`/admin/orders/${orderId}/fulfillments`, { items }))
      await ends("FAILED")
      await pass(1)
      await pass(25)
      expect(await statusOf(orderId)).toBe("pending")
      expect(await openKinds()).toEqual(["order_unpaid"])
    })
  })

  it("emits the event also when the process died after the order was canceled", async () => {
    await cancelAfter({ failedHours: 24 }, async () => {
      const orderId = await awaitedOrder()
      await ends("FAILED")
      await pass(1)
      // The state after a process dies between the two.
      expectOk(await clerk().cancelOrder(orderId))
      await store.db("xpay_attempt").update({ cancel_begun_at: store.db.fn.now() })
      expect(told()).toEqual([])
      await pass(25)
      await pass(25)
      await eventually(() => {
        expect(told()).toMatchObject([{ order_id: orderId }])
        return Promise.resolve()
      })
    })
  })
})
