import { eraseCustomerDataWorkflow, exportCustomerDataWorkflow } from "../../src/workflows"
import { keepToRetention } from "../../src/use-cases/personal-data/keep-to-retention"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

interface Attempt {
  id: string
  customer_id: string | null
  payment_session_id: string
}

const DAY = 1
const YEAR = 365.25

xpaySuite("personal-data", (store) => {
  let accounts = 0
  const attemptOf = async (where: object) => (await store.db("xpay_attempt").where(where).first()) as Attempt
  const ERASED = {
    customer_id: null,
    payer_ip_hash: null,
    return_url: null,
    card_circuit: null,
    card_last4: null,
    card_expiry: null,
    card_country: null,
    card_type: null,
  }

  async function paidByAccount(provider = "pp_xpay_automatic") {
    const account = await store.account(`customer-${(accounts += 1)}@example.com`)
    const shopper = await store.shopperWith(account).readyToPay({}, provider)
    const { orderId = "" } = await shopper.pay(OK_CARD, "succeeds", { save_card: true })
    return { account, orderId, attempt: await attemptOf({ order_id: orderId }) }
  }

  const cardsInMedusa = async ({ payment_session_id: id }: Attempt) => [
    ...((await store.db("payment_session").where({ id }).pluck("data")) as { card?: object }[]),
    ...((await store.db("payment").where({ payment_session_id: id }).pluck("data")) as { card?: object }[]),
  ]

  async function age(id: string, days: number): Promise<void> {
    const earlier = (column: string) =>
      store.db.raw("?? - make_interval(days => ?)", [column, Math.round(days)])
    await store
      .db("xpay_attempt")
      .where({ id })
      .update({ created_at: earlier("created_at"), updated_at: earlier("updated_at") })
    await store
      .db("xpay_notification")
      .where({ attempt_id: id })
      .update({ created_at: earlier("created_at") })
  }

  const isThere = async (id: string) => (await attemptOf({ id })) !== undefined

  describe("what says whose a payment was", () => {
    it("goes with the customer whom Medusa deletes; what the books need stays", async () => {
      const { account, attempt } = await paidByAccount()
      expect(attempt.customer_id).toBe(account.id)
      expect(await cardsInMedusa(attempt)).toMatchObject([{ card: { last4: "5006" } }, { card: {} }])
      expectOk(await store.admin().send("DELETE", `/admin/customers/${account.id}`, undefined))
      await eventually(async () => {
        expect(await attemptOf({ id: attempt.id })).toMatchObject({
          ...ERASED,
          amount: "2499",
          state: "captured",
          authorization_code: expect.any(String),
        })
        expect(await store.db("xpay_attempt").where({ customer_id: account.id })).toEqual([])
      })
      const data = await cardsInMedusa(attempt)
      expect(data.map(({ card }) => card)).toEqual([undefined, undefined])
      expect(data).toMatchObject([{ attempt_id: attempt.id }, { attempt_id: attempt.id }])
      expect(await store.db("xpay_saved_card").where({ customer_id: account.id })).toEqual([])
    })

    /** A payment link for an order of the customer, sent by e-mail and closed. */
    async function sentLink({ email }: { email: string }): Promise<{ id: string; orderId: string }> {
      const staff = new Staff(store.admin(), store.store)
      const draft = await staff.draftOrder({ email })
      const { payment } = expectOk(await staff.makeLink(draft.id, draft.total))
      expectOk(await staff.changeLink(payment.id, "send", { to: email }))
      expectOk(await staff.changeLink(payment.id, "cancel"))
      return { id: payment.id, orderId: draft.id }
    }

    const holdersOf = async (id: string) =>
      await store.db("account_holder").whereLike("external_id", `${id}:%`)
    const sessionsNaming = async (text: string) =>
      (await store
        .db("payment_session")
        .whereRaw("context::text like ?", [`%${text}%`])
        .pluck("id")) as string[]

    it("goes from what Medusa wrote for our providers: account holder, sessions, e-mails with links", async () => {
      const { account, attempt } = await paidByAccount()
      const kept = await paidByAccount()
      const link = await sentLink(account)
      const emails = () => store.db("notification").where({ resource_id: link.orderId })
      expect(await attemptOf({ id: link.id })).toMatchObject({ customer_id: account.id })
      expect(await emails()).toMatchObject([{ to: account.email }])
      expect(await holdersOf(account.id)).toMatchObject([{ email: account.email }])
      expect(await sessionsNaming(account.id)).toEqual([attempt.payment_session_id])
      expectOk(await store.admin().send("DELETE", `/admin/customers/${account.id}`, undefined))
      await eventually(async () => expect(await attemptOf({ id: attempt.id })).toMatchObject(ERASED))
      expect(await emails()).toEqual([])
      expect(await holdersOf(account.id)).toEqual([])
      expect(await store.db("customer_account_holder").where({ customer_id: account.id })).toEqual([])
      expect(await sessionsNaming(account.id)).toEqual([])
      expect(await sessionsNaming(account.email)).toEqual([])
      expect(await holdersOf(kept.account.id)).toHaveLength(1)
      expect(await store.db("customer_account_holder").where({ customer_id: kept.account.id })).toHaveLength(
        1
      )
      expect(await sessionsNaming(kept.account.email)).toEqual([kept.attempt.payment_session_id])
    })

    it("goes with a saved card whose terminal is not configured any more; a person hears of the contract", async () => {
      const { account, attempt } = await paidByAccount()
      const card = store.db("xpay_saved_card").where({ customer_id: account.id })
      const { contract_id: contract } = (await card.clone().first()) as { contract_id: string }
      await card.clone().update({ provider_id: "pp_xpay_gone" })
      await eraseCustomerDataWorkflow(store.container()).run({ input: { customer_id: account.id } })
      expect(await card.clone()).toEqual([])
      expect(await store.db("xpay_incident").where({ attempt_id: attempt.id })).toMatchObject([
        {
          kind: "card_removal_failing",
          detail: { code: "contract", contractId: contract, missingProvider: "pp_xpay_gone" },
          resolved_at: null,
        },
      ])
      await store.db("xpay_incident").where({ attempt_id: attempt.id }).del()
      // The remaining contract at XPay was the cause of the incident.
      await store.simulator.control.reset()
    })

    it("goes with a saved card when XPay could not be asked, and its terminal is then taken out", async () => {
      const { account, attempt } = await paidByAccount()
      const card = store.db("xpay_saved_card").where({ customer_id: account.id })
      const down = await store.simulator.control.addFault({
        kind: "status",
        path: "/contracts/*/deactivation",
        times: "always",
      })
      await eraseCustomerDataWorkflow(store.container()).run({ input: { customer_id: account.id } })
      expect(await card.clone()).toMatchObject([{ state: "removing", card_last4: null }])
      await store.simulator.control.removeFault(down.id)
      await card.clone().update({ provider_id: "pp_xpay_gone" })
      await keepToRetention(store.container())
      expect(await card.clone()).toEqual([])
      await store.db("xpay_incident").where({ attempt_id: attempt.id }).del()
      // The remaining contract at XPay was the cause of the incident.
      await store.simulator.control.reset()
    })

    it("stays with a payment that is open until it is over", async () => {
      const { account, orderId, attempt } = await paidByAccount("pp_xpay_xpay")
      await eraseCustomerDataWorkflow(store.container()).run({ input: { customer_id: account.id } })
      expect(await attemptOf({ id: attempt.id })).toMatchObject({ customer_id: account.id })
      expectOk(await new Clerk(store.admin()).capture(orderId))
      await store.reconcile()
      await keepToRetention(store.container())
      expect(await attemptOf({ id: attempt.id })).toMatchObject({ ...ERASED, state: "captured" })
    })

    it("is found by the job when the event of a customer's going was lost", async () => {
      const { attempt } = await paidByAccount()
      const kept = await paidByAccount()
      await store.db("xpay_attempt").where({ id: attempt.id }).update({ customer_id: "cus_gone" })
      await keepToRetention(store.container())
      expect(await attemptOf({ id: attempt.id })).toMatchObject(ERASED)
      expect(await attemptOf({ id: kept.attempt.id })).toMatchObject({ customer_id: kept.account.id })
      const lost = { id: "acchld_lost", external_id: "cus_gone:0123456789ab", email: "gone@example.com" }
      await store.db("account_holder").insert({ ...lost, provider_id: "pp_xpay_xpay", data: {} })
      await keepToRetention(store.container())
      expect(await holdersOf("cus_gone")).toEqual([])
      expect(await holdersOf(kept.account.id)).toHaveLength(1)
    })

    it("is handed out on request, with masked cards", async () => {
      const { account, attempt } = await paidByAccount()
      const { orderId } = await sentLink(account)
      const { result } = await exportCustomerDataWorkflow(store.container()).run({
        input: { customer_id: account.id },
      })
      expect(result).toMatchObject({
        customer_id: account.id,
        payments: [
          {
            method: "card",
            state: "captured",
            amount: "24.99",
            card: { last4: "5006" },
            movements: [{ kind: "capture", state: "done", amount: "24.99" }],
          },
          { method: "link", state: "abandoned" },
        ],
        saved_cards: [{ last4: "5006", kept_for: "next_payments", state: "active", removed_at: null }],
        account_holders: [{ email: account.email }],
        messages: [
          {
            kind: "payment_link",
            channel: "email",
            to: account.email,
            order_id: orderId,
            link: expect.stringMatching(/^http/),
          },
        ],
      })
      await account.removeCard((await account.savedCards())[0]?.id ?? "")
      const after = await exportCustomerDataWorkflow(store.container()).run({
        input: { customer_id: account.id },
      })
      expect(after.result.saved_cards).toMatchObject([
        { last4: "5006", state: "removed", removed_at: expect.any(String) },
      ])
      expect(JSON.stringify(result)).not.toContain(attempt.id)
    })
  })

  describe("records", () => {
    async function declined(): Promise<string> {
      const shopper = await store.shopper().readyToPay()
      await shopper.pay(KO_CARD)
      const { id } = await attemptOf({ cart_id: shopper.cartId })
      await store.reconcile()
      return id
    }

    it("without money go after the days of the option, with their notifications, and not before", async () => {
      const old = await declined()
      const young = await declined()
      for (const id of [old, young]) {
        await store.db("xpay_notification").insert({
          id: `xpnot_${id}`,
          attempt_id: id,
          event_id: id,
          verdict: "accepted",
        })
      }
      await age(old, 181 * DAY)
      await age(young, 89 * DAY)
      await keepToRetention(store.container())
      expect(await isThere(old)).toBe(false)
      expect(await isThere(young)).toBe(true)
      expect(await store.db("xpay_notification").whereIn("attempt_id", [old, young])).toMatchObject([
        { attempt_id: young },
      ])
      await age(young, 2 * DAY)
      await keepToRetention(store.container())
      expect(await store.db("xpay_notification").where({ attempt_id: young })).toEqual([])
      expect(await isThere(young)).toBe(true)
      await store.simulator.control.reset()
    })

    it("of which we heard only when XPay had let the hold go go as those without money", async () => {
      const released = await declined()
      const held = await declined()
      await store.db("xpay_attempt").where({ id: released }).update({ state: "voided" })
      await store
        .db("xpay_attempt")
        .where({ id: held })
        .update({ state: "voided", authorized_at: new Date() })
      for (const id of [released, held]) {
        await age(id, 181 * DAY)
      }
      await keepToRetention(store.container())
      expect([await isThere(released), await isThere(held)]).toEqual([false, true])
      await store.db("xpay_attempt").where({ id: held }).del()
      await store.simulator.control.reset()
    })

    it("stay while a person has to look at them, and while the audit log has to be kept", async () => {
      const looked = await declined()
      const audited = await declined()
      await store.db("xpay_incident").insert({ id: "xpinc_kept", attempt_id: looked, kind: "void_failed" })
      await store.db("xpay_audit_entry").insert({
        id: "xpaud_kept",
        attempt_id: audited,
        action: "sync",
        origin: "dashboard",
        outcome: "done",
      })
      await age(looked, 2 * YEAR)
      await age(audited, 2 * YEAR)
      await keepToRetention(store.container())
      expect([await isThere(looked), await isThere(audited)]).toEqual([true, true])
      await store.db("xpay_incident").where({ id: "xpinc_kept" }).update({ resolved_at: new Date() })
      const old = store.db.raw("now() - interval '400 days'")
      await store.db("xpay_audit_entry").where({ id: "xpaud_kept" }).update({ created_at: old })
      await keepToRetention(store.container())
      expect([await isThere(looked), await isThere(audited)]).toEqual([false, false])
      expect(await store.db("xpay_incident").where({ id: "xpinc_kept" })).toEqual([])
      expect(await store.db("xpay_audit_entry").where({ id: "xpaud_kept" })).toEqual([])
      await store.simulator.control.reset()
    })

    it("of incidents that belong to no payment go a year after they were resolved", async () => {
      const kept = { kind: "store_credit_used", order_id: "order_gone" }
      const ago = (days: number) => store.db.raw("now() - make_interval(days => ?)", [days])
      await store.db("xpay_incident").insert([
        { ...kept, id: "xpinc_open", created_at: ago(400) },
        { ...kept, id: "xpinc_young", resolved_at: ago(390) },
        { ...kept, id: "xpinc_old", resolved_at: ago(400) },
      ])
      await keepToRetention(store.container())
      const left: unknown = await store.db("xpay_incident").orderBy("id").pluck("id")
      await store.db("xpay_incident").del()
      expect(left).toEqual(["xpinc_open", "xpinc_young"])
    })

    it("with money stay for ten years", async () => {
      const { attempt } = await paidByAccount()
      const row = (await store.db("xpay_attempt").where({ id: attempt.id }).first()) as object
      const copies = { nine: 9.9 * YEAR, eleven: 11 * YEAR }
      for (const [id, days] of Object.entries(copies)) {
        const own = { id, xpay_order_id: id, payment_session_id: null, cart_id: null, order_id: null }
        await store.db("xpay_attempt").insert({
          ...row,
          three_ds: null,
          calls: null,
          ...own,
          return_token_hash: id,
          contract_id: null,
          next_check_at: null,
        })
        await age(id, days)
      }
      await keepToRetention(store.container())
      const left = [await isThere("nine"), await isThere("eleven"), await isThere(attempt.id)]
      await store.db("xpay_attempt").whereIn("id", Object.keys(copies)).del()
      expect(left).toEqual([true, false, true])
    })

    it("of a terminal that is not configured any more stay", async () => {
      const id = await declined()
      await store.db("xpay_attempt").where({ id }).update({ provider_id: "pp_xpay_gone" })
      await age(id, 11 * YEAR)
      await keepToRetention(store.container())
      expect(await isThere(id)).toBe(true)
      await store.db("xpay_attempt").where({ id }).update({ provider_id: "pp_xpay_xpay" })
    })
  })
})
