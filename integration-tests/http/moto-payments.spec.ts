import { randomUUID } from "node:crypto"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { KO_CARD, OK_CARD, OTHER_OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { editedOrders } from "./support/edited-orders"

xpaySuite("moto-payments", (store) => {
  const { orderWithBalance, openKinds } = editedOrders(store)
  const sim = () => store.simulator.control
  const staff = () => new Staff(store.admin(), store.store)
  const clerk = () => new Clerk(store.admin())
  const charges = async () => await sim().calls({ path: "/orders/moto" })
  const totals = async () => (await sim().ledger()).orders.map((order) => order.totals)
  const DUE = 19.99

  /** A paid order whose coffee was dispatched and is exchanged for cups that cost more. */
  async function orderWithSwap(
    kind: "exchanges" | "claims",
    { cups = 5, price = 9.5 } = {}
  ): Promise<{ id: string; balance: number }> {
    const { orderId = "" } = await (await store.shopper().readyToPay({}, "pp_xpay_automatic")).pay(OK_CARD)
    const http = store.admin()
    const { order } = expectOk(
      await http.get<{ order: { items: { id: string; quantity: number }[] } }>(`/admin/orders/${orderId}`)
    )
    const [coffee] = order.items.map(({ id, quantity }) => ({ id, quantity }))
    expectOk(await http.post(`/admin/orders/${orderId}/fulfillments`, { items: [coffee] }))
    const type = kind === "claims" ? { type: "replace" } : {}
    const made = expectOk(
      await http.post<Record<string, { id: string }>>(`/admin/${kind}`, { order_id: orderId, ...type })
    )
    const path = `/admin/${kind}/${made[kind.slice(0, -1)]?.id ?? ""}`
    if (kind === "claims") {
      expectOk(await http.post(`${path}/claim-items`, { items: [coffee] }))
    }
    expectOk(await http.post(`${path}/inbound/items`, { items: [coffee] }))
    expectOk(
      await http.post(`${path}/outbound/items`, {
        items: [{ variant_id: store.store.variants["TAZZA"], quantity: cups, unit_price: price }],
      })
    )
    expectOk(await http.post(`${path}/request`))
    return { id: orderId, balance: (await clerk().order(orderId)).summary.pending_difference }
  }

  describe("a MOTO payment of a draft order", () => {
    it("is held, the draft becomes an order, and Medusa's own capture and refund work on it", async () => {
      const draft = await staff().draftOrder()
      expect(draft.total).toBe(DUE)
      const answer = expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
      expect(answer).toMatchObject({
        outcome: "approved",
        message: expect.stringMatching(/€19\.99 is held on .*5006\. Authorization code \w+/),
        draft_converted: true,
        warning: null,
        payment: { state: "authorized", actor: { email: "admin@example.com" }, card: { last4: "5006" } },
      })
      expect(await clerk().order(draft.id)).toMatchObject({
        status: "pending",
        payment_status: "authorized",
        summary: { pending_difference: DUE },
      })
      expectOk(await clerk().capture(draft.id))
      expect(await clerk().order(draft.id)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: DUE, pending_difference: 0 },
      })
      expectOk(await clerk().refund(draft.id, 5))
      expect(await totals()).toMatchObject([{ captured: 1999, refunded: 500 }])
      expect((await sim().ledger()).orders[0]).toMatchObject({ origin: "moto" })
    })

    it("is charged at once when the clerk says so, and Medusa's totals are right", async () => {
      const draft = await staff().draftOrder()
      const answer = expectOk(
        await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE, capture: "automatic" })
      )
      expect(answer.message).toMatch(/was charged to/)
      const { payment } = expectOk(
        await store
          .admin()
          .get<{ payment: { timeline: object[] } }>(`/admin/xpay/payments/${answer.payment.id}`)
      )
      expect(payment.timeline).toContainEqual(
        expect.objectContaining({ kind: "capture", state: "done", origin: "medusa" })
      )
      expect(await clerk().order(draft.id)).toMatchObject({
        status: "pending",
        payment_status: "captured",
        summary: { paid_total: DUE, pending_difference: 0 },
      })
      expect(await totals()).toMatchObject([{ captured: 1999 }])
    })

    it("is voided with the order", async () => {
      const draft = await staff().draftOrder()
      expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
      expectOk(await clerk().cancelOrder(draft.id))
      expect(await totals()).toMatchObject([{ liveHold: 0, voided: 1999 }])
    })

    it("is kept when the draft cannot become an order, and an incident is raised", async () => {
      const draft = await staff().draftOrder()
      const level = store.db("inventory_level")
      await level.update({ stocked_quantity: 0, raw_stocked_quantity: { value: "0", precision: 20 } })
      const answer = expectOk(
        await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE, capture: "automatic" })
      )
      expect(answer).toMatchObject({
        outcome: "approved",
        draft_converted: false,
        warning: expect.stringMatching(/could not become an order: .+ do not take the card again/),
      })
      expect(await openKinds()).toEqual(["draft_not_converted"])
      expect(await totals()).toMatchObject([{ captured: 1999, refunded: 0 }])
      const again = await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE })
      expect(again).toMatchObject({ status: 409, body: { code: "nothing_due" } })
      await store
        .db("inventory_level")
        .update({ stocked_quantity: 10, raw_stocked_quantity: { value: "10", precision: 20 } })
      expectOk(await staff().move(answer.payment.id, "sync"))
      expect((await clerk().order(draft.id)).status).toBe("pending")
      expect(await openKinds()).toEqual([])
    })
  })

  describe("a MOTO payment of an order with a balance", () => {
    it("pays the balance, all of it or in parts", async () => {
      const { id, balance } = await orderWithBalance()
      expect(balance).toBe(9.5)
      expectOk(await staff().takeCard(id, { card: OK_CARD, amount: 4, capture: "automatic" }))
      const tooMuch = await staff().takeCard(id, { card: OK_CARD, amount: 6 })
      expect(tooMuch).toMatchObject({
        status: 409,
        body: { code: "amount_too_high", message: expect.stringContaining("€5.50") },
      })
      expectOk(await staff().takeCard(id, { card: OTHER_OK_CARD, amount: 5.5, capture: "automatic" }))
      const { summary } = await clerk().order(id)
      expect(summary).toMatchObject({ pending_difference: 0 })
      expect(await charges()).toHaveLength(2)
    })

    it.each(["exchanges", "claims"] as const)("pays what %s leave to be paid", async (kind) => {
      const { id, balance } = await orderWithSwap(kind)
      expect(balance).toBe(27.51)
      const { xpay } = expectOk(
        await store.admin().get<{ xpay: { outstanding: number } }>(`/admin/xpay/orders/${id}`)
      )
      expect(xpay.outstanding).toBe(balance)
      expectOk(await staff().takeCard(id, { card: OTHER_OK_CARD, amount: balance, capture: "automatic" }))
      expect((await clerk().order(id)).summary).toMatchObject({ pending_difference: 0 })
      expect(await charges()).toHaveLength(1)
    })

    it("is refused when an exchange leaves nothing to be paid", async () => {
      const { id, balance } = await orderWithSwap("exchanges", { cups: 1, price: 19.99 })
      expect(balance).toBe(0)
      const refused = await staff().takeCard(id, { card: OK_CARD, amount: 5 })
      expect(refused).toMatchObject({ status: 409, body: { code: "nothing_due" } })
      expect(await charges()).toEqual([])
    })

    it("is refused when nothing is due, because the amount is held already", async () => {
      const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
      const refused = await staff().takeCard(orderId!, { card: OK_CARD, amount: 5 })
      expect(refused).toMatchObject({ status: 409, body: { code: "nothing_due" } })
      expect(await charges()).toEqual([])
    })

    it("is refused when nothing is due, because another provider holds the amount", async () => {
      const provider = { payment_provider_id: "pp_system_default" }
      await store
        .container()
        .resolve(ContainerRegistrationKeys.LINK)
        .create({
          [Modules.REGION]: { region_id: store.store.regions["eur"]?.id },
          [Modules.PAYMENT]: provider,
        })
      const shopper = await store.shopper().readyToPay({}, "pp_system_default")
      const { order } = expectOk(await shopper.complete())
      const refused = await staff().takeCard(order?.id ?? "", { card: OK_CARD, amount: 5 })
      expect(refused).toMatchObject({ status: 409, body: { code: "nothing_due" } })
      expect(await charges()).toEqual([])
    })

    it("says in the clerk's language what the customer may be told, and takes another card", async () => {
      const draft = await staff().draftOrder()
      const declined = expectOk(
        await staff().takeCard(draft.id, { card: KO_CARD, amount: DUE, locale: "it" })
      )
      expect(declined).toMatchObject({
        outcome: "declined",
        message: expect.stringMatching(/\S/),
        tell_customer: expect.stringContaining("Non è stato addebitato nulla"),
        payment: { state: "declined", actor: { email: "admin@example.com" }, card: { last4: "7007" } },
      })
      expect((await clerk().order(draft.id)).status).toBe("draft")
      expect(expectOk(await staff().takeCard(draft.id, { card: OTHER_OK_CARD, amount: DUE })).outcome).toBe(
        "approved"
      )
      const { rows } = await store.db.raw(
        "select state, actor_id, card_last4, order_id from xpay_attempt order by created_at"
      )
      expect(rows).toMatchObject([
        {
          state: "declined",
          card_last4: "7007",
          order_id: draft.id,
          actor_id: expect.stringMatching(/^user_/),
        },
        { state: "authorized", card_last4: "6004", order_id: draft.id },
      ])
    })
  })

  describe("one form is one charge", () => {
    it("whatever is pressed twice, at once or later", async () => {
      const draft = await staff().draftOrder()
      const form = { card: OK_CARD, amount: DUE, request_key: randomUUID() }
      const answers = await Promise.all(Array.from({ length: 5 }, () => staff().takeCard(draft.id, form)))
      expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
      expect(expectOk(await staff().takeCard(draft.id, form)).outcome).toBe("approved")
      expect(await charges()).toHaveLength(1)
      expect(await totals()).toMatchObject([{ authorized: 1999 }])
    })

    it("and two forms of two clerks on the same order are one charge too", async () => {
      const draft = await staff().draftOrder()
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => staff().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
      expect(await charges()).toHaveLength(1)
    })
  })

  it("a form's key is kept as its hash only: somebody may make one of a card number", async () => {
    const draft = await staff().draftOrder()
    const request_key = "45090345-4361-4006-8000-000000000000"
    const form = { card: OK_CARD, amount: DUE, request_key }
    expectOk(await staff().takeCard(draft.id, form))
    expectOk(await staff().takeCard(draft.id, form))
    expect(expectOk(await staff().form(request_key)).outcome).toBe("approved")
    expect(await store.db("xpay_attempt").select("request_key")).toEqual([
      { request_key: expect.stringMatching(/^form_[\da-f]{64}$/) },
    ])
  })

  describe("when XPay's answer is lost", () => {
    it("the clerk reads not to take it again, and it is resolved automatically", async () => {
      const draft = await staff().draftOrder()
      await sim().addFault({ kind: "execute-then-stall", path: "/orders/moto" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      const request_key = randomUUID()
      const answer = expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE, request_key }))
      expect(answer).toMatchObject({
        outcome: "unknown",
        message: expect.stringMatching(/Do not take it again/),
      })
      const other = await staff().takeCard(draft.id, { card: OTHER_OK_CARD, amount: DUE })
      expect(other).toMatchObject({ status: 409, body: { code: "payment_in_doubt" } })
      expect(expectOk(await staff().form(request_key)).outcome).toBe("unknown")
      await sim().removeFault(blind.id)
      expect(expectOk(await staff().form(request_key))).toMatchObject({
        outcome: "approved",
        draft_converted: true,
      })
      expect(await charges()).toHaveLength(1)
      expect((await clerk().order(draft.id)).payment_status).toBe("authorized")
    })

    it("the job books it, without anybody asking", async () => {
      const draft = await staff().draftOrder()
      await sim().addFault({ kind: "execute-then-stall", path: "/orders/moto" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect(await clerk().order(draft.id)).toMatchObject({ status: "pending", payment_status: "authorized" })
    })

    it("and XPay never made it, the card can be taken again", async () => {
      const draft = await staff().draftOrder()
      await sim().addFault({ kind: "stall", path: "/orders/moto" })
      const request_key = randomUUID()
      expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE, request_key }))
      await eventually(async () => {
        expect(expectOk(await staff().form(request_key)).outcome).toBe("declined")
      }, 20_000)
      expect(expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE })).outcome).toBe(
        "approved"
      )
      expect(await totals()).toMatchObject([{ authorized: 1999 }])
    })

    it("nothing is charged when XPay cannot be reached", async () => {
      const draft = await staff().draftOrder()
      await store.door.shut()
      const answer = expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
      expect(answer).toMatchObject({
        outcome: "declined",
        message: expect.stringMatching(/cannot be reached/),
      })
      await store.door.open()
      expect(expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE })).outcome).toBe(
        "approved"
      )
    })

    it("a payment that was written down and never sent keeps nobody away for longer than two minutes", async () => {
      const draft = await staff().draftOrder()
      // The state after a server dies between the two.
      await store.db("xpay_attempt").insert({
        id: "xpatt_cut_off",
        xpay_order_id: "MCUTOFF00000000000",
        provider_id: "pp_xpay-moto_xpay",
        channel: "moto",
        capture: "manual",
        state: "created",
        currency_code: "EUR",
        amount: "1999",
        order_id: draft.id,
        request_key: randomUUID(),
        next_check_at: store.db.raw("now() + interval '1 minute'"),
      })
      const take = async () => await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE })
      expect(await take()).toMatchObject({ status: 409, body: { code: "payment_in_doubt" } })
      for (let minute = 1; minute <= 2; minute++) {
        await store.letPass(1)
        await store.reconcile(0)
      }
      expect(expectOk(await take()).outcome).toBe("approved")
      expect(await charges()).toHaveLength(1)
    })

    it("a terminal that Nexi has not enabled for MOTO is a clear response", async () => {
      const draft = await staff().draftOrder()
      const answer = expectOk(
        await staff().takeCard(draft.id, {
          card: OK_CARD,
          amount: DUE,
          provider_id: "pp_xpay-moto_implicit",
          capture: "automatic",
        })
      )
      expect(answer).toMatchObject({
        outcome: "declined",
        message: expect.stringMatching(/did not take this payment\. Nothing was charged\. .*MOTO/i),
      })
    })
  })
})
