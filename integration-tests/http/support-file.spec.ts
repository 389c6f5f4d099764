import type { AttemptId } from "../../src/domain/ids"
import { Incidents } from "../../src/modules/xpay/incidents"
import { noteCall, type CallRecord } from "../../src/modules/xpay/journal/calls"
import { Journal } from "../../src/modules/xpay/journal/journal"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import type { SupportFile } from "../../src/use-cases/staff/views/support-file"
import { FieldsShopper } from "../harness/card-fields"
import { KO_CARD, OK_CARD, UNSEEN_CARD, type TypedCard } from "../harness/cards"
import { Staff } from "../harness/staff"
import type { Answer } from "../harness/http"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const UUID = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/)

/** The payer's details in these tests, and the dashboard user's. */
const PERSONAL = ["Maria", "Rossi", "example.com", "Via Roma", "Milano", "1234567", "anna@shop.example"]

xpaySuite("support-file", (store) => {
  const sim = () => store.simulator.control
  const staff = () => new Staff(store.admin(), store.store)
  const fetchFile = async (id: string) =>
    await store.admin().get<SupportFile>(`/admin/xpay/payments/${id}/support-file`)
  const fileOf = async (id: string) => expectOk(await fetchFile(id))
  const newest = async () =>
    (await store.db("xpay_attempt").orderBy("created_at", "desc").first()) as AttemptRecord

  /** As an administrator at Nexi would read it: the requests, in order. */
  const posts = ({ calls }: SupportFile) =>
    calls.map(({ request }) => request).filter((request) => request.startsWith("POST"))

  async function paidByCard(): Promise<AttemptRecord> {
    await (await store.shopper().readyToPay()).pay(OK_CARD)
    return await newest()
  }

  function expectScrubbed({ text }: Answer<SupportFile>, card: TypedCard): void {
    const secrets = [
      card.number,
      card.number.slice(0, 6),
      card.number.slice(-6),
      (card.number.match(/.{4}/g) ?? []).join(" "),
      card.holder,
      ...store.canaries.filter(({ name }) => name.startsWith("API key")).map(({ secret }) => secret),
      ...PERSONAL,
    ]
    expect(secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()))).toEqual([])
    expect(text).not.toMatch(/cvv|apiKey|securityToken|return_url|payer_ip/i)
  }

  describe("the support file", () => {
    it("of a card payment has its ids, states and times, and every call with our id and XPay's", async () => {
      const attempt = await paidByCard()
      const answer = await fetchFile(attempt.id)
      const file = expectOk(answer)
      expect(Object.keys(file)).toEqual([
        "format",
        "version",
        "made_at",
        "software",
        "terminal",
        "payment",
        "times",
        "movements",
        "calls",
        "notifications",
        "incidents",
        "actions",
      ])
      expect(file).toMatchObject({
        version: 1,
        software: {
          plugin: expect.stringMatching(/^\d+\.\d+\.\d+/),
          medusa: expect.stringMatching(/^2\.\d+\.\d+/),
          node: process.versions.node,
        },
        terminal: {
          name: "xpay",
          provider_id: "pp_xpay_xpay",
          is_configured: true,
          environment: "sandbox",
          is_simulated: true,
          options: { accounting: "explicit", capture: "manual", steps: 3, vault: { kind: "memory" } },
        },
        payment: {
          id: attempt.id,
          xpay_order_id: attempt.xpay_order_id,
          xpay_operation_id: attempt.operation_id,
          medusa: { payment_id: expect.stringMatching(/^pay_/), order_id: attempt.order_id },
          channel: "card",
          state: "authorized",
          amount: "2499",
          currency: "EUR",
          decimals: 2,
          card: { circuit: "VISA", last4: "5006" },
          authorization_code: attempt.authorization_code,
        },
        times: { created_at: TIME, sent_at: TIME, authorized_at: TIME, deadline_at: TIME },
        movements: [],
        incidents: [],
        actions: [],
      })
      expect(posts(file)).toEqual([
        "POST /orders/3steps/init",
        "POST /orders/3steps/validation",
        "POST /orders/3steps/payment",
      ])
      for (const call of file.calls) {
        expect(call).toEqual({
          at: TIME,
          ms: expect.any(Number),
          verb: expect.any(String),
          request: expect.any(String),
          outcome: "done",
          status: 200,
          error: null,
          codes: [],
          correlation_id: UUID,
          cid: UUID,
        })
      }
      const sent = (await sim().calls()).map(({ correlationId }) => correlationId)
      expect(file.calls.map(({ correlation_id: id }) => id)).toEqual(sent)
      expect(answer.headers.get("content-disposition")).toBe(
        `attachment; filename="xpay-${attempt.xpay_order_id}.json"`
      )
      expect(answer.text).toBe(`${JSON.stringify(file, null, 2)}\n`)
      expectScrubbed(answer, OK_CARD)
    })

    it("has captures and refunds, with their keys and what XPay was asked", async () => {
      const { id, operation_id: operation } = await paidByCard()
      expectOk(await staff().move(id, "capture", { amount: 20 }))
      expectOk(await staff().move(id, "refund", { amount: 2.5, note: "Maria Rossi, +39 333 1234567" }))
      const answer = await fetchFile(id)
      const file = expectOk(answer)
      const done = {
        state: "done",
        origin: "medusa",
        is_booked: true,
        idempotency_key: expect.any(String),
        resolved_at: TIME,
      }
      expect(file.payment.state).toBe("partially_refunded")
      expect(file.movements).toMatchObject([
        { kind: "capture", amount: "2000", xpay_target_operation_id: operation, ...done },
        { kind: "refund", amount: "250", ...done },
      ])
      const [capture, refund] = posts(file).slice(-2)
      expect([capture, refund]).toEqual([
        `POST /operations/${operation ?? ""}/captures`,
        expect.stringMatching(/^POST \/operations\/.+\/refunds$/),
      ])
      expect(file.actions).toMatchObject([
        { action: "capture", origin: "dashboard", outcome: "done", amount: "20", at: TIME },
        { action: "refund", origin: "dashboard", outcome: "done", amount: "2.5", at: TIME },
      ])
      await eventually(async () => {
        const sent = (await sim().calls()).map(({ correlationId }) => correlationId)
        const recorded = (await fileOf(id)).calls.map(({ correlation_id: one }) => one)
        expect(recorded.sort()).toEqual([...sent].sort())
      })
      expectScrubbed(answer, OK_CARD)
    })

    it("says why a card was declined", async () => {
      await (await store.shopper().readyToPay()).pay(KO_CARD)
      const { id } = await newest()
      const answer = await fetchFile(id)
      expect(expectOk(answer).payment).toMatchObject({
        state: "declined",
        reason: expect.any(String),
        card: { last4: KO_CARD.number.slice(-4) },
      })
      expect(posts(answer.body).at(-1)).toBe("POST /orders/3steps/payment")
      expectScrubbed(answer, KO_CARD)
    })

    it("has calls that were refused, and that had no answer", async () => {
      const { id } = await paidByCard()
      await sim().addFault({ kind: "status", status: 400, path: "/operations/*/captures" })
      expect((await staff().move(id, "capture", { amount: 24.99 })).status).toBeGreaterThanOrEqual(400)
      await sim().addFault({ kind: "reset-before", path: "/operations/*/captures" })
      await staff().move(id, "capture", { amount: 24.99 })
      await store.reconcile()
      const captures = (await fileOf(id)).calls.filter(({ verb }) => verb === "capture")
      expect(captures[0]).toMatchObject({ outcome: "refused", status: 400, error: null, cid: UUID })
      expect(captures[1]).toMatchObject({
        outcome: "unknown",
        status: null,
        error: expect.stringMatching(/^E/),
        cid: null,
        correlation_id: UUID,
      })
    })

    it("has incidents, without anything that says who somebody is", async () => {
      const attempt = await paidByCard()
      const incidents = new Incidents(store.db)
      const words = "HTTP 400, PS0026: anna@example.com, +39 333 123 45 67"
      await incidents.raise(attempt, "void_failing", { code: "cause", cause: { words } })
      const raised = await fetchFile(attempt.id)
      expect(expectOk(raised).incidents).toEqual([
        {
          id: expect.stringMatching(/^xpinc_/),
          kind: "void_failing",
          raised_at: TIME,
          resolved_at: null,
          detail: "HTTP 400, PS0026: [hidden] [hidden]",
        },
      ])
      expectScrubbed(raised, OK_CARD)
      await incidents.close(attempt.id, "void_failing")
      expect((await fileOf(attempt.id)).incidents).toMatchObject([{ resolved_at: TIME }])
    })

    it("of a phone payment has no digit of the card that the dashboard does not show", async () => {
      const draft = await staff().draftOrder()
      const { payment } = expectOk(
        await staff().takeCard(draft.id, { card: OK_CARD, amount: draft.total, reason: "Maria called" })
      )
      const answer = await fetchFile(payment.id)
      expect(expectOk(answer)).toMatchObject({
        payment: { channel: "moto", state: "authorized", card: { circuit: "VISA", last4: "5006" } },
        actions: [{ action: "take_moto_payment", outcome: "done" }],
      })
      expect(posts(answer.body)).toEqual(["POST /orders/moto"])
      expectScrubbed(answer, OK_CARD)
    })

    it("of a payment in XPay's fields has no digit of the card that the dashboard does not show", async () => {
      const fields = new FieldsShopper(await store.shopper().readyToPay({}, "pp_xpay-fields_xpay"))
      expectOk(await fields.submit(UNSEEN_CARD))
      const answer = await fetchFile((await newest()).id)
      expect(expectOk(answer).payment).toMatchObject({
        channel: "fields",
        state: "authorized",
        card: { last4: UNSEEN_CARD.number.slice(-4) },
      })
      expect(posts(answer.body)).toEqual(["POST /orders/build", "POST /build/finalize_payment"])
      expect(answer.text).not.toContain("sessionId")
      expectScrubbed(answer, UNSEEN_CARD)
    })

    it("has what XPay notified", async () => {
      await (await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")).payOnPage("PAYPAL")
      const { id } = await newest()
      await eventually(async () =>
        expect((await fileOf(id)).notifications).toContainEqual({
          at: TIME,
          verdict: "accepted",
          claim: expect.stringMatching(/^[A-Z]+ [A-Z_]+/),
        })
      )
    })

    it("leaves an entry in the audit trail, which is in no file", async () => {
      const { id } = await paidByCard()
      await fileOf(id)
      expect((await fileOf(id)).actions).toEqual([])
      expect(await store.db("xpay_audit_entry").where({ attempt_id: id })).toMatchObject([
        { action: "create_support_file", origin: "dashboard", outcome: "done" },
        { action: "create_support_file", origin: "dashboard", outcome: "done" },
      ])
    })

    it("is there for no payment that is not", async () => {
      expect(await fetchFile("xpatt_nowhere")).toMatchObject({
        status: 404,
        body: { code: "payment_not_found" },
      })
      expect(await store.db("xpay_audit_entry").where({ attempt_id: "xpatt_nowhere" })).toEqual([])
    })
  })

  describe("the calls of an attempt", () => {
    const journal = () => new Journal(store.db)
    const call = (number: number): CallRecord => ({
      verb: "getOrder",
      request: `GET /orders/M${number}`,
      at: new Date(number).toISOString(),
      ms: number,
      outcome: "done",
      status: 200,
      correlation_id: "c0ffee00-aaaa-4bbb-8ccc-00000000abcd",
    })
    const kept = async (id: AttemptId) => ((await journal().find(id))?.calls ?? []).map(({ ms }) => ms)

    it("are written with the next change, and none is lost when it is not made", async () => {
      const { id } = await paidByCard()
      const before = (await kept(id)).length
      noteCall(id, call(1))
      expect(await kept(id)).toHaveLength(before)
      expect(await journal().update(id, { checks: 1 }, ["declined"])).toBeUndefined()
      await expect(journal().update(id, { amount: null } as never)).rejects.toThrow()
      noteCall(id, call(2))
      await journal().update(id, { checks: 0 })
      expect((await kept(id)).slice(before)).toEqual([1, 2])
    })

    it("are the last hundred: a link can be asked about for months", async () => {
      const { id } = await paidByCard()
      for (let number = 1; number <= 150; number++) {
        noteCall(id, call(number))
        await (number % 40 === 0 ? journal().writeCalls(id) : undefined)
      }
      await journal().writeCalls(id)
      expect(await kept(id)).toEqual(Array.from({ length: 100 }, (_, index) => 51 + index))
    })
  })
})
