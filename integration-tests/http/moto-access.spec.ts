import { randomUUID } from "node:crypto"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"
import { editedOrders } from "./support/edited-orders"

xpaySuite("moto-access", (store) => {
  const { orderWithBalance } = editedOrders(store)
  const sim = () => store.simulator.control
  const staff = () => new Staff(store.admin(), store.store)
  const charges = async () => await sim().calls({ path: "/orders/moto" })
  const DUE = 19.99

  describe("who may key cards", () => {
    const body = () => ({
      request_key: randomUUID(),
      provider_id: "pp_xpay-moto_xpay",
      amount: DUE,
      capture: "manual",
      card: OK_CARD,
    })

    it("is a signed-in admin user: not a shopper, not a publishable key, not a secret API key", async () => {
      const draft = await staff().draftOrder()
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
      const draft = await staff().draftOrder()
      const refused = await staff().takeCard(draft.id, {
        card: OK_CARD,
        amount: DUE,
        provider_id: "pp_xpay-moto_listed",
      })
      expect(refused).toMatchObject({ status: 403, body: { code: "moto_not_allowed" } })
      const off = await staff().takeCard(draft.id, {
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
    const draft = await staff().draftOrder()
    expectOk(await staff().takeCard(draft.id, { card: KO_CARD, amount: DUE }))
    await store.db.raw(
      `insert into xpay_attempt (id, xpay_order_id, provider_id, channel, capture, state, currency_code, amount, actor_id)
       select 'xpatt_try' || n, 'TRY' || n, provider_id, 'moto', 'manual', 'declined', 'EUR', '1', actor_id
       from xpay_attempt, generate_series(1, 29) n where channel = 'moto'`
    )
    await sim().clearCalls()
    const braked = await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE })
    expect(braked).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
    expect(await charges()).toEqual([])
  })

  describe("bad input", () => {
    it("gets a clear error, in the clerk's language, and nothing is sent", async () => {
      const draft = await staff().draftOrder()
      const wrong = await staff().takeCard(draft.id, {
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
        const answer = await staff().takeCard(draft.id, { card: OK_CARD, amount: amount as number })
        expect(answer.status).toBe(400)
      }
      expect((await staff().takeCard("order_none", { card: OK_CARD, amount: 5 })).status).toBe(404)
      const odd = await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE, request_key: "again" })
      expect(odd.status).toBe(400)
      expect(await charges()).toEqual([])
    })

    it("more decimals than the currency has are refused, whatever money is to be moved", async () => {
      const draft = await staff().draftOrder()
      const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
      const [{ id: held }] = (await store.db("xpay_attempt").where({ order_id: orderId })) as [{ id: string }]
      const amount = 10.005
      const answers = [
        await staff().takeCard(draft.id, { card: OK_CARD, amount, locale: "en" }),
        await staff().makeLink(draft.id, amount),
        await staff().move(held, "capture", { amount }),
        await staff().move(held, "refund", { amount }),
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
      const draft = await staff().draftOrder()
      const { cvv: _cvv, ...card } = OK_CARD
      expect(expectOk(await staff().takeCard(draft.id, { card, amount: DUE })).outcome).toBe("approved")
    })
  })
})
