import { Clerk } from "../harness/clerk"
import { xpaySuite } from "../harness/xpay-suite"
import { subscribers } from "./support/subscribers"

const MIT = "/orders/mit"

xpaySuite("charge-keys", (store) => {
  const { subscriber, openOrder, charge, taken } = subscribers(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const mitCalls = async () => await sim().calls({ path: MIT })
  const mitOrders = async () => (await sim().ledger()).orders.filter(({ origin }) => origin === "mit")

  /** Medusa's workflows rethrow the errors of their steps as plain objects. */
  const saying = (message: RegExp) => ({ message: expect.stringMatching(message) as unknown })

  describe("one key is one charge", () => {
    it("however often and however fast it is asked for", async () => {
      const { card } = await subscriber()
      const input = { saved_card_id: card, order_id: await openOrder() }
      const results = await Promise.all([charge(input), charge(input), charge(input)])
      results.push(await charge(input))
      expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1)
      expect(results[0]).toMatchObject({ status: "charged" })
      expect(await taken()).toEqual([1999])
    })

    it("also when it was declined", async () => {
      const { card } = await subscriber()
      const input = { saved_card_id: card, order_id: await openOrder() }
      await sim().addOutcome({ moment: "mit", result: "DECLINED", declineCode: "116" })
      const first = await charge(input)
      expect(first).toEqual({
        status: "not_charged",
        reason: "insufficient_funds",
        retry: "other_card",
        message: expect.stringMatching(/./),
        attempt_id: expect.stringMatching(/^xpatt_/),
      })
      expect(await charge(input)).toEqual(first)
      expect((await mitCalls()).length).toBe(1)
      // Another key is another attempt.
      expect(await charge({ ...input, idempotency_key: "2" })).toMatchObject({ status: "charged" })
    })

    it("although Medusa could not book it at once: charged is what it says, and the job books it", async () => {
      const { card } = await subscriber()
      const orderId = await openOrder()
      const input = { saved_card_id: card, order_id: orderId }
      await store.db.raw(`create or replace function no_payments() returns trigger as $$
        begin raise exception 'the disk is full'; end $$ language plpgsql`)
      await store.db.raw(
        `create trigger no_payments before insert on payment for each row execute function no_payments()`
      )
      const result = await charge(input)
      await store.db.raw("drop trigger no_payments on payment")
      expect(result).toMatchObject({ status: "charged", payment_id: null })
      await store.reconcile(2)
      expect((await clerk().order(orderId)).payment_status).toBe("captured")
      expect(await charge(input)).toMatchObject({
        status: "charged",
        payment_id: expect.stringMatching(/^pay_/),
      })
      expect(await taken()).toEqual([1999])
    })

    it("and of one thing: it cannot be used for another order, card or amount", async () => {
      const { card } = await subscriber()
      const orderId = await openOrder()
      await charge({ saved_card_id: card, order_id: orderId })
      await expect(charge({ saved_card_id: card, order_id: orderId, amount: 5 })).rejects.toMatchObject(
        saying(/used for another charge/)
      )
      const other = charge({ saved_card_id: card, order_id: await openOrder() })
      await expect(other).rejects.toMatchObject(saying(/used for another charge/))
      expect(await taken()).toEqual([1999])
    })

    it.each(["execute-then-stall", "reset-after", "half-body"] as const)(
      "when XPay made it and its answer was lost (%s)",
      async (kind) => {
        const { card } = await subscriber()
        const input = { saved_card_id: card, order_id: await openOrder() }
        await sim().addFault({ kind, path: MIT })
        expect(await charge(input)).toMatchObject({ status: "charged", captured: true })
        expect(await charge(input)).toMatchObject({ status: "charged" })
        expect([(await mitCalls()).length, await taken()]).toEqual([1, [1999]])
      }
    )

    it("when XPay cannot be asked either: unknown, until the job has heard", async () => {
      const { card } = await subscriber()
      const orderId = await openOrder()
      const input = { saved_card_id: card, order_id: orderId }
      await sim().addFault({ kind: "reset-after", path: MIT })
      await sim().addFault({ kind: "status", status: 503, method: "GET", path: "/orders/*", times: "always" })
      expect(await charge(input)).toMatchObject({ status: "unknown", order_id: orderId, amount: "19.99" })
      expect(await charge(input)).toMatchObject({ status: "unknown" })
      // Another key does not repeat a charge that may have been executed.
      await expect(charge({ ...input, idempotency_key: "2" })).rejects.toMatchObject(
        saying(/in progress|in doubt/)
      )
      await sim().clearFaults()
      await store.reconcile(1)
      expect((await clerk().order(orderId)).payment_status).toBe("captured")
      expect(await charge(input)).toMatchObject({ status: "charged" })
      expect([(await mitCalls()).length, await taken()]).toEqual([1, [1999]])
    })

    it("is the same for a cart: unknown, then an order by the job", async () => {
      const { account, card } = await subscriber()
      const renewal = await store.shopperWith(account).fillCart()
      const input = { saved_card_id: card, cart_id: renewal.cartId }
      await sim().addFault({ kind: "reset-after", path: MIT })
      await sim().addFault({ kind: "status", status: 503, method: "GET", path: "/orders/*", times: "always" })
      expect(await charge(input)).toMatchObject({ status: "unknown" })
      await expect(charge({ ...input, idempotency_key: "2" })).rejects.toMatchObject(saying(/in doubt/))
      await sim().clearFaults()
      await store.reconcile(1)
      expect(await charge(input)).toMatchObject({
        status: "charged",
        order_id: expect.stringMatching(/^order_/),
      })
      expect(await taken()).toEqual([2499])
    })

    it("is sent once more, under the key it had, when XPay never got it and it is asked for again", async () => {
      const { card } = await subscriber()
      const input = { saved_card_id: card, order_id: await openOrder() }
      await sim().addFault({ kind: "reset-before", path: MIT })
      await sim().addFault({ kind: "status", status: 503, method: "GET", path: "/orders/*", times: "always" })
      expect(await charge(input)).toMatchObject({ status: "unknown" })
      await sim().clearFaults()
      await store.db("xpay_attempt").update({ sent_at: store.db.raw("now() - interval '1 hour'") })
      expect(await charge(input)).toMatchObject({ status: "charged" })
      const calls = await mitCalls()
      expect(calls.length).toBe(2)
      expect(new Set(calls.map(({ idempotencyKeyHash }) => idempotencyKeyHash)).size).toBe(1)
      expect(await taken()).toEqual([1999])
    })

    it("happens once although XPay was only slow, and refuses the repetition", async () => {
      const { card } = await subscriber()
      const input = { saved_card_id: card, order_id: await openOrder() }
      await sim().addFault({ kind: "reset-after", path: MIT })
      await sim().addFault({ kind: "status", status: 503, method: "GET", path: "/orders/*", times: "always" })
      expect(await charge(input)).toMatchObject({ status: "unknown" })
      await sim().clearFaults()
      // XPay shows nothing yet and has forgotten the key: it refuses the known order id.
      await sim().setSwitches({ readLagMs: 60_000, idempotencyRetentionHours: 0 })
      await store.db("xpay_attempt").update({ sent_at: store.db.raw("now() - interval '1 hour'") })
      const repeated = await charge(input)
      expect(repeated.status).not.toBe("charged")
      await sim().setSwitches({ readLagMs: 0 })
      await store.reconcile(30)
      await store.reconcile(30)
      expect((await mitOrders()).length).toBe(1)
    })

    it("given up by the job when XPay does not have it: nothing was charged", async () => {
      const { card } = await subscriber()
      const input = { saved_card_id: card, order_id: await openOrder() }
      await sim().addFault({ kind: "reset-before", path: MIT })
      await sim().addFault({ kind: "status", status: 503, method: "GET", path: "/orders/*", times: "always" })
      expect(await charge(input)).toMatchObject({ status: "unknown" })
      await sim().clearFaults()
      await store.db("xpay_attempt").update({ sent_at: store.db.raw("now() - interval '1 hour'") })
      await store.reconcile(1)
      expect(await charge(input)).toMatchObject({ status: "not_charged", reason: "unavailable" })
      expect(await charge({ ...input, idempotency_key: "2" })).toMatchObject({ status: "charged" })
      expect(await taken()).toEqual([1999])
    })

    it("goes on where a process died before it was sent; left alone, it is given up", async () => {
      const { card } = await subscriber()
      const orderId = await openOrder()
      const input = { saved_card_id: card, order_id: orderId }
      await sim().addOutcome({ moment: "mit", result: "DECLINED" })
      await charge(input)
      await store
        .db("xpay_attempt")
        .where({ channel: "mit" })
        .update({ state: "created", payment_session_id: null })
      await expect(charge({ ...input, idempotency_key: "2" })).rejects.toMatchObject(
        saying(/in progress|in doubt/)
      )
      await store
        .db("xpay_attempt")
        .where({ channel: "mit" })
        .update({
          created_at: store.db.raw("now() - interval '10 minutes'"),
          next_check_at: store.db.fn.now(),
        })
      await store.reconcile(1)
      expect((await store.db("xpay_attempt").where({ channel: "mit" }))[0].state).toBe("abandoned")
    })
  })
})
