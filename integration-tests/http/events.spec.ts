import type { IEventBusModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { chargeSavedCardWorkflow, type XPayEventName, type XPayPaymentEvent } from "../../src/workflows"
import { deliverEvents } from "../../src/modules/xpay/event-delivery"
import { Outbox } from "../../src/modules/xpay/outbox"
import { deliveryOf } from "../../src/use-cases/engine-for"
import { walkHostedPage } from "../harness/browser-walk"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { readsCatchUp } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const DUE = 19.99

xpaySuite("events", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const bus = () => store.container().resolve<IEventBusModuleService>(Modules.EVENT_BUS)

  /** Events received by any subscriber of Medusa's event bus, oldest first. */
  const heard = () =>
    store.recorder
      .all()
      .filter(({ where }) => where.startsWith("event xpay."))
      .map(({ text }) => JSON.parse(text) as { name: XPayEventName; data: XPayPaymentEvent })
  const names = () => heard().map(({ name }) => name)
  const hears = async (...wanted: XPayEventName[]) =>
    await eventually(() => {
      expect(names()).toEqual(wanted)
      return Promise.resolve()
    })

  async function cardOrder(provider = "pp_xpay_xpay"): Promise<string> {
    const { orderId } = await (await store.shopper().readyToPay({}, provider)).pay(OK_CARD)
    return orderId!
  }

  async function attemptOf(orderId: string): Promise<string> {
    return ((await store.db("xpay_attempt").where({ order_id: orderId }).first("id")) as { id: string }).id
  }

  async function openLink(): Promise<{ id: string; draftId: string; url: string }> {
    const draft = await staff().draftOrder()
    const { payment } = expectOk(await staff().makeLink(draft.id, DUE))
    return { id: payment.id, draftId: draft.id, url: payment.link?.url ?? "" }
  }

  describe("each thing that happens to a payment is told of once", () => {
    it("a card: authorized, captured in part, refunded in part, with all that names it and no card data", async () => {
      const orderId = await cardOrder()
      expectOk(await clerk().capture(orderId, 20))
      expectOk(await clerk().refund(orderId, 5.5))
      await hears("xpay.payment.authorized", "xpay.payment.captured", "xpay.payment.refunded")
      const [attempt] = await store.db("xpay_attempt")
      const payment = {
        version: 1,
        id: expect.stringMatching(/^xpevt_/),
        occurred_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        payment_id: attempt.id,
        provider_id: "pp_xpay_xpay",
        xpay_order_id: attempt.xpay_order_id,
        channel: "card",
        method: null,
        currency_code: "eur",
        reason: null,
        payment_session_id: attempt.payment_session_id,
        payment_collection_id: attempt.payment_collection_id,
        customer_id: attempt.customer_id,
        cart_id: attempt.cart_id,
        order_id: orderId,
      }
      expect(heard().map(({ data }) => data)).toEqual([
        { ...payment, amount: 24.99 },
        { ...payment, amount: 20 },
        { ...payment, amount: 5.5 },
      ])
      expect(new Set(heard().map(({ data }) => data.id)).size).toBe(3)
    })

    it("a card that is captured at once: captured, and not authorized besides", async () => {
      await cardOrder("pp_xpay_automatic")
      await hears("xpay.payment.captured")
    })

    it("a capture that is canceled, then the void of the hold", async () => {
      const orderId = await cardOrder()
      expectOk(await clerk().capture(orderId))
      expectOk(await staff().move(await attemptOf(orderId), "cancel-capture"))
      await hears(
        "xpay.payment.authorized",
        "xpay.payment.captured",
        "xpay.payment.capture_canceled",
        "xpay.payment.voided"
      )
    })

    it("a card that is declined, with the reason", async () => {
      await (await store.shopper().readyToPay()).pay(KO_CARD)
      await hears("xpay.payment.declined")
      expect(heard()[0]!.data).toMatchObject({ amount: 24.99, reason: expect.stringMatching(/./) })
    })

    it("a slow method: awaited once, however often XPay is asked, then captured", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")
      const { orderId } = await shopper.payOnPage("MYBANK", "leave-pending")
      await store.reconcile(2)
      await store.reconcile(2)
      await hears("xpay.payment.awaiting")
      expect(heard()[0]!.data).toMatchObject({ channel: "hosted", method: "MYBANK", order_id: orderId })
      await sim().conclude({ orderId: (await sim().ledger()).orders[0]!.orderId })
      await store.reconcile(2)
      await hears("xpay.payment.awaiting", "xpay.payment.captured")
    })

    it("a refund in the XPay back office, found by the job", async () => {
      const orderId = await cardOrder("pp_xpay_automatic")
      await sim().setSwitches({ portalOperationsInOrder: true })
      await sim().actInOffice({
        orderId: (await sim().ledger()).orders[0]!.orderId,
        verb: "refund",
        amount: 300,
      })
      await readsCatchUp()
      expectOk(await staff().move(await attemptOf(orderId), "sync"))
      await hears("xpay.payment.captured", "xpay.payment.refunded")
      expect(heard()[1]!.data.amount).toBe(3)
    })

    it("a payment link that is paid, and one that runs out", async () => {
      const paid = await openLink()
      await walkHostedPage(paid.url, "CARDS", "pay")
      await eventually(async () => expect((await clerk().order(paid.draftId)).status).toBe("pending"))
      await eventually(() => {
        expect(names().sort()).toEqual(["xpay.link.paid", "xpay.payment.authorized"])
        return Promise.resolve()
      })
      expect(heard()[0]!.data).toMatchObject({ channel: "link", order_id: paid.draftId, amount: DUE })
      store.recorder.clear()
      const unpaid = await openLink()
      await store
        .db("xpay_attempt")
        .where({ id: unpaid.id })
        .update({ deadline_at: new Date(0) })
      await store.reconcile(1)
      await hears("xpay.link.expired")
    })

    it("a saved card that the shop charges and that is declined", async () => {
      const account = await store.account("anna@example.com")
      const shopper = await store.shopperWith(account).readyToPay({}, "pp_xpay_automatic")
      await shopper.pay(OK_CARD, "succeeds", { save_card: { for: "later_charges" } })
      const [card] = await account.savedCards()
      const draft = await staff().draftOrder({ email: "anna@example.com" })
      expectOk(await store.admin().post(`/admin/draft-orders/${draft.id}/convert-to-order`))
      await sim().addOutcome({ moment: "mit", result: "DECLINED", declineCode: "116" })
      await chargeSavedCardWorkflow(store.container()).run({
        input: { idempotency_key: "november", saved_card_id: card!.id, order_id: draft.id },
      })
      await hears("xpay.payment.captured", "xpay.charge.declined")
      expect(heard()[1]!.data).toMatchObject({
        channel: "mit",
        amount: DUE,
        order_id: draft.id,
        reason: "insufficient_funds",
      })
    })

    it("an incident: raised once, however often it is found, and resolved", async () => {
      const orderId = await cardOrder()
      await store.db("xpay_attempt").update({ deadline_at: store.db.raw("now() + interval '20 hours'") })
      await store.reconcile()
      await store.reconcile()
      await hears("xpay.payment.authorized", "xpay.incident.raised")
      expect(heard()[1]!.data).toEqual({
        version: 1,
        id: expect.stringMatching(/^xpevt_/),
        occurred_at: expect.any(String),
        incident_id: expect.stringMatching(/^xpinc_/),
        kind: "capture_deadline",
        payment_id: await attemptOf(orderId),
        provider_id: "pp_xpay_xpay",
        order_id: orderId,
        cart_id: expect.stringMatching(/^cart_/),
      })
      expectOk(await clerk().capture(orderId))
      await store.reconcile()
      expect(names().slice(2).sort()).toEqual(["xpay.incident.resolved", "xpay.payment.captured"])
    })
  })

  describe("the delivery", () => {
    afterEach(() => jest.restoreAllMocks())

    /** Simulates an unreachable event bus, for example Redis. */
    const busIsDown = () => {
      const emit = bus().emit.bind(bus())
      return jest.spyOn(bus(), "emit").mockImplementation(async (events, options) => {
        if ([events].flat().some(({ name }) => name.startsWith("xpay."))) {
          throw new Error("connect ECONNREFUSED")
        }
        await emit(events, options)
      })
    }

    it("waits for an event bus that is down, stops no payment, and goes on with the next run of the job", async () => {
      const down = busIsDown()
      const orderId = await cardOrder()
      expectOk(await clerk().capture(orderId))
      expect(names()).toEqual([])
      down.mockRestore()
      await store.reconcile(1)
      await hears("xpay.payment.authorized", "xpay.payment.captured")
    })

    it("gives each event to one process, of several that deliver at once", async () => {
      const down = busIsDown()
      const orderId = await cardOrder()
      expectOk(await clerk().capture(orderId))
      expectOk(await clerk().refund(orderId, 1))
      expectOk(await clerk().refund(orderId, 2))
      await eventually(async () =>
        expect(await store.db("xpay_event").whereNotNull("leased_until")).toEqual([])
      )
      down.mockRestore()
      const several = () =>
        Promise.all(Array.from({ length: 8 }, () => deliverEvents(deliveryOf(store.container()))))
      // Another process locks them now, so that all eight read at the same time.
      const other = await store.db.transaction()
      await other("xpay_event").forUpdate().select("id")
      const delivered = several()
      await new Promise((resolve) => setTimeout(resolve, 500))
      await other.commit()
      await delivered
      await several()
      await eventually(() => {
        expect(names().sort()).toEqual([
          "xpay.payment.authorized",
          "xpay.payment.captured",
          "xpay.payment.refunded",
          "xpay.payment.refunded",
        ])
        return Promise.resolve()
      })
    })

    it("repeats an event under its id when the process died before it was noted as emitted", async () => {
      await cardOrder()
      await hears("xpay.payment.authorized")
      await eventually(async () => expect(await store.db("xpay_event").whereNull("delivered_at")).toEqual([]))
      // The state after a process dies between the two.
      await store.db("xpay_event").update({ delivered_at: null })
      await new Outbox(store.db).lease(10)
      await store.reconcile(1)
      expect(names()).toHaveLength(1)
      await store.db("xpay_event").update({ leased_until: store.db.raw("now() - interval '1 second'") })
      await store.reconcile(1)
      await hears("xpay.payment.authorized", "xpay.payment.authorized")
      const [first, second] = heard()
      expect(second!.data).toEqual(first!.data)
    })

    it("is emitted once by a bus that takes long to say that it has it, as a Redis client without a connection", async () => {
      const emit = bus().emit.bind(bus())
      let reconnect = () => undefined as unknown
      const connected = new Promise<void>((resolve) => (reconnect = resolve))
      const slow = jest.spyOn(bus(), "emit").mockImplementation(async (events, options) => {
        if ([events].flat().some(({ name }) => name.startsWith("xpay."))) {
          await connected
        }
        await emit(events, options)
      })
      await cardOrder()
      await eventually(
        async () =>
          expect(
            await store.db("xpay_event").whereRaw("leased_until > now() + interval '2 minutes'")
          ).toHaveLength(1),
        15_000
      )
      slow.mockRestore()
      await store.letPass(2)
      await store.reconcile(1)
      expect(names()).toEqual([])
      reconnect()
      await hears("xpay.payment.authorized")
      await eventually(async () => expect(await store.db("xpay_event").whereNull("delivered_at")).toEqual([]))
    })

    it("keeps no event from being emitted because of others that cannot be described", async () => {
      const down = busIsDown()
      await cardOrder()
      await eventually(async () =>
        expect(await store.db("xpay_event").whereNotNull("leased_until")).toEqual([])
      )
      const [attempt] = await store.db("xpay_attempt")
      const older = { name: "xpay.payment.authorized", created_at: new Date(0) }
      const ids = Array.from({ length: 60 }, (_, index) => `xpevt_gone_${index}`)
      await store.db("xpay_event").insert(ids.map((id) => ({ ...older, id, attempt_id: "xpatt_gone" })))
      await store.db("xpay_attempt").insert({
        ...attempt,
        ...{ id: "xpatt_odd", xpay_order_id: "odd", currency_code: "XTS", state: "failed" },
        ...{
          return_token_hash: null,
          security_token_hashes: null,
          three_ds: null,
          calls: null,
          next_check_at: null,
          payment_session_id: null,
        },
      })
      await store.db("xpay_event").insert({ ...older, id: "xpevt_odd", attempt_id: "xpatt_odd" })
      down.mockRestore()
      await deliverEvents(deliveryOf(store.container()))
      await hears("xpay.payment.authorized")
      expect(await store.db("xpay_event").whereNull("delivered_at")).toEqual([])
      await store
        .db("xpay_event")
        .whereIn("id", [...ids, "xpevt_odd"])
        .delete()
      await store.db("xpay_attempt").where({ id: "xpatt_odd" }).delete()
    })

    it("is not there without the step it tells of, nor the step without it", async () => {
      await store.db.raw(`create function no_events() returns trigger language plpgsql
        as $$ begin raise exception 'the disk is full'; end $$`)
      await store.db.raw(
        `create trigger no_events before insert on xpay_event for each row execute function no_events()`
      )
      const shopper = await store.shopper().readyToPay()
      await shopper.pay(OK_CARD)
      expect(await store.db("xpay_attempt").select("state")).toEqual([{ state: "authorizing" }])
      await store.db.raw("drop function no_events() cascade")
      await store.reconcile(2)
      expect(await shopper.payment()).toMatchObject({ status: "paid" })
      await hears("xpay.payment.authorized")
    })
  })
})
