import { randomUUID } from "node:crypto"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { walkHostedPage } from "../harness/browser-walk"
import { KO_CARD, OK_CARD, OTHER_OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Desk } from "../harness/desk"
import { readsCatchUp } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

xpaySuite("desk", (store) => {
  const sim = () => store.simulator.control
  const desk = () => new Desk(store.admin(), store.store)
  const clerk = () => new Clerk(store.admin())
  const charges = async () => await sim().calls({ path: "/orders/moto" })
  const totals = async () => (await sim().ledger()).orders.map((order) => order.totals)
  const openKinds = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)
  const DUE = 19.99

  /** An order that was paid by card and captured, and then got one more thing in an edit. */
  async function orderWithBalance(): Promise<{ id: string; balance: number }> {
    const { orderId } = await (await store.shopper().readyToPay({}, "pp_xpay_automatic")).pay(OK_CARD)
    const http = store.admin()
    expectOk(await http.post("/admin/order-edits", { order_id: orderId }))
    expectOk(
      await http.post(`/admin/order-edits/${orderId}/items`, {
        items: [{ variant_id: store.store.variants["TAZZA"], quantity: 1 }],
      })
    )
    expectOk(await http.post(`/admin/order-edits/${orderId}/request`))
    expectOk(await http.post(`/admin/order-edits/${orderId}/confirm`))
    const order = await clerk().order(orderId!)
    return { id: orderId!, balance: order.summary.pending_difference }
  }

  /** A paid order whose coffee was dispatched, and comes back for cups that cost more. */
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

  describe("a card by telephone, on a draft order", () => {
    it("is held, the draft becomes an order, and Medusa's own capture and refund work on it", async () => {
      const draft = await desk().draftOrder()
      expect(draft.total).toBe(DUE)
      const answer = expectOk(await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
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
      const draft = await desk().draftOrder()
      const answer = expectOk(
        await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE, capture: "automatic" })
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
      const draft = await desk().draftOrder()
      expectOk(await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
      expectOk(await clerk().cancelOrder(draft.id))
      expect(await totals()).toMatchObject([{ liveHold: 0, voided: 1999 }])
    })

    it("is kept when the draft cannot become an order, and the clerk is told", async () => {
      const draft = await desk().draftOrder()
      const level = store.db("inventory_level")
      await level.update({ stocked_quantity: 0, raw_stocked_quantity: { value: "0", precision: 20 } })
      const answer = expectOk(
        await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE, capture: "automatic" })
      )
      expect(answer).toMatchObject({
        outcome: "approved",
        draft_converted: false,
        warning: expect.stringMatching(/could not become an order: .+ do not take the card again/),
      })
      expect(await openKinds()).toEqual(["draft_not_converted"])
      expect(await totals()).toMatchObject([{ captured: 1999, refunded: 0 }])
      const again = await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE })
      expect(again).toMatchObject({ status: 409, body: { code: "nothing_due" } })
      await store
        .db("inventory_level")
        .update({ stocked_quantity: 10, raw_stocked_quantity: { value: "10", precision: 20 } })
      expectOk(await desk().move(answer.payment.id, "sync"))
      expect((await clerk().order(draft.id)).status).toBe("pending")
      expect(await openKinds()).toEqual([])
    })
  })

  describe("a card by telephone, on an order with a balance", () => {
    it("pays the balance, all of it or in parts", async () => {
      const { id, balance } = await orderWithBalance()
      expect(balance).toBe(9.5)
      expectOk(await desk().takeCard(id, { card: OK_CARD, amount: 4, capture: "automatic" }))
      const tooMuch = await desk().takeCard(id, { card: OK_CARD, amount: 6 })
      expect(tooMuch).toMatchObject({
        status: 409,
        body: { code: "amount_too_high", message: expect.stringContaining("€5.50") },
      })
      expectOk(await desk().takeCard(id, { card: OTHER_OK_CARD, amount: 5.5, capture: "automatic" }))
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
      expectOk(await desk().takeCard(id, { card: OTHER_OK_CARD, amount: balance, capture: "automatic" }))
      expect((await clerk().order(id)).summary).toMatchObject({ pending_difference: 0 })
      expect(await charges()).toHaveLength(1)
    })

    it("is refused when an exchange leaves nothing to be paid", async () => {
      const { id, balance } = await orderWithSwap("exchanges", { cups: 1, price: 19.99 })
      expect(balance).toBe(0)
      const refused = await desk().takeCard(id, { card: OK_CARD, amount: 5 })
      expect(refused).toMatchObject({ status: 409, body: { code: "nothing_due" } })
      expect(await charges()).toEqual([])
    })

    it("is refused when nothing is due, because the amount is held already", async () => {
      const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
      const refused = await desk().takeCard(orderId!, { card: OK_CARD, amount: 5 })
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
      const refused = await desk().takeCard(order?.id ?? "", { card: OK_CARD, amount: 5 })
      expect(refused).toMatchObject({ status: 409, body: { code: "nothing_due" } })
      expect(await charges()).toEqual([])
    })

    it("says in the clerk's language what the customer may be told, and takes another card", async () => {
      const draft = await desk().draftOrder()
      const declined = expectOk(await desk().takeCard(draft.id, { card: KO_CARD, amount: DUE, locale: "it" }))
      expect(declined).toMatchObject({
        outcome: "declined",
        message: expect.stringMatching(/\S/),
        tell_customer: expect.stringContaining("Non è stato addebitato nulla"),
        payment: { state: "declined", actor: { email: "admin@example.com" }, card: { last4: "7007" } },
      })
      expect((await clerk().order(draft.id)).status).toBe("draft")
      expect(expectOk(await desk().takeCard(draft.id, { card: OTHER_OK_CARD, amount: DUE })).outcome).toBe(
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
      const draft = await desk().draftOrder()
      const form = { card: OK_CARD, amount: DUE, request_key: randomUUID() }
      const answers = await Promise.all(Array.from({ length: 5 }, () => desk().takeCard(draft.id, form)))
      expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
      expect(expectOk(await desk().takeCard(draft.id, form)).outcome).toBe("approved")
      expect(await charges()).toHaveLength(1)
      expect(await totals()).toMatchObject([{ authorized: 1999 }])
    })

    it("and two forms of two clerks on the same order are one charge too", async () => {
      const draft = await desk().draftOrder()
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => desk().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
      expect(await charges()).toHaveLength(1)
    })
  })

  it("a form's key is kept as its hash only: somebody may make one of a card number", async () => {
    const draft = await desk().draftOrder()
    const request_key = "45090345-4361-4006-8000-000000000000"
    const form = { card: OK_CARD, amount: DUE, request_key }
    expectOk(await desk().takeCard(draft.id, form))
    expectOk(await desk().takeCard(draft.id, form))
    expect(expectOk(await desk().form(request_key)).outcome).toBe("approved")
    expect(await store.db("xpay_attempt").select("request_key")).toEqual([
      { request_key: expect.stringMatching(/^form_[\da-f]{64}$/) },
    ])
  })

  describe("when XPay's answer is lost", () => {
    it("the clerk is told not to take it again, and it resolves itself", async () => {
      const draft = await desk().draftOrder()
      await sim().addFault({ kind: "execute-then-stall", path: "/orders/moto" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      const request_key = randomUUID()
      const answer = expectOk(await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE, request_key }))
      expect(answer).toMatchObject({
        outcome: "unknown",
        message: expect.stringMatching(/Do not take it again/),
      })
      const other = await desk().takeCard(draft.id, { card: OTHER_OK_CARD, amount: DUE })
      expect(other).toMatchObject({ status: 409, body: { code: "payment_in_doubt" } })
      expect(expectOk(await desk().form(request_key)).outcome).toBe("unknown")
      await sim().removeFault(blind.id)
      expect(expectOk(await desk().form(request_key))).toMatchObject({
        outcome: "approved",
        draft_converted: true,
      })
      expect(await charges()).toHaveLength(1)
      expect((await clerk().order(draft.id)).payment_status).toBe("authorized")
    })

    it("the job books it, without anybody asking", async () => {
      const draft = await desk().draftOrder()
      await sim().addFault({ kind: "execute-then-stall", path: "/orders/moto" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expectOk(await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect(await clerk().order(draft.id)).toMatchObject({ status: "pending", payment_status: "authorized" })
    })

    it("and XPay never made it, the card can be taken again", async () => {
      const draft = await desk().draftOrder()
      await sim().addFault({ kind: "stall", path: "/orders/moto" })
      const request_key = randomUUID()
      expectOk(await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE, request_key }))
      await eventually(async () => {
        expect(expectOk(await desk().form(request_key)).outcome).toBe("declined")
      }, 20_000)
      expect(expectOk(await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE })).outcome).toBe(
        "approved"
      )
      expect(await totals()).toMatchObject([{ authorized: 1999 }])
    })

    it("nothing is charged when XPay cannot be reached", async () => {
      const draft = await desk().draftOrder()
      await store.door.shut()
      const answer = expectOk(await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
      expect(answer).toMatchObject({
        outcome: "declined",
        message: expect.stringMatching(/cannot be reached/),
      })
      await store.door.open()
      expect(expectOk(await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE })).outcome).toBe(
        "approved"
      )
    })

    it("a payment that was written down and never sent keeps nobody away for longer than two minutes", async () => {
      const draft = await desk().draftOrder()
      // What a server leaves that dies between the two.
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
      const take = async () => await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE })
      expect(await take()).toMatchObject({ status: 409, body: { code: "payment_in_doubt" } })
      for (let minute = 1; minute <= 2; minute++) {
        await store.letPass(1)
        await store.reconcile(0)
      }
      expect(expectOk(await take()).outcome).toBe("approved")
      expect(await charges()).toHaveLength(1)
    })

    it("a terminal that Nexi has not enabled for telephone orders is a clear answer", async () => {
      const draft = await desk().draftOrder()
      const answer = expectOk(
        await desk().takeCard(draft.id, {
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

  describe("who may key cards", () => {
    const body = () => ({
      request_key: randomUUID(),
      provider_id: "pp_xpay-moto_xpay",
      amount: DUE,
      capture: "manual",
      card: OK_CARD,
    })

    it("is a signed-in admin user: not a shopper, not a publishable key, not a secret API key", async () => {
      const draft = await desk().draftOrder()
      const { api_key: key } = expectOk(
        await store
          .admin()
          .post<{ api_key: { token: string } }>("/admin/api-keys", { title: "bot", type: "secret" })
      )
      const customer = await store.account()
      const basic = { authorization: `Basic ${Buffer.from(`${key.token}:`).toString("base64")}` }
      const paths = [
        ["POST", `/admin/xpay/orders/${draft.id}/moto`],
        ["GET", `/admin/xpay/moto-forms/${randomUUID()}`],
      ] as const
      for (const [method, path] of paths) {
        const json = method === "POST" ? JSON.stringify(body()) : undefined
        const headers = { "content-type": "application/json" }
        for (const [http, extra] of [
          [store.strangerHttp(), {}],
          [store.shopHttp(), {}],
          [customer.http, {}],
          [store.strangerHttp(), basic],
        ] as const) {
          expect([401, 403]).toContain((await http.send(method, path, json, { ...headers, ...extra })).status)
        }
      }
      for (const verb of ["capture", "refund", "void", "cancel-capture"]) {
        const answer = await store
          .strangerHttp()
          .post("/admin/xpay/payments/xpatt_1/" + verb, { amount: 1 }, basic)
        expect([401, 403]).toContain(answer.status)
      }
      expect(await charges()).toEqual([])
    })

    it("is who the option lists, where it lists anybody", async () => {
      const draft = await desk().draftOrder()
      const refused = await desk().takeCard(draft.id, {
        card: OK_CARD,
        amount: DUE,
        provider_id: "pp_xpay-moto_listed",
      })
      expect(refused).toMatchObject({ status: 403, body: { code: "moto_not_allowed" } })
      const off = await desk().takeCard(draft.id, {
        card: OK_CARD,
        amount: DUE,
        provider_id: "pp_xpay-moto_nomoto",
      })
      expect(off).toMatchObject({ status: 400, body: { code: "moto_not_enabled" } })
    })

    it("is never a shopper with a session, even where a region has it switched on", async () => {
      for (const provider of ["pp_xpay-moto_xpay", "pp_xpay-link_xpay"]) {
        const shopper = await store.shopper().readyToPay()
        const before = shopper.sessionId
        const refused = await shopper.openSession(provider)
        expect(refused).toMatchObject({ status: 403, body: { code: "staff_only" } })
        shopper.sessionId = before
        expect((await shopper.paymentMethods()).map(({ provider_id: id }) => id)).not.toContain(provider)
        expect((await shopper.submitCard(OK_CARD)).status).toBe(200)
      }
    })

    it("is nobody through Medusa's own routes", async () => {
      const { id, balance } = await orderWithBalance()
      const order = expectOk(
        await store
          .admin()
          .get<{ order: { payment_collections: { id: string; status: string }[] } }>(
            `/admin/orders/${id}?fields=*payment_collections`
          )
      ).order
      const open = order.payment_collections.find(({ status }) => status === "not_paid")
      for (const [path, payload] of [
        [`/admin/payment-collections/${open?.id}/payment-sessions`, { provider_id: "pp_xpay-moto_xpay" }],
        [
          `/admin/payment-collections/${open?.id}/mark-as-paid`,
          { order_id: id, provider_id: "pp_xpay-moto_xpay" },
        ],
      ] as const) {
        const answer = await store.admin().post(path, payload)
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect(answer.text).toContain("staff")
      }
      expect(balance).toBe(9.5)
    })
  })

  it("a clerk's session is no way to try out stolen numbers", async () => {
    const draft = await desk().draftOrder()
    expectOk(await desk().takeCard(draft.id, { card: KO_CARD, amount: DUE }))
    await store.db.raw(
      `insert into xpay_attempt (id, xpay_order_id, provider_id, channel, capture, state, currency_code, amount, actor_id)
       select 'xpatt_try' || n, 'TRY' || n, provider_id, 'moto', 'manual', 'declined', 'EUR', '1', actor_id
       from xpay_attempt, generate_series(1, 29) n where channel = 'moto'`
    )
    await sim().clearCalls()
    const braked = await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE })
    expect(braked).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
    expect(await charges()).toEqual([])
  })

  describe("bad input", () => {
    it("gets a clear error, in the clerk's language, and nothing is sent", async () => {
      const draft = await desk().draftOrder()
      const wrong = await desk().takeCard(draft.id, {
        card: { ...OK_CARD, number: "4509034543615007" },
        amount: DUE,
        locale: "it",
      })
      expect(wrong).toMatchObject({
        status: 422,
        body: {
          code: "invalid_card",
          fields: [{ field: "number", message: expect.stringContaining("cifre") }],
        },
      })
      for (const amount of [0, -5, "19.99", null]) {
        const answer = await desk().takeCard(draft.id, { card: OK_CARD, amount: amount as number })
        expect(answer.status).toBe(400)
      }
      expect((await desk().takeCard("order_none", { card: OK_CARD, amount: 5 })).status).toBe(404)
      const odd = await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE, request_key: "again" })
      expect(odd.status).toBe(400)
      expect(await charges()).toEqual([])
    })

    it("more decimals than the currency has are refused, whatever money is to be moved", async () => {
      const draft = await desk().draftOrder()
      const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
      const [{ id: held }] = (await store.db("xpay_attempt").where({ order_id: orderId })) as [{ id: string }]
      const amount = 10.005
      const answers = [
        await desk().takeCard(draft.id, { card: OK_CARD, amount, locale: "en" }),
        await desk().makeLink(draft.id, amount),
        await desk().move(held, "capture", { amount }),
        await desk().move(held, "refund", { amount }),
        await store.admin().post(`/admin/xpay/payments/${held}/capture?locale=it`, { amount }),
      ]
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
        Array(5).fill([422, "amount_too_fine"])
      )
      expect(answers[0]!.body.message).toMatch(/more decimals than EUR has.*2 at most/)
      expect(answers[4]!.body.message).toMatch(/più decimali.*EUR.*al massimo 2/)
      expect(await charges()).toEqual([])
      expect(await sim().calls({ path: "/operations/*/captures" })).toEqual([])
    })

    it("a card without its security code is fine: letters do not carry it", async () => {
      const draft = await desk().draftOrder()
      const { cvv: _cvv, ...card } = OK_CARD
      expect(expectOk(await desk().takeCard(draft.id, { card, amount: DUE })).outcome).toBe("approved")
    })
  })

  describe("a payment link", () => {
    /** As the dashboard's own button does. */
    async function markAsPaid(orderId: string) {
      const { payment_collections: collections } = await clerk().order(orderId)
      const open = collections.find(({ status }) => status === "not_paid")
      expectOk(
        await store.admin().post(`/admin/payment-collections/${open?.id}/mark-as-paid`, { order_id: orderId })
      )
    }

    async function payLink(url: string, method = "CARDS") {
      return await walkHostedPage(url, method, "pay")
    }

    it("is paid on XPay's page, and the money arrives on the order by notification", async () => {
      const { id, balance } = await orderWithBalance()
      const { payment } = expectOk(await desk().makeLink(id, balance))
      expect(payment).toMatchObject({
        state: "pending_payer",
        link: { state: "open", url: expect.stringMatching(/^http/), qr_svg: expect.stringContaining("<svg") },
      })
      await payLink(payment.link!.url)
      await eventually(async () => {
        const [latest] = (await clerk().order(id)).payment_collections.filter(
          ({ status }) => status === "authorized"
        )
        expect(latest).toBeDefined()
      })
      expect(expectOk(await desk().move(payment.id, "sync")).payment).toMatchObject({
        state: "authorized",
        link: { state: "paid" },
      })
    })

    it("is found by the job when the notification is lost, and a paid draft becomes an order", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const draft = await desk().draftOrder()
      const { payment } = expectOk(await desk().makeLink(draft.id, DUE))
      await payLink(payment.link!.url, "PAYPAL")
      await store.reconcile(1)
      expect(await clerk().order(draft.id)).toMatchObject({
        status: "pending",
        payment_status: "captured",
        summary: { paid_total: DUE, pending_difference: 0 },
      })
    })

    it("thanks the payer on a page of ours, also when nothing was paid", async () => {
      const draft = await desk().draftOrder()
      const { payment } = expectOk(await desk().makeLink(draft.id, DUE))
      const cancel = await walkHostedPage(payment.link!.url, "CARDS", "cancel")
      const left = await store.strangerHttp().get(cancel.url)
      expect(left.status).toBe(200)
      expect(left.text).toContain("Nessun addebito")
      const back = await payLink(payment.link!.url)
      const thanked = await store.strangerHttp().get(back.url)
      expect(thanked.text).toContain("Pagamento ricevuto")
      expect((await clerk().order(draft.id)).status).toBe("pending")
    })

    it("that is canceled cannot be paid any more; one that was just paid says so", async () => {
      const draft = await desk().draftOrder()
      const { payment } = expectOk(await desk().makeLink(draft.id, DUE))
      const phone = await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE })
      expect(phone).toMatchObject({ status: 409, body: { code: "link_open" } })
      expect(expectOk(await desk().changeLink(payment.id, "cancel")).payment).toMatchObject({
        state: "abandoned",
        link: { state: "canceled" },
      })
      expect((await desk().changeLink(payment.id, "cancel")).status).toBe(409)

      await sim().setSwitches({ notificationsMuted: true })
      const { payment: second } = expectOk(await desk().makeLink(draft.id, DUE))
      await payLink(second.link!.url)
      expect(await desk().changeLink(second.id, "cancel")).toMatchObject({
        status: 409,
        body: { code: "link_paid" },
      })
      expect((await clerk().order(draft.id)).status).toBe("pending")
    })

    it("runs out, is shown so, and can be renewed", async () => {
      const draft = await desk().draftOrder()
      const { payment } = expectOk(await desk().makeLink(draft.id, DUE))
      await store.db("xpay_attempt").update({ deadline_at: store.db.raw("now() - interval '1 hour'") })
      await store.reconcile(1)
      const { payment: expired } = expectOk(await desk().move(payment.id, "sync"))
      expect(expired).toMatchObject({ state: "expired", link: { state: "expired" } })
      const { payment: renewed } = expectOk(await desk().changeLink(payment.id, "renew"))
      expect(renewed).toMatchObject({ state: "pending_payer", link: { state: "open" } })
      expect(Date.parse(renewed.link!.expires_at)).toBeGreaterThan(Date.now())
    })

    it("goes with its order, and money that comes all the same goes back", async () => {
      const draft = await desk().draftOrder()
      expectOk(await desk().takeCard(draft.id, { card: OK_CARD, amount: 10 }))
      const { payment } = expectOk(await desk().makeLink(draft.id, 9.99))
      await store.door.shut()
      await clerk().cancelOrder(draft.id)
      await eventually(async () => {
        const { rows } = await store.db.raw("select abandon_requested_at from xpay_attempt where id = ?", [
          payment.id,
        ])
        expect(rows[0].abandon_requested_at).not.toBeNull()
      }, 60_000)
      await store.door.open()
      await payLink(payment.link!.url)
      await store.reconcile(1)
      await store.reconcile(1)
      expect(
        (await totals()).every(({ liveHold, captured, refunded }) => liveHold === 0 && captured === refunded)
      ).toBe(true)
    })

    it("is closed at XPay when the order is paid by other means", async () => {
      const { id, balance } = await orderWithBalance()
      const { payment } = expectOk(await desk().makeLink(id, balance))
      await markAsPaid(id)
      await expect(payLink(payment.link!.url)).rejects.toThrow("410")
    })

    it("that could not be closed and is paid is returned, and somebody is told", async () => {
      const { id, balance } = await orderWithBalance()
      const { payment } = expectOk(await desk().makeLink(id, balance))
      await store.door.shut()
      await markAsPaid(id)
      await store.door.open()
      await payLink(payment.link!.url)
      await eventually(async () => {
        expect(await openKinds()).toEqual(["returned_unplaceable"])
      })
      await store.reconcile(1)
      expect((await totals()).at(-1)).toMatchObject({ liveHold: 0 })
    })

    it("is sent by e-mail, or says why not", async () => {
      const draft = await desk().draftOrder()
      const { payment } = expectOk(await desk().makeLink(draft.id, DUE))
      expectOk(await desk().changeLink(payment.id, "send", { to: "maria.rossi@example.com" }))
      const { rows } = await store.db.raw("select * from notification where channel = 'email'")
      expect(rows).toMatchObject([
        { to: "maria.rossi@example.com", template: "xpay-payment-link", data: { link: payment.link!.url } },
      ])
      expect(await desk().changeLink(payment.id, "send", { to: "maria" })).toMatchObject({
        status: 422,
        body: { code: "recipient_invalid" },
      })
    })

    it("needs a day from today to 90 days ahead", async () => {
      const draft = await desk().draftOrder()
      for (const expires_on of ["2020-01-01", "2031-01-01"]) {
        expect(await desk().makeLink(draft.id, DUE, { expires_on })).toMatchObject({
          status: 422,
          body: { code: "link_expiry_invalid" },
        })
      }
    })
  })

  describe("the money buttons that the dashboard lacks", () => {
    async function captured(amount?: number) {
      const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
      const { rows } = await store.db.raw("select id from xpay_attempt where order_id = ?", [orderId ?? ""])
      const paymentId = rows[0].id as string
      if (amount !== undefined) {
        expectOk(await desk().move(paymentId, "capture", { amount }))
      }
      return { orderId: orderId!, paymentId }
    }

    /** In XPay's back office, until XPay shows it. */
    async function captureInOffice(): Promise<void> {
      const { orderId = "" } = (await sim().ledger()).orders[0] ?? {}
      await sim().actInOffice({ orderId, verb: "capture" })
      await readsCatchUp()
    }

    it("capture a part, and refund of a part-captured payment", async () => {
      const { orderId, paymentId } = await captured(10)
      expect(
        expectOk(await desk().move(paymentId, "refund", { amount: 2.5, note: "Broken" })).payment
      ).toMatchObject({
        state: "partially_refunded",
        captured: 10,
        refunded: 2.5,
      })
      expect((await clerk().order(orderId)).summary).toMatchObject({ paid_total: 10, refunded_total: 2.5 })
      expect(await totals()).toMatchObject([{ captured: 1000, refunded: 250 }])
    })

    it("void, and then nothing is held in either book", async () => {
      const { orderId, paymentId } = await captured()
      expect(expectOk(await desk().move(paymentId, "void")).payment.state).toBe("voided")
      expect((await clerk().payment(orderId)).canceled_at).not.toBeNull()
      expect(await desk().move(paymentId, "void")).toMatchObject({ status: 409 })
      expect(await totals()).toMatchObject([{ liveHold: 0 }])
    })

    it("void of what was captured in the back office a moment ago: nothing is sent, and the capture is booked", async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      const { orderId, paymentId } = await captured()
      await captureInOffice()
      await sim().clearCalls()
      expect(await desk().move(paymentId, "void")).toMatchObject({
        status: 409,
        body: { code: "taken_already" },
      })
      expect(await sim().calls({ method: "POST" })).toEqual([])
      expect((await clerk().payment(orderId)).captures).toMatchObject([{ amount: 24.99 }])
    })

    it("void that waits for its turn while the money is captured: it is refused", async () => {
      await sim().setSwitches({ portalOperationsInOrder: true })
      const { orderId, paymentId } = await captured()
      await sim().clearCalls()
      await store.db("xpay_attempt").update({
        booking_holder: "another request",
        booking_until: store.db.raw("now() + interval '15 seconds'"),
      })
      const voiding = desk().move(paymentId, "void")
      // It has asked XPay, and waits.
      await eventually(async () => expect(await sim().calls({ method: "GET" })).not.toEqual([]))
      await captureInOffice()
      const syncing = desk().move(paymentId, "sync")
      await eventually(async () =>
        expect(await store.db("xpay_attempt").select("state")).toEqual([{ state: "captured" }])
      )
      await store.db("xpay_attempt").update({ booking_holder: null, booking_until: null })
      expect(await voiding).toMatchObject({ status: 409, body: { code: "taken_already" } })
      expectOk(await syncing)
      expect(await clerk().payment(orderId)).toMatchObject({
        canceled_at: null,
        captures: [{ amount: 24.99 }],
      })
    })

    it("undoing a capture on its own day: nobody is debited, and Medusa's books say so", async () => {
      const { orderId, paymentId } = await captured(24.99)
      const { payment } = expectOk(await desk().move(paymentId, "cancel-capture"))
      expect(payment.state).toBe("voided")
      expect(await totals()).toMatchObject([{ captured: 0, liveHold: 0 }])
      const { summary } = await clerk().order(orderId)
      expect(summary.paid_total - summary.refunded_total).toBe(0)
      expect(await desk().move(paymentId, "cancel-capture")).toMatchObject({ status: 409 })
      expect(await sim().calls({ path: "/operations/*/cancels" })).toHaveLength(1)
    })

    it("undoing a capture whose answer was lost is never sent twice", async () => {
      const { paymentId } = await captured(24.99)
      await sim().addFault({ kind: "execute-then-stall", path: "/operations/*/cancels" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect(await desk().move(paymentId, "cancel-capture")).toMatchObject({
        status: 503,
        body: { code: "in_doubt" },
      })
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect(expectOk(await desk().move(paymentId, "sync")).payment.state).toBe("voided")
      expect(await sim().calls({ path: "/operations/*/cancels" })).toHaveLength(1)
      expect(await totals()).toMatchObject([{ captured: 0, refunded: 0, liveHold: 0 }])
    })

    it("a form sent again, and a capture undone, while another request books the payment, are answered as they stand", async () => {
      const { paymentId } = await captured(24.99)
      const draft = await desk().draftOrder()
      const request_key = randomUUID()
      await sim().addFault({ kind: "execute-then-stall", path: "/orders/moto" })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expectOk(await desk().takeCard(draft.id, { card: OK_CARD, amount: DUE, request_key }))
      await sim().removeFault(blind.id)
      await store.db("xpay_attempt").update({
        booking_holder: "another request",
        booking_until: store.db.raw("now() + interval '40 seconds'"),
      })
      const [taken, undone] = await Promise.all([
        desk().takeCard(draft.id, { card: OK_CARD, amount: DUE, request_key }),
        desk().move(paymentId, "cancel-capture"),
      ])
      expect(expectOk(taken)).toMatchObject({ outcome: "approved", payment: { state: "authorized" } })
      expect(expectOk(undone).payment.state).toBe("authorized")
      expect(await charges()).toHaveLength(1)
      await store.db("xpay_attempt").update({ booking_holder: null, booking_until: null })
      await store.reconcile(1)
      expect(expectOk(await desk().move(paymentId, "sync")).payment.state).toBe("voided")
      expect(await sim().calls({ path: "/operations/*/cancels" })).toHaveLength(1)
      expect(await clerk().order(draft.id)).toMatchObject({ status: "pending", payment_status: "authorized" })
    })

    it("undoing a capture of yesterday is refused, with what to do instead", async () => {
      const { paymentId } = await captured(24.99)
      await store.db("xpay_movement").update({ resolved_at: store.db.raw("now() - interval '2 days'") })
      expect(await desk().move(paymentId, "cancel-capture")).toMatchObject({
        status: 409,
        body: { message: expect.stringMatching(/day it was made|same day/i) },
      })
    })
  })
})
