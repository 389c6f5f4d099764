import type {
  IInventoryService,
  ILockingModule,
  IOrderModuleService,
  IPaymentModuleService,
} from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { asCartId } from "../../src/domain/ids"
import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { learnState } from "../../src/engine/refresh"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import { engineFor } from "../../src/use-cases/engine-for"
import { bookPayment } from "../../src/use-cases/orders/book-payment"
import { rollBackCompletion } from "../../src/use-cases/orders/roll-back-completion"
import { comeBack, walkChallenge, walkHostedPage } from "../harness/browser-walk"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { readsCatchUp } from "../harness/flipped"
import { everyOrderOf, ordersOfCart, reservationsOf, refuseToUndo } from "../harness/completions"
import { expectOk, readReturn, type Shopper } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

/** Medusa's cart module has it, its type does not. */
interface Credits {
  createCreditLines(lines: { cart_id: string; amount: number }[]): Promise<unknown>
}

xpaySuite("orders", (store) => {
  const sim = () => store.simulator.control
  const orders = (shopper: Shopper) => ordersOfCart(store.db, shopper.cartId)
  const attemptOf = async ({ cartId }: Shopper) =>
    (await store.db("xpay_attempt").where({ cart_id: cartId }).orderBy("created_at", "desc").first()) as
      AttemptRecord | undefined
  const kinds = async () =>
    (await store.incidents()).filter((one) => one.resolved_at === null).map(({ kind }) => kind)

  /** A PayPal page that was opened, and what the browser of its payer will ask for. */
  async function openPage(shopper: Shopper) {
    expectOk(await shopper.openSession("pp_xpay-paypal_xpay"))
    const { redirect_url: url = "" } = expectOk(await shopper.pressButton())
    return {
      pay: async () => await walkHostedPage(url, "PAYPAL", "pay"),
      leave: async () => await walkHostedPage(url, "PAYPAL", "cancel"),
      leavePending: async () => await walkHostedPage(url, "PAYPAL", "leave-pending"),
    }
  }

  /** The newest payment of a cart as the journal has it once XPay was queried; Medusa is told nothing of it. */
  async function learned(shopper: Shopper) {
    await readsCatchUp()
    const attempt = await attemptOf(shopper)
    if (attempt === undefined) {
      throw new Error("Nobody has begun to pay this cart.")
    }
    const engine = engineFor(store.container(), attempt.provider_id)
    return { engine, attempt: await learnState(engine, attempt) }
  }

  async function atTheIssuer(shopper: Shopper) {
    const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
    return await walkChallenge(challenge ?? { url: "", fields: {} }, "succeeds")
  }

  describe("an order that the shopper's browser places while the job looks where the money belongs", () => {
    /** Lets the browser complete the cart at the job's `nth` look into Medusa, between the look and its answer. */
    function completeAtLook(shopper: Shopper, nth: number): () => void {
      const query = store.container().resolve(ContainerRegistrationKeys.QUERY)
      const original = query.graph
      let looks = 0
      query.graph = (async (...given: Parameters<typeof original>) => {
        const answer = await original.apply(query, given)
        looks++
        if (looks === nth) {
          await shopper.complete()
        }
        return answer
      }) as typeof original
      return () => {
        query.graph = original
        // Beyond the last look there is nothing to try.
        expect(looks).toBeGreaterThanOrEqual(nth)
      }
    }

    it.each(Array.from({ length: 12 }, (_, index) => index + 1))("keeps its money (look %i)", async (nth) => {
      await sim().setSwitches({ notificationTiming: "never" })
      const shopper = await store.shopper().readyToPay()
      await (await openPage(shopper)).pay()
      const stop = completeAtLook(shopper, nth)
      await store.reconcile(2)
      stop()
      await store.reconcile(2)
      expect(await orders(shopper)).toHaveLength(1)
      expect(await kinds()).toEqual([])
      expect((await sim().ledger()).orders.map(({ totals }) => totals)).toMatchObject([
        { captured: 2499, refunded: 0 },
      ])
      expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
    })
  })

  it("goes back when nobody wants it any more since its payment was read", async () => {
    await sim().setSwitches({ notificationTiming: "never" })
    const shopper = await store.shopper().readyToPay()
    await (await openPage(shopper)).pay()
    const { engine, attempt } = await learned(shopper)
    await engine.journal.update(attempt.id, { stamp: ["abandon_requested_at"] })
    await bookPayment(store.container(), engine, attempt)
    expect((await sim().ledger()).orders.map(({ totals }) => totals)).toMatchObject([
      { captured: 2499, refunded: 2499 },
    ])
    expect(await orders(shopper)).toEqual([])
  })

  describe("a completion whose order Medusa could not take back", () => {
    async function leftBehind(given?: Shopper): Promise<Shopper> {
      const shopper = given ?? (await store.shopper().readyToPay())
      const back = await atTheIssuer(shopper)
      await sim().addOutcome({ result: "DECLINED", declineCode: "116" })
      const canceled = await refuseToUndo(store.db)
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("declined")
      await canceled()
      expect(await orders(shopper)).toHaveLength(1)
      return shopper
    }

    /** As if the process had died between Medusa's order and its links. */
    async function forgetLinks(shopper: Shopper): Promise<void> {
      const [left] = await orders(shopper)
      for (const table of ["order_cart", "order_payment_collection"]) {
        await store
          .db(table)
          .where({ order_id: left?.id ?? "" })
          .del()
      }
    }

    /** An order like the one that was left behind, as an import makes it: of no cart, and without a payment. */
    async function importOrder(
      shopper: Shopper,
      { quantity, email }: { readonly quantity?: number; readonly email?: string }
    ): Promise<string> {
      const module = store.container().resolve<IOrderModuleService>(Modules.ORDER)
      const [left] = await orders(shopper)
      const { items = [], ...order } = await module.retrieveOrder(left?.id ?? "", { relations: ["items"] })
      const imported = await module.createOrders({
        email: email ?? order.email ?? "",
        currency_code: order.currency_code,
        region_id: order.region_id ?? "",
        sales_channel_id: order.sales_channel_id ?? "",
        items: items.map((one) => ({
          title: one.title,
          variant_id: one.variant_id ?? "",
          unit_price: one.unit_price,
          quantity: quantity ?? one.quantity,
        })),
      })
      return imported.id
    }

    it("is rolled back by the job: the goods are free and the cart can be paid", async () => {
      const shopper = await leftBehind()
      const [order] = await orders(shopper)
      expect(await reservationsOf(store.db, order?.id ?? "")).toHaveLength(1)
      await store.reconcile(2)
      expect(await orders(shopper)).toEqual([])
      expect(await reservationsOf(store.db, order?.id ?? "")).toEqual([])
      expect((await attemptOf(shopper))?.next_check_at).toBeNull()
      expect(await kinds()).toEqual([])
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      expect(await orders(shopper)).toHaveLength(1)
    })

    it("stays due while its cart is locked, and is never given up", async () => {
      const shopper = await leftBehind()
      const locking = store.container().resolve<ILockingModule>(Modules.LOCKING)
      await locking.acquire(shopper.cartId, { ownerId: "another completion", expire: 60 })
      await store.reconcile(2)
      expect(await orders(shopper)).toHaveLength(1)
      expect((await attemptOf(shopper))?.next_check_at).not.toBeNull()
      await locking.release(shopper.cartId, { ownerId: "another completion" })
      await store.reconcile(2)
      expect(await orders(shopper)).toEqual([])
    })

    it("is rolled back for a shopper who pays again before the job comes", async () => {
      const shopper = await leftBehind()
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      expect(await orders(shopper)).toHaveLength(1)
    })

    it("stays while another payment of its cart may pay it, and is paid by that", async () => {
      await sim().setSwitches({ notificationTiming: "never" })
      const shopper = await store.shopper().fillCart()
      await openPage(shopper)
      const attemptId = (await attemptOf(shopper))?.id
      const page = await openPage(shopper)
      const canceled = await refuseToUndo(store.db)
      expect((await shopper.complete()).body).not.toMatchObject({ type: "order" })
      await canceled()
      const [left] = await orders(shopper)
      await page.pay()
      const { attempt } = await learned(shopper)
      const cleared = await rollBackCompletion(store.container(), {
        cartId: asCartId(shopper.cartId),
        attemptId,
      })
      expect(cleared).toBe("clear")
      expectOk(await store.admin().post(`/admin/xpay/payments/${attempt.id}/sync`))
      expect(await orders(shopper)).toEqual([left])
      expect((await new Clerk(store.admin()).order(left?.id ?? "")).summary.paid_total).toBe(24.99)
      expect(await kinds()).toEqual([])
    })

    it("goes when nothing points to it, though its cart was paid since", async () => {
      const shopper = await leftBehind()
      await forgetLinks(shopper)
      await store.db("cart").where({ id: shopper.cartId }).update({ completed_at: null })
      const { orderId } = await shopper.pay(OK_CARD)
      expect(await everyOrderOf(store.db)).toHaveLength(2)
      await store.reconcile(2)
      expect(await everyOrderOf(store.db)).toEqual([{ id: orderId }])
      expect(await kinds()).toEqual([])
    })

    it("goes when nothing points to it and its shopper pays again", async () => {
      const shopper = await leftBehind()
      await forgetLinks(shopper)
      const { orderId } = await shopper.pay(OK_CARD)
      expect(await everyOrderOf(store.db)).toEqual([{ id: orderId }])
    })

    it.each([
      ["has other lines", { quantity: 2 }],
      ["is of another buyer", { email: "luca.bianchi@example.com" }],
    ])("takes no order along that nothing points to and that %s", async (_, change) => {
      const shopper = await leftBehind()
      const other = await importOrder(shopper, change)
      await store.reconcile(2)
      expect(await everyOrderOf(store.db)).toEqual([{ id: other }])
      await store.container().resolve<IOrderModuleService>(Modules.ORDER).deleteOrders([other])
    })

    it("gives back the use of a code that can be used once", async () => {
      const used = async () =>
        (await store.db("promotion").select("used")).map((one: { used: number }) => one.used)
      expectOk(
        await store.admin().post("/admin/promotions", {
          code: "UNAVOLTA",
          type: "standard",
          status: "active",
          limit: 1,
          application_method: {
            type: "fixed",
            target_type: "items",
            allocation: "each",
            max_quantity: 1,
            value: 5,
            currency_code: "eur",
          },
        })
      )
      const shopper = await store.shopper().fillCart()
      const codes = { promo_codes: ["UNAVOLTA"] }
      expectOk(await shopper.http.post(`/store/carts/${shopper.cartId}/promotions`, codes))
      expectOk(await shopper.openSession())
      await leftBehind(shopper)
      expect(await used()).toEqual([1])
      await store.reconcile(2)
      expect(await used()).toEqual([0])
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      expect(await used()).toEqual([1])
    })

    async function partlyOnCredit(): Promise<Shopper> {
      const shopper = await store.shopper().fillCart()
      await store
        .container()
        .resolve<Credits>(Modules.CART)
        .createCreditLines([{ cart_id: shopper.cartId, amount: 5 }])
      expectOk(await shopper.openSession())
      return shopper
    }

    it("is shown to a person when store credit paid a part of it", async () => {
      const shopper = await leftBehind(await partlyOnCredit())
      const [order] = await orders(shopper)
      await store.reconcile(2)
      expect(await orders(shopper)).toEqual([])
      const [incident] = await store.incidents()
      expect(incident).toMatchObject({ kind: "store_credit_used", resolved_at: null })
      expect(incident?.detail).toMatch(new RegExp(`5\\.00.*${order?.id ?? ""}`))
    })

    it("is shown to a person when store credit paid a part of it and no payment was tried", async () => {
      const shopper = await partlyOnCredit()
      const canceled = await refuseToUndo(store.db)
      expect((await shopper.complete()).body).not.toMatchObject({ type: "order" })
      await canceled()
      const [order] = await orders(shopper)
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      const { incidents } = expectOk(
        await store.admin().get<{ incidents: { detail: string }[] }>("/admin/xpay/incidents")
      )
      expect(incidents).toMatchObject([
        { kind: "store_credit_used", payment_id: null, order_id: order?.id, cart_id: shopper.cartId },
      ])
      expect(incidents[0]?.detail).toMatch(new RegExp(`5\\.00.*${order?.id ?? ""}`))
    })

    it("gives way to one that is whole when the page was paid meanwhile", async () => {
      await sim().setSwitches({ notificationTiming: "never" })
      const shopper = await store.shopper().readyToPay()
      const page = await openPage(shopper)
      const canceled = await refuseToUndo(store.db)
      expect((await shopper.complete()).body).not.toMatchObject({ type: "order" })
      await canceled()
      const [left] = await orders(shopper)
      // The process died before the goods were reserved.
      const reserved = await reservationsOf(store.db, left?.id ?? "")
      await store
        .db("reservation_item")
        .whereIn(
          "id",
          reserved.map(({ id }) => id)
        )
        .del()
      await page.pay()
      await readsCatchUp()
      const { id } = (await attemptOf(shopper)) ?? { id: "" }
      expectOk(await store.admin().post(`/admin/xpay/payments/${id}/sync`))
      const placed = await orders(shopper)
      expect(placed).toMatchObject([{ id: expect.not.stringMatching(left?.id ?? "none"), status: "pending" }])
      expect((await new Clerk(store.admin()).order(placed[0]?.id ?? "")).summary.paid_total).toBe(24.99)
      expect(await kinds()).toEqual([])
    })

    it.each([
      ["is going down", "57P01"],
      ["has no connection left", "53300"],
      ["has broken a deadlock", "40P01"],
    ])(
      "is tried again, and no money goes back, when it failed because the database %s",
      async (_why, code) => {
        await sim().setSwitches({ notificationTiming: "never" })
        const [page, card] = [await store.shopper().readyToPay(), await store.shopper().readyToPay()]
        const opened = await openPage(page)
        await store.db.raw(
          `create or replace function no_orders() returns trigger language plpgsql
         as $$ begin raise exception 'the database is away' using errcode = '${code}'; end $$`
        )
        await store.db.raw(
          `create trigger no_orders before insert on "order" for each row execute function no_orders()`
        )
        await opened.pay()
        expect((await card.pay(OK_CARD)).outcome).not.toBe("paid")
        await store.db.raw("drop function no_orders() cascade")
        expect((await sim().ledger()).orders.map(({ totals }) => totals.refunded + totals.voided)).toEqual([
          0, 0,
        ])
        await store.reconcile(2)
        for (const shopper of [page, card]) {
          expect(await orders(shopper)).toHaveLength(1)
          expect(await shopper.payment()).toMatchObject({ status: "paid" })
        }
        expect(await kinds()).toEqual([])
      }
    )

    it("is not said to be paid while its completion is under way", async () => {
      const shopper = await leftBehind()
      const locking = store.container().resolve<ILockingModule>(Modules.LOCKING)
      await locking.acquire(shopper.cartId, { ownerId: "another completion", expire: 60 })
      expect((await shopper.submitCard(OK_CARD)).body).toMatchObject({ code: "in_progress" })
      await locking.release(shopper.cartId, { ownerId: "another completion" })
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
    })
  })

  describe("an order that owes nothing to our payment", () => {
    it("stays when credit pays all of it, though a page was opened and left before", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      expect(readReturn(await comeBack(shopper.http, await page.leave())).outcome).toBe("canceled")
      await store
        .container()
        .resolve<Credits>(Modules.CART)
        .createCreditLines([{ cart_id: shopper.cartId, amount: shopper.total }])
      const { result } = await completeCartWorkflow(store.container()).run({ input: { id: shopper.cartId } })
      await store.reconcile(2)
      await store.reconcile(2)
      expect(await orders(shopper)).toEqual([{ id: result.id, status: "pending" }])
      expect(await kinds()).toEqual([])
    })

    it("stays when another provider pays it", async () => {
      const shopper = await store.shopper().readyToPay()
      const provider = { payment_provider_id: "pp_system_default" }
      await store
        .container()
        .resolve(ContainerRegistrationKeys.LINK)
        .create({
          [Modules.REGION]: { region_id: store.store.regions["eur"]?.id },
          [Modules.PAYMENT]: provider,
        })
      expect((await shopper.pay(KO_CARD)).outcome).toBe("declined")
      expectOk(await shopper.openSession("pp_system_default"))
      const { order } = expectOk(await shopper.complete())
      await store.reconcile(2)
      await store.reconcile(2)
      expect(await orders(shopper)).toEqual([{ id: order?.id, status: "pending" }])
      expect(await kinds()).toEqual([])
    })
  })

  describe("an order whose hold is voided", () => {
    it("is an incident while it stays open, and none once it is canceled", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId = "" } = await shopper.pay(OK_CARD)
      const attempt = await attemptOf(shopper)
      expectOk(await store.admin().post(`/admin/xpay/payments/${attempt?.id ?? ""}/void`))
      await store.reconcile(2)
      expect(await kinds()).toEqual(["order_unpaid"])
      expectOk(await new Clerk(store.admin()).cancelOrder(orderId))
      await store.reconcile(2)
      expect(await kinds()).toEqual([])
    })

    it.each(["pp_xpay_xpay", "pp_xpay_automatic"])("stays as it was canceled, of %s", async (provider) => {
      const shopper = await store.shopper().readyToPay({}, provider)
      const { orderId = "" } = await shopper.pay(OK_CARD)
      expectOk(await new Clerk(store.admin()).cancelOrder(orderId))
      for (let minute = 1; minute <= 3; minute++) {
        await store.letPass(1)
        await store.reconcile(0)
      }
      expect((await new Clerk(store.admin()).order(orderId)).status).toBe("canceled")
      expect(await kinds()).toEqual([])
      expect(await store.auditBooks()).toEqual([])
    })

    it("is none when the order was canceled", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId = "" } = await shopper.pay(OK_CARD)
      expectOk(await new Clerk(store.admin()).cancelOrder(orderId))
      await store.reconcile(2)
      await store.reconcile(2)
      expect(await store.incidents()).toEqual([])
    })
  })

  describe("a cancellation that was cut off", () => {
    /** What Medusa's cancellation has done before its last step. */
    async function cutOff(
      orderId: string,
      reverse: (payments: IPaymentModuleService, paymentId: string) => Promise<unknown>
    ): Promise<void> {
      const { rows } = (await store.db.raw("select item_id from order_item where order_id = ?", [
        orderId,
      ])) as {
        rows: { item_id: string }[]
      }
      await store
        .container()
        .resolve<IInventoryService>(Modules.INVENTORY)
        .deleteReservationItemsByLineItem(rows.map(({ item_id: id }) => id))
      const payments = store.container().resolve<IPaymentModuleService>(Modules.PAYMENT)
      await reverse(payments, (await new Clerk(store.admin()).payment(orderId)).id)
    }

    const statusOf = async (orderId: string) => (await new Clerk(store.admin()).order(orderId)).status

    const GIVING_BACK: readonly [string, string, Parameters<typeof cutOff>[1]][] = [
      ["held", "pp_xpay_xpay", async (payments, id) => await payments.cancelPayment(id)],
      [
        "captured",
        "pp_xpay_automatic",
        async (payments, id) => await payments.refundPayment({ payment_id: id, amount: 24.99 }),
      ],
      [
        "held, and has left a change of the order that nobody confirms",
        "pp_xpay_xpay",
        async (payments, id) => {
          await payments.cancelPayment(id)
          const { order_id } = (await store.db("order").first("id as order_id")) as { order_id: string }
          await store
            .container()
            .resolve<IOrderModuleService>(Modules.ORDER)
            .createOrderChange({ order_id, change_type: "credit_line" })
          await store
            .db("order_change")
            .where({ order_id })
            .update({ created_at: store.db.raw("created_at - interval '1 minute'") })
        },
      ],
    ]

    it.each(GIVING_BACK)("is finished once XPay has returned what was %s", async (_, provider, reverse) => {
      const shopper = await store.shopper().readyToPay({}, provider)
      const { orderId = "" } = await shopper.pay(OK_CARD)
      await store.reconcile(2)
      await cutOff(orderId, reverse)
      await store.reconcile(0)
      expect(await statusOf(orderId)).toBe("pending")
      for (let minute = 1; minute <= 2; minute++) {
        await store.letPass(1)
        await store.reconcile(0)
      }
      expect(await statusOf(orderId)).toBe("canceled")
      expect(await kinds()).toEqual([])
    })
  })

  describe("a payment that XPay shows as running", () => {
    it("places no order with a method that is paid at once, until XPay has the money", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      const back = await page.leavePending()
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("verifying")
      await store.reconcile(1)
      expect(await orders(shopper)).toEqual([])
      expect((await shopper.payment()).message).toMatch(/do not pay again/)
      await sim().conclude({ orderId: (await attemptOf(shopper))?.xpay_order_id ?? "" })
      await store.reconcile(1)
      await eventually(async () =>
        expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
      )
    })
  })

  describe("a page that was opened earlier", () => {
    beforeEach(async () => {
      await sim().setSwitches({ notificationTiming: "never" })
    })

    it("says that the money goes back when it is paid after the cart changed", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      await shopper.addItem("TAZZA")
      const returned = readReturn(await comeBack(shopper.http, await page.pay()))
      expect(returned.outcome).toBe("voided")
      expect((await shopper.payment()).message).toMatch(/payment was voided/)
      expect(await kinds()).toEqual(["returned_unplaceable"])
    })

    it("says nothing of the money while XPay cannot be asked", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      await shopper.addItem("TAZZA")
      const back = await page.pay()
      const blind = await sim().addFault({ kind: "status", status: 503, method: "GET", times: "always" })
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("verifying")
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect((await shopper.payment()).status).toBe("voided")
    })

    it("tells each of three payers the truth about the own payment", async () => {
      const shopper = await store.shopper().fillCart()
      const pages = [await openPage(shopper), await openPage(shopper), await openPage(shopper)]
      const backs = []
      for (const page of pages) {
        backs.push(await page.pay())
      }
      const outcomes = []
      for (const back of backs) {
        outcomes.push(readReturn(await comeBack(shopper.http, back)).outcome)
      }
      expect(outcomes).toEqual(["voided", "voided", "paid"])
      expect(await orders(shopper)).toHaveLength(1)
    })
  })

  describe("the return address", () => {
    it("does nothing for a program that only looks at it, or comes without the issuer's answer", async () => {
      const shopper = await store.shopper().readyToPay()
      const back = await atTheIssuer(shopper)
      const [address = ""] = back.url.split("?")
      expect((await fetch(address, { method: "HEAD", redirect: "manual" })).status).toBe(200)
      expect((await attemptOf(shopper))?.returned_at).toBeNull()
      expect((await fetch(address, { redirect: "manual" })).status).toBe(303)
      expect((await shopper.payment()).status).toBe("canceled")
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("paid")
    })

    it("takes an answer that came twice in one request", async () => {
      const shopper = await store.shopper().readyToPay()
      const back = await atTheIssuer(shopper)
      const body = new URLSearchParams(back.method === "GET" ? new URL(back.url).search : back.fields)
      body.append("PaRes", body.get("PaRes") ?? "")
      const answer = await shopper.http.send("POST", back.url.split("?")[0] ?? "", body.toString(), {
        "content-type": "application/x-www-form-urlencoded",
      })
      expect(readReturn(answer).outcome).toBe("paid")
    })
  })

  describe("a second tab", () => {
    it("is told that the cart is paid already, in every place", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      const { sessionId } = shopper
      expectOk(await shopper.openSession())
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      Object.assign(shopper, { sessionId })
      await comeBack(shopper.http, await page.leave())
      expect((await shopper.payment()).message).toMatch(/paid for already/)
      expect((await shopper.pressButton()).body).toMatchObject({
        code: "cart_completed",
        message: expect.stringMatching(/paid for already/),
      })
    })

    it("is told that a newer payment took its place when the cart has not changed", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      const { sessionId } = shopper
      expectOk(await shopper.openSession())
      Object.assign(shopper, { sessionId })
      await comeBack(shopper.http, await page.leave())
      expect((await shopper.payment()).message).toMatch(/newer payment took the place/)
    })
  })
})
