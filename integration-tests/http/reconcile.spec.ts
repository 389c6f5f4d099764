import { randomUUID } from "node:crypto"
import type { IOrderModuleService } from "@medusajs/framework/types"
import { generateEntityId, Modules } from "@medusajs/framework/utils"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { itWhile } from "../harness/flipped"
import { expectOk, type Shopper } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { asOperationId } from "../../src/domain/ids"
import { CHECKS_BEFORE_INCIDENT } from "../../src/domain/next-check"
import { newOrderId } from "../../src/domain/order-id"
import { Journal } from "../../src/modules/xpay/journal/journal"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import { paymentFact } from "../../src/modules/xpay/incident-facts"
import { incidentsOf } from "../../src/use-cases/engine-for"
import { reconcile } from "../../src/use-cases/reconciliation/reconcile"
import { unseenPayments } from "./support/unseen-payments"

const REFUSES_LAPSED = "A lapsed authorization is neither captured nor voided."

xpaySuite("reconcile", (store) => {
  const { cardOrder, payUnseen, kinds, writeRefund } = unseenPayments(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const theOrder = async () => (await sim().ledger()).orders[0]!

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

    it("is abandoned when XPay never made it, and voided should it appear later", async () => {
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
      await incidentsOf(store.container()).raise(attempt, "unrecognised", paymentFact(attempt))
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
      // Leaves what Medusa's capture leaves if it counts every row of that moment, including one that is refused right
      // after.
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
        expect(taken(await five(() => journal.transition(id, from, to)))).toBe(1)
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
        // It is to be reversed, and its amount is no number of cents.
        state: "authorized",
        abandon_requested_at: new Date(0),
        currency_code: "EUR",
        amount: "0.5",
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
        {
          kind: "reconciliation_failing",
          detail: { cause: { words: expect.stringContaining("0.5") } },
          resolved_at: null,
        },
      ])
      await store
        .db("xpay_attempt")
        .where({ id: "xpatt_bad" })
        .update({ amount: "1", state: "authorizing", abandon_requested_at: null, next_check_at: new Date(0) })
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
