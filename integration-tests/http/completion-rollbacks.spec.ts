import { asCartId } from "../../src/domain/ids"
import type { ILockingModule, IOrderModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { rollBackCompletion } from "../../src/use-cases/orders/roll-back-completion"
import { comeBack } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { readsCatchUp } from "../harness/flipped"
import { everyOrderOf, ordersOfCart, reservationsOf, refuseToUndo } from "../harness/completions"
import { expectOk, readReturn, type Shopper } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"
import { openPayments, type Credits } from "./support/open-payments"

xpaySuite("completion-rollbacks", (store) => {
  const { atTheIssuer, attemptOf, kinds, openPage, learned } = openPayments(store)
  const sim = () => store.simulator.control
  const orders = (shopper: Shopper) => ordersOfCart(store.db, shopper.cartId)

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

    /** As if the process had died after creating Medusa's order and before its links. */
    async function forgetLinks(shopper: Shopper): Promise<void> {
      const [left] = await orders(shopper)
      for (const table of ["order_cart", "order_payment_collection"]) {
        await store
          .db(table)
          .where({ order_id: left?.id ?? "" })
          .del()
      }
    }

    /** An order like the one left behind, as an import creates it: without a cart and without a payment. */
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

    it("restores the use of a code that can be used once", async () => {
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
      expect(incident).toMatchObject({
        kind: "store_credit_used",
        detail: { code: "store_credit", amount: { minor: "500", currency: "EUR" }, orderId: order?.id },
        resolved_at: null,
      })
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
      // The process died before the inventory was reserved.
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
})
