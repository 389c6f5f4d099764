import { createCartCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import { OK_CARD } from "../harness/cards"
import { expectOk, type PaymentAnswer, type Shopper } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

interface Choice {
  payment_methods: { provider_id: string }[]
  reason: { code: string; message: string } | null
}

xpaySuite("free-carts", (store) => {
  const sim = () => store.simulator.control
  const choice = async ({ http, cartId }: Shopper, locale = "en") =>
    expectOk(await http.get<Choice>(`/store/xpay/payment-methods?cart_id=${cartId}&locale=${locale}`))

  /** Codes that discount the goods and the delivery completely. */
  async function useCoupons(shopper: Shopper): Promise<void> {
    for (const [code, target] of [
      ["TUTTO", "items"],
      ["CONSEGNA", "shipping_methods"],
    ] as const) {
      expectOk(
        await store.admin().post("/admin/promotions", {
          code,
          type: "standard",
          status: "active",
          application_method: {
            type: "percentage",
            target_type: target,
            allocation: "each",
            max_quantity: 100,
            value: 100,
            currency_code: "eur",
          },
        })
      )
    }
    const codes = ["TUTTO", "CONSEGNA"]
    expectOk(await shopper.http.post(`/store/carts/${shopper.cartId}/promotions`, { promo_codes: codes }))
    await shopper.refreshTotal()
  }

  /** Store credit, as from a gift card. */
  async function useCredit(shopper: Shopper, amount = shopper.total): Promise<void> {
    await createCartCreditLinesWorkflow(store.container()).run({
      input: [
        { cart_id: shopper.cartId, amount, reference: "gift-card", reference_id: "gift_1", metadata: null },
      ],
    })
    await shopper.refreshTotal()
  }

  describe.each([
    ["coupons", useCoupons],
    ["credit", useCredit],
  ] as const)("a cart that %s pay for", (_, useAll) => {
    it("has no payment method, says why, and is ordered without a payment", async () => {
      const shopper = await store.shopper().fillCart()
      await useAll(shopper)
      expect(shopper.total).toBe(0)
      expect(await choice(shopper)).toEqual({
        payment_methods: [],
        reason: { code: "nothing_due", message: expect.stringContaining("nothing to pay") },
      })
      expect((await choice(shopper, "it")).reason?.message).toContain("nulla da pagare")
      const { type, order } = expectOk(await shopper.complete())
      expect(type).toBe("order")
      expect(await store.db("order").where({ id: order?.id })).toMatchObject([{ status: "pending" }])
      expect(await sim().calls({})).toEqual([])
      await store.reconcile()
      expect(await store.db("order").where({ id: order?.id })).toMatchObject([{ status: "pending" }])
    })

    it.each([
      ["pp_xpay_xpay", async (shopper: Shopper) => await shopper.submitCard(OK_CARD)],
      ["pp_xpay-paypal_xpay", async (shopper: Shopper) => await shopper.pressButton()],
    ] as const)("is not paid for all the same: %s", async (provider, pay) => {
      const shopper = await store.shopper().fillCart()
      await useAll(shopper)
      expectOk(await shopper.openSession(provider))
      expect(await pay(shopper)).toMatchObject({
        status: 409,
        body: { code: "nothing_due", message: expect.stringContaining("without a payment") },
      })
      expect(await sim().calls({ method: "POST" })).toEqual([])
      expect(expectOk(await shopper.complete()).type).toBe("order")
    })
  })

  it("a cart that costs nothing since its session was opened is ordered", async () => {
    const shopper = await store.shopper().readyToPay()
    await useCredit(shopper)
    expect(await shopper.submitCard(OK_CARD)).toMatchObject({ status: 409, body: { code: "nothing_due" } })
    expect(expectOk(await shopper.complete()).type).toBe("order")
    expect(await sim().calls({ method: "POST" })).toEqual([])
  })

  it("credit for more than the cart costs is no server error", async () => {
    const shopper = await store.shopper().fillCart()
    await useCredit(shopper, shopper.total + 10)
    expect((await choice(shopper)).reason?.code).toBe("nothing_due")
  })

  it("credit for a part leaves the rest to be paid", async () => {
    const shopper = await store.shopper().fillCart()
    await useCredit(shopper, shopper.total - 5)
    expect(shopper.total).toBe(5)
    const { payment_methods: methods, reason } = await choice(shopper)
    expect(methods.length).toBeGreaterThan(0)
    expect(reason).toBeNull()
    expectOk(await shopper.openSession())
    expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
    expect((await sim().ledger()).orders.map(({ totals }) => totals.authorized)).toEqual([500])
  })

  describe("a customer who signs in after filling the cart", () => {
    async function signedInLate(): Promise<{ shopper: Shopper; guest: Shopper }> {
      const guest = await store.shopper().readyToPay()
      const account = await store.account("anna.verdi@example.com")
      const shopper = store.shopperWith(account)
      Object.assign(shopper, { cartId: guest.cartId, sessionId: guest.sessionId })
      return { shopper, guest }
    }

    it("pays the cart that is still the guest's", async () => {
      const { shopper } = await signedInLate()
      const { outcome, orderId } = await shopper.pay(OK_CARD)
      expect(outcome).toBe("paid")
      expect(orderId).toMatch(/^order_/)
      expect(await store.db("xpay_saved_card")).toEqual([])
    })

    it("is told what to do where a card is to be saved, and pays once the cart is transferred", async () => {
      const { shopper } = await signedInLate()
      const refused = await shopper.submitCard(OK_CARD, { save_card: true })
      expect(refused).toMatchObject({
        status: 409,
        body: { code: "cart_of_guest", message: expect.stringContaining("not linked to your account") },
      })
      expect(await sim().calls({ method: "POST" })).toEqual([])
      expectOk(await shopper.http.post(`/store/carts/${shopper.cartId}/customer`))
      expectOk(await shopper.openSession())
      const paid = await shopper.passChallenge(await shopper.submitCard(OK_CARD, { save_card: true }))
      expect(paid.outcome).toBe("paid")
      expect(await store.db("xpay_saved_card")).toHaveLength(1)
    })

    it("does not pay the cart of another account", async () => {
      const other = await store.account("anna.verdi@example.com")
      const owner = await store.shopperWith(await store.account()).readyToPay()
      const thief = store.shopperWith(other)
      Object.assign(thief, { cartId: owner.cartId, sessionId: owner.sessionId })
      const { status, body } = (await thief.submitCard(OK_CARD)) as { status: number; body: PaymentAnswer }
      expect([status, body.code]).toEqual([404, "session_not_found"])
    })
  })
})
