import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import type { IOrderModuleService, IPaymentModuleService } from "@medusajs/framework/types"
import { generateEntityId, Modules } from "@medusajs/framework/utils"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Desk } from "../harness/desk"
import { itWhile, readsCatchUp } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { race, SEEDS } from "../races/seeds"
import { reconcile } from "../../src/use-cases/reconciliation/reconcile"
import type { PaymentRow } from "../../src/use-cases/staff/views/payment-row"

/** By the order's amounts alone: the operation itself is not listed. */
const SHOWS_OFFICE_REFUNDS = "It drops with refunds of the back office, which are not listed."

xpaySuite("bookings", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const desk = () => new Desk(store.admin(), store.store)
  const orders = () => store.container().resolve<IOrderModuleService>(Modules.ORDER)
  const job = async () => await reconcile(store.container())
  const makeDue = async () => await store.db("xpay_attempt").update({ next_check_at: new Date(0) })

  async function cardOrder(provider = "pp_xpay_xpay"): Promise<{ orderId: string; attemptId: string }> {
    const { orderId = "" } = await (await store.shopper().readyToPay({}, provider)).pay(OK_CARD)
    const { id } = (await store.db("xpay_attempt").where({ order_id: orderId }).first()) as { id: string }
    return { orderId, attemptId: id }
  }

  /** What Medusa says of an order: its summary, the collections, and what our card says is still to be paid. */
  async function booksOf(orderId: string) {
    const { summary } = await clerk().order(orderId)
    const { xpay } = expectOk(
      await store.admin().get<{ xpay: { outstanding: number } }>(`/admin/xpay/orders/${orderId}`)
    )
    const collections = (await store
      .db("payment_collection")
      .join("order_payment_collection", "payment_collection.id", "payment_collection_id")
      .where({ order_id: orderId })
      .select("captured_amount", "refunded_amount")) as Record<
      "captured_amount" | "refunded_amount",
      string
    >[]
    const sum = (column: "captured_amount" | "refunded_amount") =>
      collections.reduce((total, one) => total + Number(one[column]), 0)
    return {
      paid: summary.paid_total,
      refunded: summary.refunded_total,
      due: summary.pending_difference,
      outstanding: xpay.outstanding,
      collected: sum("captured_amount"),
      returned: sum("refunded_amount"),
    }
  }

  /** What an order counts of a capture or refund: of one that is gone, unless it is named. */
  async function transaction(
    orderId: string,
    amount: number,
    reference_id = generateEntityId(undefined, "gone")
  ): Promise<void> {
    const reference = amount > 0 ? "capture" : "refund"
    await orders().addOrderTransactions({
      order_id: orderId,
      amount,
      currency_code: "eur",
      reference,
      reference_id,
    })
  }

  async function edit(orderId: string, sku: string): Promise<void> {
    const http = store.admin()
    const items = [{ variant_id: store.store.variants[sku], quantity: 1 }]
    expectOk(await http.post("/admin/order-edits", { order_id: orderId }))
    expectOk(await http.post(`/admin/order-edits/${orderId}/items`, { items }))
    expectOk(await http.post(`/admin/order-edits/${orderId}/request`))
    expectOk(await http.post(`/admin/order-edits/${orderId}/confirm`))
  }

  /** The change of an order that a refund began a minute ago, and whose process died. */
  async function leaveChange(orderId: string): Promise<void> {
    const { id } = await orders().createOrderChange({ order_id: orderId, change_type: "credit_line" })
    await store
      .db("order_change")
      .where({ id })
      .update({ created_at: store.db.raw("created_at - interval '1 minute'") })
  }

  /** @returns what cancels it. */
  async function beginEdit(orderId: string): Promise<() => Promise<void>> {
    expectOk(await store.admin().post("/admin/order-edits", { order_id: orderId }))
    return async () => {
      expectOk(await store.admin().send("DELETE", `/admin/order-edits/${orderId}`, undefined))
    }
  }

  const openEdits = async (orderId: string): Promise<unknown[]> =>
    await store
      .db("order_change")
      .where({ order_id: orderId, change_type: "edit", status: "pending", deleted_at: null })

  describe("a refund whose process died before the order cost less", () => {
    /** What Medusa's refund has written when it comes to its credit line. */
    async function cutOff(orderId: string): Promise<void> {
      const payments = store.container().resolve<IPaymentModuleService>(Modules.PAYMENT)
      const { id } = await clerk().payment(orderId)
      const { refunds = [] } = await payments.refundPayment({ payment_id: id, amount: 5 })
      await transaction(orderId, -5, refunds[0]?.id)
    }

    const REFUNDED = { paid: 24.99, refunded: 5, due: 0, outstanding: 0, collected: 24.99, returned: 5 }

    it.each(["nothing of it", "a change that is not confirmed"])(
      "is not owed again when the order has %s",
      async (left) => {
        const { orderId } = await cardOrder("pp_xpay_automatic")
        await store.reconcile(2)
        await cutOff(orderId)
        if (left !== "nothing of it") {
          await orders().createOrderChange({ order_id: orderId, change_type: "credit_line" })
        }
        // It may be under way still.
        await store.reconcile(0)
        expect(await booksOf(orderId)).toMatchObject({ due: 5, outstanding: 5 })
        await store.letPass(1)
        for (const table of ["order_transaction", "order_change"]) {
          await store
            .db(table)
            .where({ order_id: orderId })
            .update({ created_at: store.db.raw("created_at - interval '1 minute'") })
        }
        await store.reconcile(0)
        expect(await booksOf(orderId)).toEqual(REFUNDED)
        await store.reconcile(0)
        expectOk(await clerk().refund(orderId, 3))
        expect(await booksOf(orderId)).toEqual({ ...REFUNDED, refunded: 8, returned: 8 })
      }
    )

    it("takes nothing away of an edit that somebody has begun", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      await store.reconcile(2)
      await cutOff(orderId)
      const cancelEdit = await beginEdit(orderId)
      await store.letPass(2)
      await makeDue()
      await job()
      expect(await openEdits(orderId)).toHaveLength(1)
      expect(await booksOf(orderId)).toMatchObject({ due: 5, outstanding: 5 })
      await cancelEdit()
      await makeDue()
      await job()
      expect(await booksOf(orderId)).toEqual(REFUNDED)
    })

    itWhile(SHOWS_OFFICE_REFUNDS)("leaves what is due for another reason", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      await store.reconcile(2)
      expectOk(await clerk().refund(orderId, 5))
      await edit(orderId, "TAZZA")
      const { due } = await booksOf(orderId)
      expect(due).toBeGreaterThan(5)
      await store.letPass(2)
      await makeDue()
      await job()
      expect(await booksOf(orderId)).toMatchObject({ due, refunded: 5 })
    })
  })

  describe("one movement made in the back office", () => {
    /** Whoever may book it. */
    const askers = (attemptId: string, orderId: string) => {
      const sync = async () => await desk().move(attemptId, "sync")
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
      const clerkRefundsHere = async () => await desk().move(attemptId, "refund", { amount: 5 })
      return { sync, notify, dueJob, clerkRefunds, clerkRefundsHere }
    }

    /** Until XPay shows it. */
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
      expectOk(await desk().move(attemptId, "sync"))
      expect(await booksOf(orderId)).toMatchObject({ refunded: 7, due: 0 })
    })

    it("is booked though a refund that was cut off has left a change of the order that nobody confirms", async () => {
      const { orderId, attemptId } = await cardOrder("pp_xpay_automatic")
      await leaveChange(orderId)
      const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
      await refundInOffice(xpayOrderId)
      expectOk(await desk().move(attemptId, "sync"))
      expect(await booksOf(orderId)).toMatchObject({ refunded: 7, due: 0 })
    })

    it("leaves an edit of the order that somebody has begun", async () => {
      const { orderId, attemptId } = await cardOrder("pp_xpay_automatic")
      const cancelEdit = await beginEdit(orderId)
      await store.letPass(2)
      const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
      await refundInOffice(xpayOrderId)
      expectOk(await desk().move(attemptId, "sync"))
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

  describe("what an order counts of a capture or refund that is gone", () => {
    it("is counted no more after a refund made a new version of the order", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      await transaction(orderId, -7)
      expectOk(await clerk().refund(orderId, 5))
      expect((await booksOf(orderId)).refunded).toBe(12)
      await store.reconcile(1)
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, refunded: 5, due: 0, outstanding: 0 })
    })

    it("is counted no more after an edit made a new version of the order", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      await transaction(orderId, 9.5)
      await edit(orderId, "TAZZA")
      expect((await booksOf(orderId)).outstanding).toBe(0)
      await store.reconcile(1)
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, refunded: 0, due: 9.5, outstanding: 9.5 })
    })

    it("is counted no more after two edits, and the order's sums add up in each version", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      await transaction(orderId, -7)
      await edit(orderId, "TAZZA")
      await transaction(orderId, 3)
      await edit(orderId, "TAZZA")
      await store.reconcile(1)
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, refunded: 0, due: 19, outstanding: 19 })
    })

    it("is put right where the order counts another amount than was refunded", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      expectOk(await clerk().refund(orderId, 5))
      // Medusa's refund books every refund of the moment with its own amount.
      const [booked] = await orders().listOrderTransactions({ order_id: orderId, reference: "refund" })
      await orders().deleteOrderTransactions(booked?.id ?? "")
      await transaction(orderId, -7, booked?.reference_id)
      expect((await booksOf(orderId)).refunded).not.toBe(5)
      await store.reconcile(1)
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, refunded: 5, due: 0, outstanding: 0 })
    })
  })

  describe("a capture whose booking fails", () => {
    const STRUCK = {
      "at Medusa's payment": ["payment", "update"],
      "at the order's transaction": ["order_transaction", "insert"],
      "at Medusa's capture": ["capture", "insert"],
    } as const

    async function fail([table, verb]: readonly [string, string]): Promise<void> {
      await store.db.raw(`create function booking_fails() returns trigger language plpgsql as
        $$ begin raise exception 'The database says no.'; end $$`)
      await store.db.raw(
        `create trigger booking_fails before ${verb} on "${table}" execute function booking_fails()`
      )
    }
    const heal = async () => await store.db.raw("drop function if exists booking_fails cascade")

    /** XPay has captured; whoever asked for it is gone, and so is what Medusa had written down for it. */
    async function capturedUnseen() {
      const order = await cardOrder()
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/captures" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await clerk().capture(order.orderId)).status).toBe(500)
      await sim().removeFault(blind.id)
      return order
    }

    afterEach(heal)

    it.each(Object.entries(STRUCK))("is not booked, and stays due: %s", async (_name, where) => {
      const { orderId, attemptId } = await capturedUnseen()
      await fail(where)
      await makeDue()
      await job()
      await heal()
      const attempt = await store.db("xpay_attempt").where({ id: attemptId }).first()
      expect(attempt).toMatchObject({ state: "captured", next_check_at: expect.any(Date) })
      expect((await clerk().payment(orderId)).captures).toEqual([])
      expect(await store.incidents()).toEqual([])
      await makeDue()
      await job()
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, due: 0, collected: 24.99 })
      expect((await sim().calls({ path: "/operations/*/captures" })).length).toBe(1)
    })

    it("is booked by whoever asks for it again", async () => {
      const { orderId } = await capturedUnseen()
      await fail(STRUCK["at Medusa's payment"])
      await makeDue()
      await job()
      await heal()
      expectOk(await clerk().capture(orderId))
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, due: 0, collected: 24.99 })
      expect((await sim().calls({ path: "/operations/*/captures" })).length).toBe(1)
    })

    it("is an incident when it goes on failing, which closes by itself", async () => {
      const { orderId } = await capturedUnseen()
      await fail(STRUCK["at the order's transaction"])
      for (let runs = 0; runs < 5; runs++) {
        await makeDue()
        await job()
      }
      expect(await store.incidents()).toMatchObject([{ kind: "import_failed", resolved_at: null }])
      await heal()
      await makeDue()
      await job()
      expect(await store.incidents()).toMatchObject([{ resolved_at: expect.any(Date) }])
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, due: 0 })
    })
  })

  describe("a capture that is under way while somebody edits the order", () => {
    /** Begins an edit, up to its confirmation. */
    async function prepareEdit(orderId: string, change: "more" | "less"): Promise<() => Promise<void>> {
      const http = store.admin()
      const edits = `/admin/order-edits/${orderId}`
      expectOk(await http.post("/admin/order-edits", { order_id: orderId }))
      if (change === "more") {
        const items = [{ variant_id: store.store.variants["TAZZA"], quantity: 1 }]
        expectOk(await http.post(`${edits}/items`, { items }))
      } else {
        // The goods go: only their delivery is left to pay.
        const [line] = (await store.db("order_item").where({ order_id: orderId })) as { item_id: string }[]
        expectOk(await http.post(`${edits}/items/item/${line?.item_id ?? ""}`, { quantity: 0 }))
      }
      expectOk(await http.post(`${edits}/request`))
      return async () => {
        expectOk(await http.post(`${edits}/confirm`))
      }
    }

    const isCapturing = async () =>
      await eventually(async () =>
        expect(await store.db("xpay_attempt").where({ state: "capturing" })).toHaveLength(1)
      )

    async function expectKept(orderId: string, due: number): Promise<void> {
      for (let minute = 1; minute <= 3; minute++) {
        await store.letPass(1)
        await store.reconcile(1)
      }
      expect((await sim().ledger()).orders[0]?.totals).toMatchObject({ captured: 2499, refunded: 0 })
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, refunded: 0, due, collected: 24.99 })
      const collections = (await clerk().order(orderId)).payment_collections
      expect(collections.flatMap((one) => one.payments)).toMatchObject([
        { canceled_at: null, captures: [{ amount: 24.99 }] },
      ])
      // What is too much can be returned, as after any other capture.
      expectOk(await clerk().refund(orderId, 5))
      expect(await booksOf(orderId)).toMatchObject({ paid: 24.99, refunded: 5 })
      expect(await store.auditBooks()).toEqual([])
    }

    it.each([
      ["more", 9.5],
      ["less", -19.99],
    ] as const)(
      "stays taken, and counts, though its answer was lost (%s to pay)",
      async (change, due) => {
        const { orderId } = await cardOrder()
        const confirm = await prepareEdit(orderId, change)
        await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/captures" })
        const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
        expect((await clerk().capture(orderId)).status).toBe(500)
        await confirm()
        const [{ abandon_requested_at: wanted }] = await store
          .db("xpay_attempt")
          .select("abandon_requested_at")
        expect(wanted).not.toBeNull()
        await sim().removeFault(blind.id)
        await expectKept(orderId, due)
      },
      90_000
    )

    it.each([
      ["more", 9.5],
      ["less", -19.99],
    ] as const)(
      "stays taken, and counts, when its clerk books it (%s to pay)",
      async (change, due) => {
        const { orderId } = await cardOrder()
        const confirm = await prepareEdit(orderId, change)
        await sim().addFault({ kind: "delay", ms: 2_000, path: "/operations/*/captures" })
        const capturing = clerk().capture(orderId)
        await isCapturing()
        await confirm()
        expectOk(await capturing)
        await expectKept(orderId, due)
      },
      90_000
    )

    it("asks for the difference alone from then on", async () => {
      const { orderId } = await cardOrder()
      const confirm = await prepareEdit(orderId, "more")
      await sim().addFault({ kind: "delay", ms: 2_000, path: "/operations/*/captures" })
      const capturing = clerk().capture(orderId)
      await isCapturing()
      await confirm()
      expectOk(await capturing)
      await store.letPass(1)
      await store.reconcile(1)
      const open = (await clerk().order(orderId)).payment_collections.filter(
        ({ status }) => status === "not_paid"
      )
      const rows = await store.db("payment_collection").whereIn(
        "id",
        open.map(({ id }) => id)
      )
      expect(rows.map(({ amount }: { amount: string }) => Number(amount))).toEqual([9.5])
    }, 90_000)

    it("is voided when XPay refuses the capture", async () => {
      const { orderId } = await cardOrder()
      const confirm = await prepareEdit(orderId, "more")
      await sim().addFault({ kind: "status", status: 400, ms: 1_500, path: "/operations/*/captures" })
      const capturing = clerk().capture(orderId)
      await isCapturing()
      await confirm()
      expect((await capturing).status).toBe(400)
      await eventually(async () => {
        await store.reconcile(1)
        expect((await sim().ledger()).liveHolds).toEqual([])
      }, 20_000)
      expect(await booksOf(orderId)).toMatchObject({ paid: 0, collected: 0 })
    }, 90_000)
  })

  describe("a process that dies between Medusa's payment and its collection", () => {
    /** What it leaves behind. */
    async function forgetCollection(orderId: string): Promise<void> {
      await store
        .db("payment_collection")
        .whereIn(
          "id",
          store.db("order_payment_collection").where({ order_id: orderId }).select("payment_collection_id")
        )
        .update({
          status: "not_paid",
          authorized_amount: null,
          raw_authorized_amount: null,
          captured_amount: null,
          raw_captured_amount: null,
          completed_at: null,
        })
    }

    async function linkOrder(): Promise<string> {
      const { id, total } = await desk().draftOrder()
      const { payment } = expectOk(await desk().makeLink(id, total))
      await walkHostedPage(payment.link?.url ?? "", "PAYPAL", "pay")
      await eventually(async () => expect((await clerk().order(id)).status).toBe("pending"))
      return id
    }

    async function phoneOrder(): Promise<string> {
      const { id, total } = await desk().draftOrder()
      expectOk(await desk().takeCard(id, { card: OK_CARD, amount: total, capture: "automatic" }))
      return id
    }

    const PAID: Record<string, [string, () => Promise<string>]> = {
      "a card": ["authorized", async () => (await cardOrder()).orderId],
      "a card that is charged at once": [
        "captured",
        async () => (await cardOrder("pp_xpay_automatic")).orderId,
      ],
      "a MOTO payment": ["captured", phoneOrder],
      "a payment link": ["captured", linkOrder],
    }

    describe.each(Object.entries(PAID))("%s", (_name, [status, pay]) => {
      it.each(["sync", "job"])("is shown as it is by the %s", async (by) => {
        const orderId = await pay()
        await forgetCollection(orderId)
        expect((await clerk().order(orderId)).payment_status).toBe("not_paid")
        if (by === "sync") {
          const { id } = await store.db("xpay_attempt").where({ order_id: orderId }).first()
          expectOk(await desk().move(id, "sync"))
        } else {
          await makeDue()
          await job()
        }
        expect((await clerk().order(orderId)).payment_status).toBe(status)
      })
    })

    it("and before the capture of money that was taken at once: it is captured", async () => {
      const { orderId } = await cardOrder("pp_xpay_automatic")
      const { id: paymentId } = await clerk().payment(orderId)
      const [booked] = await orders().listOrderTransactions({ order_id: orderId, reference: "capture" })
      await orders().deleteOrderTransactions(booked?.id ?? "")
      await store.db("capture").where({ payment_id: paymentId }).delete()
      await store.db("payment").where({ id: paymentId }).update({ captured_at: null })
      await forgetCollection(orderId)
      await store.letPass(2)
      await makeDue()
      await job()
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99 },
      })
      expect((await clerk().payment(orderId)).captures).toMatchObject([{ amount: 24.99 }])
    })
  })

  it("of money that was taken at once are counted once, though its completion stood still for a minute", async () => {
    const shopper = await store.shopper().readyToPay({}, "pp_xpay_automatic")
    const submitted = await shopper.submitCard(OK_CARD)
    const held = await store.db.transaction()
    await held.raw("LOCK TABLE order_transaction IN SHARE MODE")
    const paying = shopper.passChallenge(submitted)
    await eventually(async () =>
      expect(await store.db("payment").whereNotNull("captured_at")).toHaveLength(1)
    )
    await store.db("xpay_attempt").update({ authorized_at: new Date(0), next_check_at: new Date(0) })
    await store.db("xpay_movement").update({ resolved_at: new Date(0) })
    const looked = job()
    await pause(2_000)
    await held.rollback()
    const { orderId = "" } = await paying
    await looked
    expect(await orders().listOrderTransactions({ order_id: orderId })).toMatchObject([{ amount: 24.99 }])
  })

  describe("Medusa's own words for a payment", () => {
    const listed = async (orderId: string) =>
      expectOk(
        await store
          .admin()
          .get<{ orders: { id: string; payment_status: string }[] }>("/admin/orders?fields=id,payment_status")
      ).orders.find(({ id }) => id === orderId)?.payment_status
    const ours = async (query: string) =>
      expectOk(await store.admin().get<{ payments: PaymentRow[] }>(`/admin/xpay/payments${query}`)).payments

    it("are that it is canceled after a void, and another payment can be taken", async () => {
      const { orderId, attemptId } = await cardOrder()
      expectOk(await desk().move(attemptId, "void"))
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "canceled",
        payment_collections: [{ status: "canceled" }],
      })
      expect(await listed(orderId)).toBe("canceled")
      expectOk(await desk().takeCard(orderId, { card: OK_CARD, amount: 24.99 }))
      expect(await listed(orderId)).toBe("authorized")
    })

    it("are that it is canceled after a void in the back office", async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      const { orderId, attemptId } = await cardOrder()
      await sim().actInOffice({ orderId: (await sim().ledger()).orders[0]?.orderId ?? "", verb: "void" })
      expectOk(await desk().move(attemptId, "sync"))
      expect(await listed(orderId)).toBe("canceled")
    })

    it("are that it is canceled with its order", async () => {
      const { orderId } = await cardOrder()
      expectOk(await clerk().cancelOrder(orderId))
      await eventually(async () => expect(await listed(orderId)).toBe("canceled"))
    })

    it("are that a part is captured, and what Medusa cannot say our card says", async () => {
      const { orderId, attemptId } = await cardOrder()
      const captured = expectOk(await desk().move(attemptId, "capture", { amount: 10 })).payment
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "partially_captured",
        payment_collections: [{ status: "partially_captured" }],
      })
      expect(captured.platform_note).toMatch(/€10.00 of €24.99 was captured.*Medusa still shows/)
      expect(captured).toMatchObject({
        state: "captured",
        listed_state: "partially_captured",
        state_text: "Partially captured",
        captured: 10,
        voided: 14.99,
      })
      expect(await ours("?state=partially_captured&locale=it")).toMatchObject([
        { id: attemptId, state_text: "Parzialmente catturato" },
      ])
      expect(await ours("?state=captured")).toEqual([])
      expect(await ours("?state=captured,partially_captured")).toMatchObject([{ id: attemptId }])
      const refunded = expectOk(await desk().move(attemptId, "refund", { amount: 4 })).payment
      expect(refunded.platform_note).toMatch(/only €4.00 was refunded/)
      expect(refunded).toMatchObject({ state_text: "Partially refunded", voided: 14.99 })
      expect(await ours("?state=partially_captured")).toEqual([])
      expect((await clerk().order(orderId)).payment_collections).toMatchObject([
        { status: "partially_captured" },
      ])
    })
  })
})
