import { setTimeout as pause } from "node:timers/promises"
import type { IOrderModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { reconcile } from "../../src/use-cases/reconciliation/reconcile"
import { orderBooks } from "./support/order-books"

xpaySuite("capture-bookings", (store) => {
  const { cardOrder, booksOf } = orderBooks(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const orders = () => store.container().resolve<IOrderModuleService>(Modules.ORDER)
  const job = async () => await reconcile(store.container())
  const makeDue = async () => await store.db("xpay_attempt").update({ next_check_at: new Date(0) })

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

    /** XPay has captured; the requesting process died, and Medusa's record of the capture is gone. */
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
    /** Begins an edit and stops before its confirmation. */
    async function prepareEdit(orderId: string, change: "more" | "less"): Promise<() => Promise<void>> {
      const http = store.admin()
      const edits = `/admin/order-edits/${orderId}`
      expectOk(await http.post("/admin/order-edits", { order_id: orderId }))
      if (change === "more") {
        const items = [{ variant_id: store.store.variants["TAZZA"], quantity: 1 }]
        expectOk(await http.post(`${edits}/items`, { items }))
      } else {
        // The goods are removed: only their delivery remains to be paid.
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
      // The excess can be refunded, as after any other capture.
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
    /** Removes the collection's link to the order, as that process leaves it. */
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
      const { id, total } = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(id, total))
      await walkHostedPage(payment.link?.url ?? "", "PAYPAL", "pay")
      await eventually(async () => expect((await clerk().order(id)).status).toBe("pending"))
      return id
    }

    async function motoOrder(): Promise<string> {
      const { id, total } = await staff().draftOrder()
      expectOk(await staff().takeCard(id, { card: OK_CARD, amount: total, capture: "automatic" }))
      return id
    }

    const PAID: Record<string, [string, () => Promise<string>]> = {
      "a card": ["authorized", async () => (await cardOrder()).orderId],
      "a card that is charged at once": [
        "captured",
        async () => (await cardOrder("pp_xpay_automatic")).orderId,
      ],
      "a telephone payment": ["captured", motoOrder],
      "a payment link": ["captured", linkOrder],
    }

    describe.each(Object.entries(PAID))("%s", (_name, [status, pay]) => {
      it.each(["sync", "job"])("is shown as it is by the %s", async (by) => {
        const orderId = await pay()
        await forgetCollection(orderId)
        expect((await clerk().order(orderId)).payment_status).toBe("not_paid")
        if (by === "sync") {
          const { id } = await store.db("xpay_attempt").where({ order_id: orderId }).first()
          expectOk(await staff().move(id, "sync"))
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
})
