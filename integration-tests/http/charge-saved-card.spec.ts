import { Modules } from "@medusajs/framework/utils"
import { OK_CARD, OTHER_OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"
import { subscribers } from "./support/subscribers"

const MIT = "/orders/mit"

xpaySuite("charge-saved-card", (store) => {
  const { subscriber, charge, openOrder, taken } = subscribers(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const mitCalls = async () => await sim().calls({ path: MIT })
  const mitOrders = async () => (await sim().ledger()).orders.filter(({ origin }) => origin === "mit")

  /** Medusa's workflows rethrow the errors of their steps as plain objects. */
  const saying = (message: RegExp) => ({ message: expect.stringMatching(message) as unknown })

  describe("an order", () => {
    it("is paid with the customer's card, without the customer, and booked", async () => {
      const { account, card } = await subscriber()
      const orderId = await openOrder()
      const result = await charge({ saved_card_id: card, order_id: orderId })
      expect(result).toEqual({
        status: "charged",
        captured: true,
        attempt_id: expect.stringMatching(/^xpatt_/),
        xpay_order_id: expect.any(String),
        payment_id: expect.stringMatching(/^pay_/),
        order_id: orderId,
        amount: "19.99",
        currency_code: "eur",
      })
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 19.99, pending_difference: 0 },
      })
      const [atXPay] = await mitOrders()
      expect(atXPay).toMatchObject({ amount: 1999, customerId: account.id.replace("cus_", "") })
      expect(atXPay!.operations[0]).toMatchObject({ channel: "BACKOFFICE", result: "EXECUTED" })
      expect((await mitCalls())[0]!.idempotencyKeyHash).not.toBeNull()
    })

    it("is held where the terminal holds, and captured and refunded as any other", async () => {
      const { card } = await subscriber("pp_xpay_xpay")
      const orderId = await openOrder()
      expect(await charge({ saved_card_id: card, order_id: orderId })).toMatchObject({
        status: "charged",
        captured: false,
      })
      expect((await clerk().order(orderId)).payment_status).toBe("authorized")
      expectOk(await clerk().capture(orderId))
      expectOk(await clerk().refund(orderId, 5))
      expect((await mitOrders())[0]!.totals).toMatchObject({ captured: 1999, refunded: 500 })
    })

    it("is paid in part, then the rest, then nothing more", async () => {
      const { card } = await subscriber()
      const orderId = await openOrder()
      const first = await charge({ saved_card_id: card, order_id: orderId, amount: 5, idempotency_key: "1" })
      expect(first).toMatchObject({ status: "charged", amount: "5.00" })
      const rest = await charge({ saved_card_id: card, order_id: orderId, idempotency_key: "2" })
      expect(rest).toMatchObject({ status: "charged", amount: "14.99" })
      const again = charge({ saved_card_id: card, order_id: orderId, idempotency_key: "3" })
      await expect(again).rejects.toMatchObject(saying(/Nothing is outstanding/))
      expect(await taken()).toEqual([500, 1499])
    })

    it("is charged to the customer's newest card when only the customer is named", async () => {
      const { account } = await subscriber()
      const orderId = await openOrder()
      expect(await charge({ customer_id: account.id, order_id: orderId })).toMatchObject({
        status: "charged",
      })
    })

    it("is charged by a draft too, which becomes an order", async () => {
      const { card } = await subscriber()
      const draft = await new Staff(store.admin(), store.store).draftOrder()
      expect(await charge({ saved_card_id: card, order_id: draft.id })).toMatchObject({ status: "charged" })
      expect((await clerk().order(draft.id)).status).toBe("pending")
    })
  })

  describe("a cart", () => {
    it("is paid and becomes an order", async () => {
      const { account, card } = await subscriber()
      const renewal = await store.shopperWith(account).fillCart()
      const result = await charge({ saved_card_id: card, cart_id: renewal.cartId })
      expect(result).toMatchObject({
        status: "charged",
        captured: true,
        order_id: expect.stringMatching(/^order_/),
        amount: "24.99",
      })
      const { order_id: orderId } = result as { order_id: string }
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99, pending_difference: 0 },
      })
    })

    it("that cannot be ordered costs nothing", async () => {
      const { account, card } = await subscriber()
      const renewal = await store.shopperWith(account).fillCart()
      // Medusa detects a deleted shipping option when the cart is completed.
      await store.db("cart_shipping_method").where({ cart_id: renewal.cartId }).delete()
      const result = await charge({ saved_card_id: card, cart_id: renewal.cartId })
      expect(result).toMatchObject({ status: "not_charged" })
      expect(await mitCalls()).toEqual([])
    })

    it("that was ordered is not charged again under another key", async () => {
      const { account, card } = await subscriber()
      const renewal = await store.shopperWith(account).fillCart()
      await charge({ saved_card_id: card, cart_id: renewal.cartId, idempotency_key: "1" })
      const again = charge({ saved_card_id: card, cart_id: renewal.cartId, idempotency_key: "2" })
      await expect(again).rejects.toMatchObject(saying(/ordered already/))
      expect(await taken()).toEqual([2499])
    })
  })

  describe("a card is not charged", () => {
    it("when its owner has removed it, nor while XPay does not know that yet", async () => {
      const { account, card } = await subscriber()
      const input = { saved_card_id: card, order_id: await openOrder() }
      await store.door.shut()
      expect((await account.removeCard(card)).body).toEqual({ id: card, deleted: false })
      await store.door.open()
      const removed = { status: "not_charged", reason: "card_removed", retry: "other_card" }
      expect(await charge(input)).toMatchObject(removed)
      expect(await charge({ customer_id: account.id, order_id: input.order_id })).toMatchObject(removed)
      await store.reconcile(1)
      expect(await charge(input)).toMatchObject(removed)
      expect(await mitCalls()).toEqual([])
    })

    it("when it is removed between being written down and being sent", async () => {
      const { account, card } = await subscriber()
      const renewal = await store.shopperWith(account).fillCart()
      // Completing the cart also removes the card, just before the charge.
      await store.db.raw(`create or replace function remove_cards() returns trigger as $$
        begin update xpay_saved_card set state = 'removing', removed_at = now(); return new; end $$ language plpgsql`)
      await store.db.raw(
        `create trigger remove_cards after insert on "order" for each row execute function remove_cards()`
      )
      const result = await charge({ saved_card_id: card, cart_id: renewal.cartId })
      expect(result).toMatchObject({ status: "not_charged", reason: "card_removed" })
      expect(await mitCalls()).toEqual([])
      await store.db.raw(`drop trigger remove_cards on "order"`)
    })

    it("when it was deactivated in XPay's back office: then it goes here too", async () => {
      const { account, card } = await subscriber()
      const [{ contract_id: contract }] = await store.db("xpay_saved_card")
      const url = `${store.simulator.apiUrl}/contracts/${contract as string}/deactivation`
      const headers = {
        "x-api-key": "c0ffee00-aaaa-4bbb-8ccc-000000000001",
        "correlation-id": "a",
        "content-type": "application/json",
      }
      expect((await fetch(url, { method: "POST", headers, body: "[]" })).status).toBe(200)
      expect(await charge({ saved_card_id: card, order_id: await openOrder() })).toMatchObject({
        status: "not_charged",
        reason: "card_removed",
      })
      expect(await account.savedCards()).toEqual([])
      await store.reconcile(1)
      expect((await store.db("xpay_saved_card"))[0].state).toBe("removed")
    })

    it("when its owner is gone, even if nobody told us", async () => {
      const { account, card } = await subscriber()
      const orderId = await openOrder()
      await store.container().resolve(Modules.CUSTOMER).softDeleteCustomers([account.id])
      expect(await charge({ saved_card_id: card, order_id: orderId })).toMatchObject({
        status: "not_charged",
        reason: "card_removed",
      })
      expect((await store.db("xpay_saved_card"))[0].state).toBe("removed")
      expect(await mitCalls()).toEqual([])
    })

    it("when it is kept for payments that its owner confirms", async () => {
      const account = await store.account()
      const shopper = await store.shopperWith(account).readyToPay()
      await shopper.pay(OK_CARD, "succeeds", { save_card: true })
      const [card] = await account.savedCards()
      const orderId = await openOrder()
      await expect(charge({ saved_card_id: card!.id, order_id: orderId })).rejects.toMatchObject(
        saying(/its owner confirms/)
      )
      expect(await charge({ customer_id: account.id, order_id: orderId })).toMatchObject({
        status: "not_charged",
        reason: "card_removed",
      })
    })

    it("for somebody else's order or cart, nor in somebody else's name", async () => {
      const { account, card } = await subscriber("pp_xpay_automatic", "anna.verdi@example.com")
      const luca = await store.account("luca.bianchi@example.com")
      const lucas = await store.shopperWith(luca).fillCart()
      const orderId = await openOrder()
      await expect(charge({ saved_card_id: card, order_id: orderId })).rejects.toMatchObject(
        saying(/has no such order/)
      )
      await expect(charge({ saved_card_id: card, cart_id: lucas.cartId })).rejects.toMatchObject(
        saying(/has no such cart/)
      )
      const inLucasName = charge({ saved_card_id: card, customer_id: luca.id, cart_id: lucas.cartId })
      await expect(inLucasName).rejects.toMatchObject(saying(/no such saved card/))
      await expect(charge({ saved_card_id: "xpcard_01NONE", order_id: orderId })).rejects.toMatchObject(
        saying(/no such saved card/)
      )
      expect(await account.savedCards()).toMatchObject([{ id: card }])
      expect(await mitCalls()).toEqual([])
    })

    it("for more than is outstanding, for a canceled order, or without saying what for", async () => {
      const { card } = await subscriber()
      const orderId = await openOrder()
      const base = { saved_card_id: card, order_id: orderId }
      await expect(charge({ ...base, amount: 20 })).rejects.toMatchObject(
        saying(/Only €19.99 is outstanding/)
      )
      for (const wrong of [
        { saved_card_id: card },
        { ...base, cart_id: "cart_1" },
        { order_id: orderId },
        { ...base, amount: -1 },
        { ...base, idempotency_key: "" },
        { saved_card_id: card, cart_id: "cart_1", amount: 1 },
      ]) {
        await expect(charge(wrong)).rejects.toMatchObject(saying(/The charge cannot be made/))
      }
      expectOk(await clerk().cancelOrder(orderId))
      await expect(charge(base)).rejects.toMatchObject(saying(/canceled/))
      expect(await mitCalls()).toEqual([])
    })

    it("by a shopper: no route leads there", async () => {
      const { account, card } = await subscriber()
      const shopper = await store.shopperWith(account).readyToPay({}, "pp_xpay_automatic")
      const complete = await shopper.complete()
      expect(complete.body.type).toBe("cart")
      const used = await shopper.useSavedCard(card)
      expect(used.status).toBe(422)
      expect(await mitCalls()).toEqual([])
    })
  })

  it("does not stand in the way of shoppers: charges are no tries to test cards", async () => {
    const { card } = await subscriber()
    for (let n = 0; n < 3; n++) {
      await charge({ saved_card_id: card, order_id: await openOrder(), idempotency_key: String(n) })
    }
    const tries = await store.db("xpay_attempt").where({ channel: "card" }).count()
    expect(Number(tries[0]!["count"])).toBe(1)
    const shopper = await store.shopper().readyToPay({}, "pp_xpay_automatic")
    expect((await shopper.pay(OTHER_OK_CARD)).outcome).toBe("paid")
  })
})
