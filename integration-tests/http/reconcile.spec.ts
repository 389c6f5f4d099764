import { randomUUID } from "node:crypto"
import type { IOrderModuleService, IPaymentModuleService } from "@medusajs/framework/types"
import { generateEntityId, Modules } from "@medusajs/framework/utils"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Desk } from "../harness/desk"
import { isFlipped, itWhile } from "../harness/flipped"
import { expectOk, type Shopper } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { asOperationId, asPaymentId } from "../../src/domain/ids"
import { CHECKS_BEFORE_INCIDENT } from "../../src/domain/next-check"
import { newOrderId } from "../../src/domain/order-id"
import { Journal } from "../../src/modules/xpay/journal/journal"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import { engineFor, incidentsOf } from "../../src/use-cases/engine-for"
import { returnForCanceledOrder } from "../../src/use-cases/orders/refund-canceled-order"
import { reconcile } from "../../src/use-cases/reconciliation/reconcile"
import { importBackOfficeChanges } from "../../src/use-cases/reconciliation/find-back-office-changes"

/** By the order's amounts alone: the operation itself is not listed. */
const SHOWS_OFFICE_REFUNDS = "It drops with refunds of the back office, which are not listed."
const RELEASES_REST = "An authorization is captured once; the rest is released."
const REFUSES_LAPSED = "A lapsed authorization is neither captured nor voided."

xpaySuite("reconcile", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const paymentModule = () => store.container().resolve<IPaymentModuleService>(Modules.PAYMENT)
  const theOrder = async () => (await sim().ledger()).orders[0]!
  const kinds = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)
  const stock = async (quantity: number) =>
    await store.db("inventory_level").update({
      stocked_quantity: quantity,
      raw_stocked_quantity: { value: String(quantity), precision: 20 },
    })

  const DAY = 86_400_000
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

  async function cardOrder(provider = "pp_xpay_xpay"): Promise<string> {
    const { orderId } = await (await store.shopper().readyToPay({}, provider)).pay(OK_CARD)
    return orderId!
  }

  /** What Medusa leaves that loses its database between its own row of a refund and the call of the provider. */
  async function writeRefund(orderId: string): Promise<void> {
    const { id: paymentId } = await clerk().payment(orderId)
    await store.db("refund").insert({
      id: generateEntityId(undefined, "ref"),
      payment_id: paymentId,
      amount: 5,
      raw_amount: { value: "5", precision: 20 },
      created_at: store.db.raw("now() - interval '1 minute'"),
    })
  }

  /** A shopper who pays on XPay's page and is never heard of again, and no notification comes. */
  async function payUnseen(): Promise<Shopper> {
    await sim().setSwitches({ notificationsMuted: true })
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    const { redirect_url: url } = expectOk(await shopper.pressButton())
    await walkHostedPage(url!, "PAYPAL", "pay")
    return shopper
  }

  describe("a payment whose end was lost", () => {
    it("becomes an order by the job", async () => {
      await sim().addFault({ kind: "execute-then-stall", path: "/orders/3steps/payment" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      const shopper = await store.shopper().readyToPay()
      expect((await shopper.pay(OK_CARD)).outcome).toBe("verifying")
      await store.reconcile(1)
      expect((await shopper.payment()).status).toBe("verifying")
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect(await shopper.payment()).toMatchObject({
        status: "paid",
        order_id: expect.stringMatching(/^order_/),
      })
      expect((await sim().calls({ path: "/orders/3steps/payment" })).length).toBe(1)
    })

    it("is given up when XPay never made it, and let go should it appear after all", async () => {
      await sim().addFault({ kind: "stall", path: "/orders/3steps/payment" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      const shopper = await store.shopper().readyToPay()
      expect((await shopper.pay(OK_CARD)).outcome).toBe("verifying")
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect((await shopper.payment()).status).toBe("canceled")
    })

    it("is shown to a person when it stays unknown, and the case closes by itself", async () => {
      await sim().addFault({ kind: "execute-then-stall", path: "/orders/3steps/payment" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      const shopper = await store.shopper().readyToPay()
      await shopper.pay(OK_CARD)
      for (let run = 0; run < 5; run++) {
        await store.reconcile()
      }
      expect(await kinds()).toEqual(["still_unknown"])
      await sim().removeFault(blind.id)
      await store.reconcile()
      expect((await shopper.payment()).status).toBe("paid")
      expect(await kinds()).toEqual([])
    }, 120_000)
  })

  describe("an incident about what XPay showed and nobody could read", () => {
    async function raise(): Promise<void> {
      const attempt = (await store.db("xpay_attempt").first()) as AttemptRecord
      await incidentsOf(store.container()).raise(attempt, "unrecognised", "€24.99")
      expect(await kinds()).toEqual(["unrecognised"])
    }

    async function openPage(): Promise<{ shopper: Shopper; url: string }> {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const { redirect_url: url = "" } = expectOk(await shopper.pressButton())
      return { shopper, url }
    }

    it("closes when XPay shows the payment as running", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const { url } = await openPage()
      await walkHostedPage(url, "PAYPAL", "leave-pending")
      await raise()
      await store.reconcile(2)
      expect(await kinds()).toEqual([])
    })

    it("closes when a notification tells that it was paid", async () => {
      const { shopper, url } = await openPage()
      await raise()
      await walkHostedPage(url, "PAYPAL", "pay")
      await eventually(async () => {
        expect((await shopper.payment()).status).toBe("paid")
        expect(await kinds()).toEqual([])
      })
    })
  })

  describe("captures and refunds whose end was lost", () => {
    it("are booked by the job, without anybody asking again", async () => {
      const orderId = await cardOrder()
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/captures" })
      let blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await clerk().capture(orderId, 20)).status).toBe(500)
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "partially_captured",
        summary: { paid_total: 20 },
      })

      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/refunds" })
      blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await clerk().refund(orderId, 5)).status).toBe(500)
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 5 }])
      expect((await theOrder()).totals).toMatchObject({ captured: 2000, refunded: 500 })
      expect((await sim().calls({ path: "/operations/*/refunds" })).length).toBe(1)
    })

    it("go from Medusa when it wrote them down and could not even ask for them", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await store.reconcile()
      await writeRefund(orderId)
      expect((await clerk().payment(orderId)).refunds).toHaveLength(1)
      await store.reconcile(0)
      expect(await clerk().payment(orderId)).toMatchObject({ refunds: [], captures: [{ amount: 24.99 }] })
      expect(await sim().calls({ path: "/operations/*/refunds" })).toEqual([])
    })

    it("are no longer counted by the order when Medusa took them back", async () => {
      const orderId = await cardOrder()
      expectOk(await clerk().capture(orderId, 12))
      // What Medusa's capture leaves that counts every row of the moment, also one that is refused right after.
      await store
        .container()
        .resolve<IOrderModuleService>(Modules.ORDER)
        .addOrderTransactions({
          order_id: orderId,
          amount: 12,
          currency_code: "eur",
          reference: "capture",
          reference_id: generateEntityId(undefined, "capt"),
        })
      expect((await clerk().order(orderId)).summary.paid_total).toBe(24)
      await store.reconcile(1)
      expect((await clerk().order(orderId)).summary.paid_total).toBe(12)
      expect((await clerk().payment(orderId)).captures).toMatchObject([{ amount: 12 }])
    })

    it("are closed when XPay never made them, and can be asked for anew under the same key", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await sim().addFault({ kind: "stall", path: "/operations/*/refunds" })
      expect((await clerk().refund(orderId, 5)).status).toBe(500)
      await store.reconcile(1)
      expectOk(await clerk().refund(orderId, 5))
      expect((await theOrder()).totals.refunded).toBe(500)
      const keys = (await sim().calls({ path: "/operations/*/refunds" })).map(
        (call) => call.idempotencyKeyHash
      )
      expect(keys).toEqual([keys[0], keys[0]])
    })
  })

  describe("what was done in XPay's back office", () => {
    beforeEach(async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      // The first run of a terminal only notes where to begin.
      await store.reconcile(0)
    })

    itWhile(SHOWS_OFFICE_REFUNDS)("appears in Medusa: a refund", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await store.reconcile()
      await sim().actInOffice({ orderId: (await theOrder()).orderId, verb: "refund", amount: 700 })
      await store.reconcile(0)
      expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 7 }])
      await store.reconcile(0)
      expect((await clerk().payment(orderId)).refunds).toHaveLength(1)
      expect((await theOrder()).totals.refunded).toBe(700)
    })

    itWhile(SHOWS_OFFICE_REFUNDS)(
      "appears in Medusa: a capture and a refund that were both made between two looks",
      async () => {
        const orderId = await cardOrder()
        await store.reconcile()
        const { orderId: xpayOrderId } = await theOrder()
        await sim().actInOffice({ orderId: xpayOrderId, verb: "capture", amount: 2000 })
        await sim().actInOffice({ orderId: xpayOrderId, verb: "refund", amount: 100 })
        await store.reconcile(0)
        const { captures, refunds } = await clerk().payment(orderId)
        expect([captures, refunds]).toMatchObject([[{ amount: 20 }], [{ amount: 1 }]])
        expect((await clerk().order(orderId)).summary).toMatchObject({ paid_total: 20, refunded_total: 1 })
      }
    )

    it("appears in Medusa: a capture of ours that was canceled there, and its hold voided", async () => {
      const orderId = await cardOrder()
      expectOk(await clerk().capture(orderId))
      await store.reconcile()
      const { orderId: xpayOrderId } = await theOrder()
      await sim().actInOffice({ orderId: xpayOrderId, verb: "cancel" })
      await sim().actInOffice({ orderId: xpayOrderId, verb: "void" })
      await store.reconcile(0)
      await store.reconcile(1)
      expect((await store.db("xpay_attempt").first()).state).toBe("voided")
      expect((await clerk().order(orderId)).summary).toMatchObject({
        paid_total: 24.99,
        refunded_total: 24.99,
      })
      expect(store.recorder.log()).not.toMatch(/could not be reconciled/)
    })

    itWhile(SHOWS_OFFICE_REFUNDS)("appears in Medusa: a capture, and then a refund of a part", async () => {
      const orderId = await cardOrder()
      await store.reconcile()
      const { orderId: xpayOrderId } = await theOrder()
      await sim().actInOffice({ orderId: xpayOrderId, verb: "capture", amount: 2000 })
      await store.reconcile(0)
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "partially_captured",
        summary: { paid_total: 20 },
      })
      await sim().actInOffice({ orderId: xpayOrderId, verb: "refund", amount: 100 })
      await store.reconcile(0)
      expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 1 }])
    })

    itWhile(SHOWS_OFFICE_REFUNDS)(
      "appears in Medusa once it has ended, when XPay showed it as running at first",
      async () => {
        const orderId = await cardOrder("pp_xpay_automatic")
        await store.reconcile()
        // What was moved a moment ago is looked at again anyway.
        await store.letPass(30)
        await store.reconcile(0)
        await sim().setSwitches({ postOperationPendingMs: 1_500 })
        await sim().actInOffice({ orderId: (await theOrder()).orderId, verb: "refund", amount: 700 })
        await store.reconcile(0)
        expect((await clerk().payment(orderId)).refunds).toEqual([])
        await eventually(async () => {
          await store.reconcile(1)
          expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 7 }])
        })
      }
    )

    it("appears in Medusa: a void", async () => {
      const orderId = await cardOrder()
      await store.reconcile()
      await sim().actInOffice({ orderId: (await theOrder()).orderId, verb: "void" })
      await store.reconcile(0)
      expect((await clerk().payment(orderId)).canceled_at).not.toBeNull()
    })

    itWhile(SHOWS_OFFICE_REFUNDS).each([-12, 12])(
      "appears in Medusa while XPay's clock is %i minutes off",
      async (minutes) => {
        await sim().advanceClock(minutes * 60_000)
        const orderId = await cardOrder()
        await store.reconcile()
        const { orderId: xpayOrderId } = await theOrder()
        await sim().actInOffice({ orderId: xpayOrderId, verb: "capture", amount: 2000 })
        await store.reconcile(0)
        expect((await clerk().payment(orderId)).captures).toMatchObject([{ amount: 20 }])
        await store.reconcile(0)
        await sim().actInOffice({ orderId: xpayOrderId, verb: "refund", amount: 100 })
        await store.reconcile(0)
        expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 1 }])
      }
    )

    itWhile(SHOWS_OFFICE_REFUNDS)("appears in Medusa after a pause of more than a month", async () => {
      await sim().advanceClock(-40 * DAY)
      const orderId = await cardOrder("pp_xpay_automatic")
      await store.reconcile()
      await sim().actInOffice({ orderId: (await theOrder()).orderId, verb: "refund", amount: 700 })
      await sim().advanceClock(40 * DAY)
      await store.db("xpay_import_cursor").update({ imported_until: hoursAgo(70 * 24) })
      for (let runs = 0; runs < 3; runs++) {
        await store.reconcile(0)
      }
      expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 7 }])
    })

    itWhile(SHOWS_OFFICE_REFUNDS)(
      "appears in Medusa also when more has changed than is read at once",
      async () => {
        const orderIds = [await cardOrder("pp_xpay_automatic"), await cardOrder("pp_xpay_automatic")]
        await store.reconcile()
        for (const { orderId } of (await sim().ledger()).orders) {
          await sim().actInOffice({ orderId, verb: "refund", amount: 700 })
        }
        await store.db("xpay_import_cursor").update({ imported_until: hoursAgo(4) })
        const sweptUntil = async (): Promise<Date> =>
          (
            (await store.db("xpay_import_cursor").where({ id: "automatic" }).first()) as {
              imported_until: Date
            }
          ).imported_until
        const start = new Date()
        await importBackOfficeChanges(store.container(), { page: 1, mostPages: 1 })
        expect((await sweptUntil()) < hoursAgo(1)).toBe(true)
        for (let runs = 0; (await sweptUntil()) < start && runs < 5; runs++) {
          await importBackOfficeChanges(store.container(), { page: 1, mostPages: 1 })
        }
        await store.reconcile(0)
        for (const orderId of orderIds) {
          expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 7 }])
        }
      }
    )

    // SPEC 3: XPay's times have no zone, and whether they follow summer time nobody knows.
    itWhile(SHOWS_OFFICE_REFUNDS).each(["applies", "ignored"] as const)(
      "appears in Medusa in summer, page by page, whether or not XPay's clock follows summer time (%s)",
      async (summerTime) => {
        await sim().setSwitches({ summerTime })
        const setClock = async (time: string) =>
          await sim().changeClock({ now: `${new Date().getUTCFullYear() + 1}-07-01T${time}:00Z` })
        await setClock("10:00")
        const orderIds: string[] = []
        for (let made = 0; made < 3; made++) {
          orderIds.push(await cardOrder("pp_xpay_automatic"))
        }
        // Every process knows how far XPay's clock is off before it looks.
        await setClock("12:00")
        await store.reconcile()
        for (const [nth, { orderId }] of (await sim().ledger()).orders.entries()) {
          await setClock(`10:${nth + 2}0`)
          await sim().actInOffice({ orderId, verb: "refund", amount: 700 })
        }
        await setClock("12:00")
        await store.db("xpay_import_cursor").update({ imported_until: hoursAgo(4) })
        await importBackOfficeChanges(store.container(), { page: 2, mostPages: 10 })
        await store.reconcile(0)
        for (const orderId of orderIds) {
          expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 7 }])
        }
      }
    )

    it("that XPay does not tell is said aloud, and looked for again", async () => {
      const ofTerminals = async () =>
        await store
          .db("xpay_import_cursor")
          .whereNot("id", "like", ":%")
          .orderBy("id")
          .select("id", "imported_until")
      const before = await ofTerminals()
      await sim().addFault({ kind: "status", status: 400, method: "GET", path: "/orders", times: "always" })
      await store.reconcile(0)
      expect(store.recorder.log()).toMatch(/warn.*list of orders could not be read/)
      expect(await ofTerminals()).toEqual(before)
    })

    itWhile(SHOWS_OFFICE_REFUNDS)("does not make a refund in Medusa a second one", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await store.reconcile()
      await sim().actInOffice({ orderId: (await theOrder()).orderId, verb: "refund", amount: 700 })
      expectOk(await clerk().refund(orderId, 3))
      await store.reconcile(0)
      expect((await theOrder()).totals.refunded).toBe(1000)
      expect((await clerk().payment(orderId)).refunds.map(({ amount }) => amount).sort()).toEqual([3, 7])
    })
  })

  describe("a payment that XPay itself shows as reversed", () => {
    beforeEach(async () => {
      await sim().setSwitches({ reversalChangesOriginal: true, portalOperationsInOrder: true })
      await store.reconcile(0)
    })

    itWhile(SHOWS_OFFICE_REFUNDS)(
      "is refunded when it was taken, and can be looked at for ever after",
      async () => {
        const orderId = await cardOrder("pp_xpay_automatic")
        await store.reconcile()
        await sim().actInOffice({ orderId: (await theOrder()).orderId, verb: "refund", amount: 2499 })
        await store.reconcile(0)
        expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 24.99 }])
        const [attempt] = await store.db("xpay_attempt")
        expect(attempt.state).toBe("refunded")
        const { payment } = expectOk(await new Desk(store.admin(), store.store).move(attempt.id, "sync"))
        expect(payment).toMatchObject({ state: "refunded", captured: 24.99, refunded: 24.99 })
      }
    )

    it("is refunded by Medusa after an explicit capture, and stays so", async () => {
      const orderId = await cardOrder()
      expectOk(await clerk().capture(orderId))
      expectOk(await clerk().refund(orderId))
      const [attempt] = await store.db("xpay_attempt")
      const { payment } = expectOk(await new Desk(store.admin(), store.store).move(attempt.id, "sync"))
      expect(payment).toMatchObject({ state: "refunded", captured: 24.99, refunded: 24.99 })
      expect((await clerk().payment(orderId)).refunds).toHaveLength(1)
    })
  })

  describe("what XPay's API hides of its back office", () => {
    it("is taken over where it is clear: a hold that is gone", async () => {
      await store.reconcile(0)
      const orderId = await cardOrder()
      await store.reconcile()
      await sim().actInOffice({ orderId: (await theOrder()).orderId, verb: "void" })
      await store.reconcile(0)
      expect((await clerk().payment(orderId)).canceled_at).not.toBeNull()
    })

    itWhile("The authorization's own result stays after a void or refund.")(
      "is shown to a person where it is not: a refund of an unknown amount",
      async () => {
        await store.reconcile(0)
        const orderId = await cardOrder("pp_xpay_automatic")
        await store.reconcile()
        await sim().actInOffice({ orderId: (await theOrder()).orderId, verb: "refund", amount: 2499 })
        await store.reconcile(0)
        expect(await kinds()).toEqual(["books_differ"])
        expect((await clerk().payment(orderId)).refunds).toEqual([])
        // Put right by hand, as the incident advises: XPay says that it is refunded already, and that counts.
        await sim().setSwitches({ portalOperationsInOrder: true })
        expectOk(await clerk().refund(orderId, 24.99))
      }
    )

    itWhile(SHOWS_OFFICE_REFUNDS)(
      "is taken over where it is clear: a payment that shows itself as refunded",
      async () => {
        await sim().setSwitches({ reversalChangesOriginal: true })
        await store.reconcile(0)
        const orderId = await cardOrder("pp_xpay_automatic")
        await store.reconcile()
        await sim().actInOffice({ orderId: (await theOrder()).orderId, verb: "refund", amount: 2499 })
        await store.reconcile(0)
        await store.reconcile()
        expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 24.99 }])
        expect(await kinds()).toEqual([])
      }
    )
  })

  describe("money for a cart that can no longer become an order", () => {
    it("goes back when the cart has changed, and somebody is told", async () => {
      const shopper = await payUnseen()
      await shopper.addItem("TAZZA")
      await store.reconcile(1)
      expect(await shopper.payment()).toMatchObject({ status: "voided", order_id: null })
      expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 2499 })
      expect(await store.incidents()).toMatchObject([
        { kind: "returned_unplaceable", detail: expect.stringContaining("€24.99") },
      ])
    })

    it("goes back when XPay took another amount than was asked for, and somebody is told", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const { redirect_url: url } = expectOk(await shopper.pressButton())
      await store.db("xpay_attempt").update({ amount: "2500" })
      await walkHostedPage(url!, "PAYPAL", "pay")
      await store.reconcile(1)
      expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 2499 })
      expect(await store.incidents()).toMatchObject([
        { kind: "amount_mismatch", detail: expect.stringContaining("2499 EUR instead of 2500 EUR") },
      ])
      await store.db("xpay_attempt").update({ amount: "2499" })
    })

    it("goes back when the stock is gone", async () => {
      const shopper = await payUnseen()
      await stock(0)
      await store.reconcile(1)
      expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 2499 })
      expect(await kinds()).toEqual(["returned_unplaceable"])
      expect((await shopper.payment()).message).toMatch(/order could not be placed/)
    })

    it("waits for a person where the shop wants that", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_holding")
      const { redirect_url: url } = expectOk(await shopper.pressButton())
      await walkHostedPage(url!, "PAYPAL", "pay")
      await stock(0)
      await store.reconcile(1)
      expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 0 })
      expect(await kinds()).toEqual(["held_unplaceable"])
      await store.reconcile()
      expect(await kinds()).toEqual(["held_unplaceable"])

      // The goods are there again, and the clerk asks for another look.
      await stock(10)
      const { id } = (await store.db("xpay_attempt").first("id")) as { id: string }
      expectOk(await store.admin().post(`/admin/xpay/payments/${id}/sync`))
      expect(await shopper.payment()).toMatchObject({
        status: "paid",
        order_id: expect.stringMatching(/^order_/),
      })
      await store.reconcile(1)
      expect(await kinds()).toEqual([])
    })

    it("goes back when a second page was paid too", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const first = expectOk(await shopper.pressButton())
      const second = expectOk(await shopper.pressButton())
      await walkHostedPage(first.redirect_url!, "PAYPAL", "pay")
      await walkHostedPage(second.redirect_url!, "PAYPAL", "pay")
      await store.reconcile(2)
      await store.reconcile(2)
      const { orders } = await sim().ledger()
      expect(orders.map(({ totals: { captured, refunded } }) => captured - refunded).sort()).toEqual([
        0, 2499,
      ])
      expect((await shopper.payment()).status).toBe("paid")
    })
  })

  describe("an order that is canceled", () => {
    it("has its hold let go when XPay is back", async () => {
      const orderId = await cardOrder()
      await store.door.shut()
      expectOk(await clerk().cancelOrder(orderId))
      expect((await clerk().order(orderId)).status).toBe("canceled")
      expect((await sim().ledger()).liveHolds).toHaveLength(1)
      await store.door.open()
      await eventually(async () => {
        await store.reconcile(1)
        expect((await sim().ledger()).liveHolds).toEqual([])
      })
    })

    it("raises an incident while the void keeps failing, and closes it", async () => {
      const orderId = await cardOrder()
      const fault = await sim().addFault({
        kind: "status",
        status: 400,
        path: "/operations/*/refunds",
        times: "always",
      })
      expectOk(await clerk().cancelOrder(orderId))
      // The subscriber to the cancellation may be at it still and take a run's place.
      await eventually(async () => {
        await store.reconcile()
        expect(await kinds()).toEqual(["void_failing"])
      })
      await sim().removeFault(fault.id)
      await store.reconcile()
      expect((await sim().ledger()).liveHolds).toEqual([])
      expect(await kinds()).toEqual([])
    })

    it("has its captured money refunded, although Medusa booked a refund that failed", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await store.door.shut()
      expectOk(await clerk().cancelOrder(orderId))
      await store.door.open()
      await eventually(async () => {
        await store.reconcile(1)
        expect((await theOrder()).totals.refunded).toBe(2499)
      })
      await eventually(async () =>
        expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 24.99 }])
      )
    })
  })

  describe("an order that is canceled before Medusa has all that XPay did", () => {
    const office = async (verb: "capture" | "refund", amount: number) => {
      const { orderId } = await theOrder()
      await sim().actInOffice({ orderId, verb, amount })
    }

    /** All of the money went back, Medusa has each part of it, and nothing is left to do. */
    async function expectReturned(orderId: string, refunds: readonly number[]): Promise<void> {
      await eventually(async () => {
        await store.letPass(1)
        await store.reconcile(1)
        const { captured, refunded, liveHold } = (await theOrder()).totals
        expect({ left: captured - refunded, liveHold }).toEqual({ left: 0, liveHold: 0 })
      }, 15_000)
      await eventually(async () => {
        await store.letPass(2)
        await store.reconcile(2)
        const [{ next_check_at: nextCheck }] = await store.db("xpay_attempt").select("next_check_at")
        expect(nextCheck).toBeNull()
      }, 15_000)
      const amounts = (await clerk().payment(orderId)).refunds.map(({ amount }) => amount)
      const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)
      // Where XPay lists refunds later than it shows that all of it went back, Medusa has them as one.
      const expected = isFlipped ? [[...refunds], [sum(refunds)]] : [[...refunds]]
      expect(expected).toContainEqual(amounts.sort((one, other) => one - other))
      expect(await store.db("xpay_movement").where({ state: "done", is_booked: false })).toEqual([])
      expect((await clerk().order(orderId)).summary.transaction_total).toBe(0)
      // The subscriber to the cancellation may have been at it still while the job looked at the incidents.
      await eventually(async () => {
        await store.reconcile(1)
        expect(await kinds()).toEqual([])
      })
      expect(await store.auditBooks()).toEqual([])
    }

    beforeEach(async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
    })

    it("has the rest refunded when a part was refunded in the back office", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await office("refund", 700)
      expectOk(await clerk().cancelOrder(orderId))
      await expectReturned(orderId, [7, 17.99])
    })

    it("has the rest refunded when the answer to a refund was lost", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/refunds" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await clerk().refund(orderId, 5)).status).toBe(500)
      expectOk(await clerk().cancelOrder(orderId))
      await sim().removeFault(blind.id)
      await expectReturned(orderId, [5, 19.99])
    }, 60_000)

    it("has the refund that a person made in the back office when ours was refused", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await sim().addFault({ kind: "status", status: 400, path: "/operations/*/refunds", times: "always" })
      expectOk(await clerk().cancelOrder(orderId))
      await eventually(async () => {
        await store.reconcile()
        expect(await kinds()).toEqual(["order_canceled_with_money"])
      })
      await office("refund", 2499)
      await expectReturned(orderId, [24.99])
    })

    it("has two refunds of the back office that are all of the money", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await office("refund", 700)
      await office("refund", 1799)
      expectOk(await clerk().cancelOrder(orderId))
      await expectReturned(orderId, [7, 17.99])
    })

    it("raises no incident when XPay refuses a refund because all of it is back", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await office("refund", 700)
      await office("refund", 1799)
      const attempt = (await store.db("xpay_attempt").first()) as AttemptRecord
      const engine = engineFor(store.container(), attempt.provider_id)
      const { id } = await clerk().payment(orderId)
      const { state } = await returnForCanceledOrder(store.container(), engine, attempt, asPaymentId(id))
      expect({ state, incidents: await store.incidents() }).toEqual({ state: "refunded", incidents: [] })
      expectOk(await clerk().cancelOrder(orderId))
      await expectReturned(orderId, [7, 17.99])
    })

    it("has the rest refunded when a refund was written down and never asked for", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await writeRefund(orderId)
      expectOk(await clerk().cancelOrder(orderId))
      await expectReturned(orderId, [5, 19.99])
    })

    it("has its refund in Medusa again when the row of it was lost", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      expectOk(await clerk().cancelOrder(orderId))
      await store.db("refund").delete()
      await expectReturned(orderId, [24.99])
    })

    itWhile(RELEASES_REST)(
      "has a part back that was captured in the back office, and is looked at no more",
      async () => {
        const orderId = await cardOrder()
        await office("capture", 1000)
        expectOk(await clerk().cancelOrder(orderId))
        await expectReturned(orderId, [])
      }
    )
  })

  describe("an order whose payment session is taken away", () => {
    it("keeps its session when a shopper asks for another one", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId } = await shopper.pay(OK_CARD)
      const { sessionId } = shopper
      const answer = await shopper.openSession()
      expect(answer).toMatchObject({ status: 409, body: { code: "already_paid" } })
      expect(await store.db("payment_session").where({ id: sessionId })).toHaveLength(1)
      expect((await clerk().payment(orderId!)).canceled_at).toBeNull()
    })

    it("keeps its money when the session is gone all the same, and can be captured and refunded", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId } = await shopper.pay(OK_CARD)
      await paymentModule().deletePaymentSession(shopper.sessionId)
      await store.reconcile()
      expect((await sim().ledger()).liveHolds).toHaveLength(1)
      expectOk(await clerk().capture(orderId!))
      await store.reconcile()
      expect((await theOrder()).totals).toMatchObject({ captured: 2499, refunded: 0 })
      expectOk(await clerk().refund(orderId!, 5))
      expect((await theOrder()).totals.refunded).toBe(500)
      expect(await kinds()).toEqual([])
    })

    it("has its hold let go when it is canceled", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId } = await shopper.pay(OK_CARD)
      await paymentModule().deletePaymentSession(shopper.sessionId)
      expectOk(await clerk().cancelOrder(orderId!))
      expect((await clerk().payment(orderId!)).canceled_at).not.toBeNull()
      expect((await sim().ledger()).liveHolds).toEqual([])
    })
  })

  describe("a hold that nears its end", () => {
    it("is over when XPay says so: nothing is sent, and the order counts as unpaid", async () => {
      const orderId = await cardOrder()
      await store.reconcile()
      await sim().setSwitches({ expiredAuthorizationShows: "EXPIRED" })
      await sim().advanceClock(6 * 86_400_000)
      await store.reconcile(60 * 24 * 5)
      expect((await store.db("xpay_attempt"))[0].state).toBe("expired")
      expect((await clerk().payment(orderId)).canceled_at).not.toBeNull()
      expect(await kinds()).toEqual(["order_unpaid"])
      expect(await sim().calls({ path: "/operations/*/refunds" })).toEqual([])
    })

    itWhile(REFUSES_LAPSED)(
      "is over when its order is canceled long after and XPay refuses to let it go",
      async () => {
        const orderId = await cardOrder()
        await store.reconcile()
        await sim().advanceClock(6 * 86_400_000)
        await store.db("xpay_attempt").update({ deadline_at: store.db.raw("now() - interval '2 days'") })
        expectOk(await clerk().cancelOrder(orderId))
        await store.reconcile()
        expect((await store.db("xpay_attempt"))[0].state).toBe("expired")
        expect(await kinds()).toEqual([])
      }
    )

    it("is announced a day before, and no more once it is captured", async () => {
      const orderId = await cardOrder()
      await store.reconcile()
      await store.db("xpay_attempt").update({ deadline_at: store.db.raw("now() + interval '20 hours'") })
      await store.reconcile(60 * 24 * 5)
      expect(await kinds()).toEqual(["capture_deadline"])
      expectOk(await clerk().capture(orderId))
      await store.db("xpay_attempt").update({ next_check_at: store.db.fn.now() })
      await store.reconcile()
      expect(await kinds()).toEqual([])
    })
  })

  describe("a step in the journal", () => {
    const cardDraft = () =>
      ({
        xpay_order_id: newOrderId(Date.now()),
        provider_id: "pp_xpay_xpay",
        channel: "card",
        capture: "manual",
        currency_code: "EUR",
        amount: "2499",
        locale: "en",
      }) as const

    it("is dated when it had its turn, so that the last try of several is the newest", async () => {
      const limits = { windowMinutes: 1, perCart: 100, perAddress: 100, perTerminal: 100 }
      const turn = await store.db.transaction()
      await turn.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", ["xpay_cards pp_xpay_xpay"])
      const opening = new Journal(store.db).open(cardDraft(), limits)
      await new Promise((resolve) => setTimeout(resolve, 300))
      const { rows } = await turn.raw<{ rows: [{ now: Date }] }>("select clock_timestamp() as now")
      await turn.commit()
      const opened = await opening
      const { created_at: createdAt } = "attempt" in opened ? opened.attempt : opened.conflict
      expect(createdAt.getTime()).toBeGreaterThanOrEqual(rows[0].now.getTime())
      await store.db("xpay_attempt").delete()
    })

    it("is taken by one of several who take it at the same moment", async () => {
      const journal = new Journal(store.db)
      const opened = await journal.open(cardDraft())
      const { id } = "attempt" in opened ? opened.attempt : opened.conflict
      const five = <T>(step: () => Promise<T | undefined>) => Promise.all(Array.from({ length: 5 }, step))
      const taken = (results: unknown[]) => results.filter((one) => one !== undefined).length
      for (const [from, to] of [
        ["created", "authenticating"],
        ["authenticating", "authenticated"],
        ["authenticated", "authorizing"],
        ["authorizing", "authorized"],
      ] as const) {
        expect(taken(await five(() => journal.move(id, from, to)))).toBe(1)
      }
      const draft = {
        kind: "capture",
        amount: 2499n,
        medusaReference: undefined,
        targetOperationId: asOperationId("1"),
      } as const
      const begun = await five(() =>
        journal.begin(id, ["authorized"], "capturing", { ...draft, idempotencyKey: randomUUID() }, 60)
      )
      expect(taken(begun)).toBe(1)
      const movement = begun.find((one) => one !== undefined)!
      const end = { state: "refused", isBooked: true } as const
      expect(taken(await five(() => journal.resolve(movement, end, "capturing", "authorized", 60)))).toBe(1)
      await store.db("xpay_movement").delete()
      await store.db("xpay_attempt").delete()
    })
  })

  describe("the job", () => {
    it("asks about nothing that is resolved", async () => {
      await clerk().capture(await cardOrder())
      await store.letPass(2)
      await store.reconcile()
      await store.reconcile()
      await sim().clearCalls()
      await store.reconcile()
      const asked = (await sim().calls()).filter(({ path }) => path !== "/orders")
      expect(asked).toEqual([])
    })

    it("does not let one bad attempt keep the others waiting", async () => {
      const shopper = await payUnseen()
      await store.db("xpay_attempt").insert({
        id: "xpatt_bad",
        xpay_order_id: "MBAD00000000000000",
        provider_id: "pp_xpay_xpay",
        channel: "card",
        capture: "manual",
        state: "authorizing",
        // No currency of XPay's: its amount cannot be read.
        currency_code: "XXX",
        amount: "1",
        next_check_at: new Date(0),
      })
      await store.reconcile(1)
      expect((await shopper.payment()).status).toBe("paid")
      expect(store.recorder.log()).toMatch(
        /MBAD00000000000000 \[attempt=xpatt_bad [^\]]*\] could not be reconciled/
      )
      expect(await kinds()).toEqual([])
      for (let run = 2; run <= CHECKS_BEFORE_INCIDENT; run++) {
        await store
          .db("xpay_attempt")
          .where({ id: "xpatt_bad" })
          .update({ next_check_at: new Date(0) })
        await store.reconcile(1)
      }
      expect(await store.incidents()).toMatchObject([
        { kind: "reconciliation_failing", detail: expect.stringContaining("XXX"), resolved_at: null },
      ])
      await store
        .db("xpay_attempt")
        .where({ id: "xpatt_bad" })
        .update({ currency_code: "EUR", next_check_at: new Date(0) })
      await store.reconcile(1)
      expect(await kinds()).not.toContain("reconciliation_failing")
    })

    it("does everything once when two run at the same time", async () => {
      const shopper = await payUnseen()
      await store.db("xpay_attempt").update({ next_check_at: new Date(0) })
      await Promise.all([reconcile(store.container()), reconcile(store.container()), store.reconcile(1)])
      expect((await shopper.payment()).status).toBe("paid")
      expect((await clerk().payment((await shopper.payment()).order_id!)).captures).toHaveLength(1)
    })

    it("costs what is open, not what is resolved", async () => {
      await store.db.raw(
        `insert into xpay_attempt (id, xpay_order_id, provider_id, channel, capture, state, currency_code, amount,
           payment_session_id)
         select 'xpatt_old' || n, 'MOLD' || n, 'pp_xpay_xpay', 'card', 'manual', 'declined', 'EUR', '2499', 'payses_old' || n
         from generate_series(1, 5000) n`
      )
      await store.db.raw("analyze xpay_attempt")
      const { rows } = (await store.db.raw(
        "explain (format json) update xpay_attempt set checks = checks + 1 where id in (select id from xpay_attempt where next_check_at is not null and next_check_at <= now() and deleted_at is null order by next_check_at limit 100 for update skip locked)"
      )) as { rows: object[] }
      expect(JSON.stringify(rows)).toContain("IDX_xpay_attempt_due")
    })
  })
})
