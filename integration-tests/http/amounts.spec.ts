import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

xpaySuite("amounts", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const totals = async () => (await sim().ledger()).orders[0]?.totals
  const moves = async () =>
    (await sim().calls()).filter(({ path }) => /\/(captures|refunds|moto|paybylink)$/.test(path))

  async function cardOrder(provider = "pp_xpay_xpay", currency = "eur", quantity = 1): Promise<string> {
    const shopper = await store.shopper().readyToPay({ currency, quantity }, provider)
    return (await shopper.pay(OK_CARD)).orderId ?? ""
  }

  async function attemptOf(orderId: string): Promise<string> {
    const { id } = (await store.db("xpay_attempt").where({ order_id: orderId }).first()) as { id: string }
    return id
  }

  async function priced(amount: string, work: () => Promise<void>): Promise<void> {
    const set = async (from: number, to: string) =>
      await store
        .db("price")
        .where({ amount: from, currency_code: "eur" })
        .update({ amount: to, raw_amount: { value: to, precision: 20 } })
    await set(19.99, amount)
    // The prepared carts were filled at the usual price.
    store.layOut([])
    try {
      await work()
    } finally {
      await set(Number(amount), "19.99")
    }
  }

  async function draftOf(unit_price: number): Promise<string> {
    const address = {
      first_name: "Maria",
      last_name: "Rossi",
      address_1: "Via Roma 1",
      city: "Milano",
      country_code: "it",
    }
    const { draft_order: draft } = expectOk(
      await store.admin().post<{ draft_order: { id: string } }>("/admin/draft-orders", {
        region_id: store.store.regions["eur"]?.id,
        sales_channel_id: store.store.salesChannelId,
        email: "maria.rossi@example.com",
        shipping_address: address,
        billing_address: address,
        items: [{ title: "Vite", quantity: 1, unit_price }],
      })
    )
    return draft.id
  }

  describe("less than the minor unit of a currency", () => {
    it.each([
      ["eur", 0.001],
      ["eur", 0.005],
      ["eur", 10.005],
      ["jpy", 0.5],
      ["kwd", 0.5555],
    ])(
      "is refused by Medusa's own capture and refund, and nothing is sent: %s %d",
      async (currency, amount) => {
        const held = await cardOrder("pp_xpay_xpay", currency)
        const taken = await cardOrder("pp_xpay_automatic", currency)
        await sim().clearCalls()
        for (const answer of [await clerk().capture(held, amount), await clerk().refund(taken, amount)]) {
          expect(answer.status).toBe(400)
          expect(answer.body["message"]).toMatch(/whole amounts of .*No money was moved/)
        }
        expect(await moves()).toEqual([])
        expect(await clerk().payment(held)).toMatchObject({ captures: [], captured_at: null })
        expect(await clerk().payment(taken)).toMatchObject({ refunds: [] })
        expectOk(await clerk().capture(held))
      }
    )

    it("is the rest where the total has more decimals: captured with Medusa's button, refunded to the cent", async () => {
      await priced("14.995", async () => {
        const orderId = await cardOrder("pp_xpay_xpay", "eur", 3)
        expect((await clerk().payment(orderId)).amount).toBe(49.985)
        expectOk(await clerk().capture(orderId, 49.985))
        expect(await totals()).toMatchObject({ captured: 4999 })
        expect((await clerk().refund(orderId, 14.995)).status).toBe(400)
        expectOk(await clerk().refund(orderId, 15))
        expectOk(await clerk().refund(orderId, 15))
        expect(await totals()).toMatchObject({ refunded: 3000 })
        // Medusa's remainder is 19.985, XPay's 19.99.
        expectOk(await clerk().refund(orderId, 19.985))
        expect(await totals()).toMatchObject({ refunded: 4999 })
      })
    })

    it("goes back in full with its order", async () => {
      await priced("14.995", async () => {
        const orderId = await cardOrder("pp_xpay_automatic", "eur", 3)
        expectOk(await clerk().refund(orderId, 10))
        expectOk(await clerk().cancelOrder(orderId))
        expect(await totals()).toMatchObject({ captured: 4999, refunded: 4999 })
      })
    })
  })

  describe("what is due", () => {
    it("is paid by phone as a shopper would have paid it, when Medusa has more decimals", async () => {
      const id = await draftOf(24.3878)
      const { xpay } = expectOk(
        await store.admin().get<{ xpay: { outstanding: number } }>(`/admin/xpay/orders/${id}`)
      )
      expect(xpay.outstanding).toBe(24.39)
      expect(await staff().takeCard(id, { card: OK_CARD, amount: 24.3877 })).toMatchObject({
        status: 422,
        body: { code: "amount_too_fine" },
      })
      expectOk(await staff().takeCard(id, { card: OK_CARD, amount: 24.3878, capture: "automatic" }))
      expect(await totals()).toMatchObject({ captured: 2439 })
    })

    it("is due down to the last cent", async () => {
      const id = await draftOf(0.01)
      const path = `/admin/xpay/orders/${id}`
      const due = async () =>
        expectOk(await store.admin().get<{ xpay: { outstanding: number } }>(path)).xpay.outstanding
      expect(await due()).toBe(0.01)
      expectOk(await staff().takeCard(id, { card: OK_CARD, amount: 0.01, capture: "automatic" }))
      expect(await totals()).toMatchObject({ captured: 1 })
      expect(await due()).toBe(0)
    })

    it("is refused when it is more than XPay takes at once, and nothing is sent", async () => {
      const id = await draftOf(10_000_000_000)
      const [byPhone, byLink] = [
        await staff().takeCard(id, { card: OK_CARD, amount: 10_000_000_000 }),
        await staff().makeLink(id, 10_000_000_000),
      ]
      for (const answer of [byPhone, byLink]) {
        expect(answer).toMatchObject({
          status: 422,
          body: { code: "amount_too_large", message: expect.stringContaining("9,999,999,999.99") },
        })
      }
      await priced("10000000000", async () => {
        const shopper = await store.shopper().fillCart()
        const answer = await shopper.openSession()
        expect(answer.status).toBe(400)
        expect(answer.body["message"]).toMatch(/XPay takes .*9,999,999,999.99 at most/)
      })
      expect(await moves()).toEqual([])
    })
  })

  describe("a capture in the dashboard", () => {
    it("of a payment that is captured in full says so", async () => {
      const orderId = await cardOrder()
      const id = await attemptOf(orderId)
      expectOk(await staff().move(id, "capture", { amount: 24.99 }))
      await sim().clearCalls()
      expect(await staff().move(id, "capture", { amount: 24.99 })).toMatchObject({
        status: 409,
        body: { code: "nothing_left_to_capture", message: expect.stringContaining("€24.99") },
      })
      expect(await sim().calls()).toEqual([])
    })

    it("of a payment that is voided, or that lapsed, says so", async () => {
      const voided = await attemptOf(await cardOrder())
      expectOk(await staff().move(voided, "void"))
      const canceled = await attemptOf(await cardOrder())
      expectOk(await staff().move(canceled, "capture", { amount: 24.99 }))
      expectOk(await staff().move(canceled, "cancel-capture"))
      await sim().clearCalls()
      for (const id of [voided, canceled]) {
        expect((await staff().move(id, "capture", { amount: 24.99 })).status).toBe(409)
      }
      expect(await sim().calls()).toEqual([])
    })

    it("and a refund of more than was captured, or of what went back, says so", async () => {
      const id = await attemptOf(await cardOrder("pp_xpay_automatic"))
      expect(await staff().move(id, "refund", { amount: 25 })).toMatchObject({
        status: 409,
        body: { code: "more_than_captured" },
      })
      expectOk(await staff().move(id, "refund", { amount: 24.99 }))
      expect(await staff().move(id, "refund", { amount: 1 })).toMatchObject({
        status: 409,
        body: { code: "nothing_left_to_refund" },
      })
    })
  })
})
