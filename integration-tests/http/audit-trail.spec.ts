import { randomUUID } from "node:crypto"
import { Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { Incidents } from "../../src/modules/xpay/incidents"
import { paymentFact } from "../../src/modules/xpay/incident-facts"
import { chargeSavedCardWorkflow } from "../../src/workflows"
import { adminTokenOf } from "../harness/admin-token"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { Http } from "../harness/http"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

interface Entry {
  action: string
  origin: string
  actor_id: string | null
  actor_email: string | null
  attempt_id: string | null
  order_id: string | null
  amount: string | null
  reason: string | null
  outcome: string
  detail: string | null
  concluded_at: Date | null
}

interface Timeline {
  timeline: {
    kind: string
    action: string | null
    actor: string | null
    outcome: string | null
    amount: number | null
    text: string | null
  }[]
}

xpaySuite("audit-trail", (store) => {
  let maria: { id: string; http: Http }
  const sim = () => store.simulator.control
  const staff = () => new Staff(maria.http, store.store)
  const clerk = () => new Clerk(maria.http)
  const entries = async () => (await store.db("xpay_audit_entry").orderBy("created_at")) as Entry[]
  const last = async () => (await entries()).at(-1)

  beforeAll(async () => {
    const user = await store
      .container()
      .resolve(Modules.USER)
      .createUsers({ email: "maria@shop.example", first_name: "Maria", last_name: "Bianchi" })
    const token = adminTokenOf(store.container(), user.id)
    const http = new Http(
      () => store.url,
      store.recorder,
      () => ({ authorization: `Bearer ${token}` })
    )
    maria = { id: user.id, http }
  })

  beforeEach(async () => {
    await store.db("xpay_audit_entry").del()
  })

  async function held() {
    const { orderId = "" } = await (await store.shopper().readyToPay()).pay(OK_CARD)
    const { id } = (await store.db("xpay_attempt").where({ order_id: orderId }).first()) as { id: string }
    return { id, orderId }
  }

  const actions = async (id: string) =>
    expectOk(
      await maria.http.get<{ payment: Timeline }>(`/admin/xpay/payments/${id}`)
    ).payment.timeline.filter(({ kind }) => kind === "action")

  describe("the audit trail", () => {
    it("says who captured and refunded, how much, why, and that it was done", async () => {
      const { id, orderId } = await held()
      expectOk(await staff().move(id, "capture", { amount: 20 }))
      expectOk(await staff().move(id, "refund", { amount: 2.5, note: "Broken handle" }))
      const by = { origin: "dashboard", actor_id: maria.id, actor_email: "maria@shop.example" }
      const about = { attempt_id: id, order_id: orderId, outcome: "done", concluded_at: expect.any(Date) }
      expect(await entries()).toMatchObject([
        { action: "capture", amount: "20", reason: null, ...by, ...about },
        { action: "refund", amount: "2.5", reason: "Broken handle", ...by, ...about },
      ])
      expect(await actions(id)).toMatchObject([
        { action: "capture", actor: "Maria Bianchi", outcome: "done", amount: 20, text: null },
        { action: "refund", actor: "Maria Bianchi", outcome: "done", amount: 2.5, text: "Broken handle" },
      ])
    })

    it("says who voided and who canceled a capture, and why", async () => {
      const { id } = await held()
      expectOk(await staff().move(id, "void", { reason: "Customer changed their mind" }))
      expect(await last()).toMatchObject({
        action: "void",
        amount: "24.99",
        reason: "Customer changed their mind",
        outcome: "done",
      })
      const other = await held()
      expectOk(await staff().move(other.id, "capture", { amount: 10 }))
      expectOk(await staff().move(other.id, "cancel-capture", { reason: "Wrong order" }))
      expect(await last()).toMatchObject({
        action: "cancel_capture",
        amount: "10.00",
        reason: "Wrong order",
        outcome: "done",
        actor_id: maria.id,
      })
    })

    it("keeps what was refused, with the reason, and what is not known yet", async () => {
      const { id } = await held()
      expect((await staff().move(id, "refund", { amount: 1 })).status).toBe(409)
      expect(await last()).toMatchObject({
        action: "refund",
        outcome: "refused",
        detail: expect.stringMatching(/nothing was captured/),
      })
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/captures" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await staff().move(id, "capture", { amount: 24.99 })).status).toBe(500)
      expect(await last()).toMatchObject({ action: "capture", outcome: "unknown" })
      await sim().removeFault(blind.id)
      await store.reconcile()
    })

    it("is written before the money moves: a process that dies leaves what was begun", async () => {
      const { id } = await held()
      await store.db.raw(`
        create function forget_end() returns trigger language plpgsql as $$ begin raise 'gone'; end $$;
        create trigger forget_end before update on xpay_audit_entry for each row execute function forget_end()`)
      try {
        expectOk(await staff().move(id, "void"))
      } finally {
        await store.db.raw("drop trigger forget_end on xpay_audit_entry; drop function forget_end()")
      }
      expect(await last()).toMatchObject({ action: "void", outcome: "started", concluded_at: null })
    })

    it("no money moves that it cannot say who moved", async () => {
      const { id } = await held()
      await store.db.raw("alter table xpay_audit_entry rename to xpay_audit_entry_gone")
      try {
        expect((await staff().move(id, "void")).status).toBe(500)
      } finally {
        await store.db.raw("alter table xpay_audit_entry_gone rename to xpay_audit_entry")
      }
      expect((await sim().ledger()).liveHolds).toHaveLength(1)
    })

    it("knows who used Medusa's own buttons: capture, refund, cancel", async () => {
      const { id, orderId } = await held()
      expectOk(await clerk().capture(orderId, 20))
      expectOk(await clerk().refund(orderId, 3))
      const by = { origin: "medusa", actor_id: maria.id, attempt_id: id, outcome: "done" }
      expect(await entries()).toMatchObject([
        { action: "capture", amount: "20.00", ...by },
        { action: "refund", amount: "3.00", ...by },
      ])
      const other = await held()
      expectOk(await clerk().cancelOrder(other.orderId))
      expect(await last()).toMatchObject({ ...by, action: "void", amount: "24.99", attempt_id: other.id })
      expect(await actions(id)).toMatchObject([{ actor: "Maria Bianchi" }, { actor: "Maria Bianchi" }])
    })

    it("names a secret API key that moves money through Medusa's own routes", async () => {
      const { api_key: key } = expectOk(
        await store.admin().post<{ api_key: { id: string; token: string } }>("/admin/api-keys", {
          title: "bot",
          type: "secret",
        })
      )
      const basic = { authorization: `Basic ${Buffer.from(`${key.token}:`).toString("base64")}` }
      const bot = new Http(
        () => store.url,
        store.recorder,
        () => basic
      )
      const { orderId } = await held()
      expectOk(await new Clerk(bot).capture(orderId))
      expect(await last()).toMatchObject({
        action: "capture",
        origin: "medusa",
        actor_id: key.id,
        actor_type: "api-key",
      })
    })

    it("records who keyed a MOTO payment, why, and its outcome", async () => {
      const draft = await staff().draftOrder()
      const body = (reason: string) => ({ amount: draft.total, reason, request_key: randomUUID() })
      expectOk(await staff().takeCard(draft.id, { ...body("call at ten"), card: KO_CARD }))
      expect(await last()).toMatchObject({ action: "take_moto_payment", outcome: "refused" })
      const { payment } = expectOk(
        await staff().takeCard(draft.id, { ...body("call at noon"), card: OK_CARD })
      )
      expect(await last()).toMatchObject({
        action: "take_moto_payment",
        origin: "dashboard",
        actor_id: maria.id,
        attempt_id: payment.id,
        order_id: draft.id,
        amount: String(draft.total),
        reason: "call at noon",
        outcome: "done",
      })
      expect(await actions(payment.id)).toMatchObject([
        { action: "take_moto_payment", actor: "Maria Bianchi", text: "call at noon" },
      ])
      for (const hidden of [
        body(`card ${OK_CARD.number}`),
        { ...body("by phone"), amount: Number(OK_CARD.number) },
      ]) {
        expect(await staff().takeCard(draft.id, { ...hidden, card: OK_CARD })).toMatchObject({
          status: 400,
          body: { code: "card_in_wrong_field" },
        })
      }
    })

    it("says who made, sent, renewed and canceled a payment link", async () => {
      const draft = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(draft.id, draft.total))
      expectOk(await staff().changeLink(payment.id, "send", { to: "anna@example.com" }))
      expectOk(await staff().changeLink(payment.id, "renew"))
      expectOk(await staff().changeLink(payment.id, "cancel"))
      expect((await staff().changeLink(payment.id, "send", { to: "anna@example.com" })).status).toBe(409)
      const by = { actor_id: maria.id, attempt_id: payment.id, order_id: draft.id }
      expect(await entries()).toMatchObject([
        { ...by, action: "create_link", outcome: "done" },
        { ...by, action: "send_link", outcome: "done" },
        { ...by, action: "renew_link", outcome: "done" },
        { ...by, action: "cancel_link", outcome: "done" },
        { ...by, action: "send_link", outcome: "refused" },
      ])
    })

    it("says who had XPay asked, and who resolved an incident", async () => {
      const { id } = await held()
      expectOk(await staff().move(id, "sync"))
      expect(await last()).toMatchObject({ action: "sync", actor_id: maria.id, outcome: "done" })
      const attempt = await store.db("xpay_attempt").where({ id }).first()
      await new Incidents(store.db).raise(attempt, "void_failing", paymentFact(attempt))
      const incident = await store.db("xpay_incident").where({ attempt_id: id }).first()
      expectOk(await maria.http.post(`/admin/xpay/incidents/${incident.id}/resolve`, {}))
      expect(await last()).toMatchObject({
        action: "resolve_incident",
        actor_id: maria.id,
        attempt_id: id,
        outcome: "done",
      })
      expectOk(await maria.http.post(`/admin/xpay/incidents/${incident.id}/resolve`, {}))
      expect((await entries()).filter(({ action }) => action === "resolve_incident")).toHaveLength(1)
    })

    it("says that nobody knows, when XPay was asked and did not answer", async () => {
      const { id } = await held()
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expectOk(await staff().move(id, "sync"))
      expect(await last()).toMatchObject({ action: "sync", outcome: "unknown" })
      await sim().removeFault(blind.id)
      expectOk(await staff().move(id, "sync"))
      expect(await last()).toMatchObject({ action: "sync", outcome: "done" })
    })

    async function openLink() {
      const draft = await staff().draftOrder()
      expectOk(await store.admin().post(`/admin/draft-orders/${draft.id}/convert-to-order`))
      const { payment } = expectOk(await staff().makeLink(draft.id, draft.total))
      await store.db("xpay_audit_entry").del()
      return { id: payment.id, orderId: draft.id }
    }

    it("says whose cancellation of an order closed its payment link, or that it was the system", async () => {
      const link = await openLink()
      expectOk(await clerk().cancelOrder(link.orderId))
      const closed = { action: "cancel_link", outcome: "done" }
      const by = { origin: "medusa", actor_id: maria.id }
      await eventually(async () =>
        expect(await entries()).toMatchObject([{ ...closed, ...by, attempt_id: link.id }])
      )
      const other = await openLink()
      await cancelOrderWorkflow(store.container()).run({ input: { order_id: other.orderId } })
      const system = { origin: "program", actor_id: null, actor_type: "system" }
      await eventually(async () =>
        expect(await entries()).toMatchObject([
          { ...closed, ...system, attempt_id: other.id, order_id: other.orderId },
        ])
      )
    })

    it("says who had Medusa drop the session of a link or of a hold", async () => {
      const replace = async (id: string) => {
        const attempt = (await store.db("xpay_attempt").where({ id }).first()) as Record<string, string>
        const sessions = `/admin/payment-collections/${attempt["payment_collection_id"] ?? ""}/payment-sessions`
        expectOk(await maria.http.post(sessions, { provider_id: "pp_xpay_xpay" }))
      }
      const by = { origin: "medusa", actor_id: maria.id, outcome: "done" }
      const link = await openLink()
      await replace(link.id)
      expect(await entries()).toMatchObject([{ ...by, action: "cancel_link", attempt_id: link.id }])
      const { id } = await held()
      // As after a cancellation that XPay did not confirm.
      await store.db("payment").whereNull("captured_at").update({ canceled_at: new Date() })
      await replace(id)
      expect(await last()).toMatchObject({ ...by, action: "void", attempt_id: id, amount: "24.99" })
    })

    it("says in whose name a program charged a saved card", async () => {
      const account = await store.account()
      const shopper = await store.shopperWith(account).readyToPay({}, "pp_xpay_automatic")
      await shopper.pay(OK_CARD, "succeeds", { save_card: { for: "later_charges" } })
      const draft = await staff().draftOrder()
      expectOk(await store.admin().post(`/admin/draft-orders/${draft.id}/convert-to-order`))
      const { result } = await chargeSavedCardWorkflow(store.container()).run({
        input: {
          customer_id: account.id,
          order_id: draft.id,
          idempotency_key: "audit-1",
          charged_by: maria.id,
          reason: "Renewal of November",
        },
      })
      expect(await last()).toMatchObject({
        action: "charge_saved_card",
        origin: "program",
        actor_id: maria.id,
        attempt_id: result.attempt_id,
        order_id: draft.id,
        reason: "Renewal of November",
        outcome: "done",
      })
    })

    it("is not filled by what the plugin does by itself", async () => {
      await held()
      const shopper = await store.shopper().readyToPay({}, "pp_xpay_automatic")
      await shopper.pay(OK_CARD)
      await store.reconcile()
      expect(await entries()).toEqual([])
    })
  })
})
