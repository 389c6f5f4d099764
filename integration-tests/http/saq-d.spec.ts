import { randomUUID } from "node:crypto"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Staff } from "../harness/staff"
import { withOptions } from "../harness/with-options"
import { xpaySuite } from "../harness/xpay-suite"

/**
 * As in a shop that goes live: Nexi's production URL, and without the confirmation that Nexi has verified the SAQ D.
 */
const PRODUCTION = {
  environment: "production",
  baseUrl: undefined,
  backendUrl: "https://shop.example",
  storefrontUrls: ["https://shop.example"],
}

xpaySuite("saq-d", (store) => {
  const inProduction = (work: () => Promise<void>) => withOptions(store.container(), PRODUCTION, work)
  const attempts = async () => await store.db("xpay_attempt")

  describe("in production, before Nexi has verified the SAQ D", () => {
    it("the card route takes no card, also for a session that is there already", async () => {
      const shopper = await store.shopper().readyToPay()
      await inProduction(async () => {
        expect(await shopper.submitCard(OK_CARD)).toMatchObject({
          status: 409,
          body: { code: "saq_d_missing", message: expect.stringMatching(/another payment method/) },
        })
      })
      expect(await attempts()).toEqual([])
    })

    it("no session for the card form is opened", async () => {
      const shopper = await store.shopper().fillCart()
      await inProduction(async () => {
        const refused = await shopper.openSession("pp_xpay_xpay")
        expect(refused.status).toBe(400)
        expect(refused.body["message"]).toMatch(/SAQ D/)
      })
    })

    it("the card form is not among the payment methods", async () => {
      const shopper = await store.shopper().fillCart()
      await inProduction(async () => {
        const { status, text } = await shopper.http.get(
          `/store/xpay/payment-methods?cart_id=${shopper.cartId}`
        )
        expect(status).toBe(200)
        expect(text).not.toContain('"pp_xpay_xpay"')
      })
    })

    it("no saved card is used on a session of the card form", async () => {
      const shopper = await store.shopperWith(await store.account()).readyToPay()
      await store.db.raw(
        `insert into xpay_saved_card (id, customer_id, provider_id, contract_id, contract_type, state, consented_at)
         select 'xpcard_own', c.customer_id, 'pp_xpay_xpay', 'CONTRACT1', 'cit', 'active', now() from cart c where c.id = ?`,
        [shopper.cartId]
      )
      await inProduction(async () => {
        expect(await shopper.useSavedCard("xpcard_own")).toMatchObject({
          status: 409,
          body: { code: "saq_d_missing" },
        })
      })
      expect(await attempts()).toEqual([])
      // XPay has no contract for it.
      await store.db("xpay_saved_card").where({ id: "xpcard_own" }).delete()
    })

    it("no card is taken by phone", async () => {
      const staff = new Staff(store.admin(), store.store)
      const draft = await staff.draftOrder()
      await inProduction(async () => {
        const refused = await store.admin().post(`/admin/xpay/orders/${draft.id}/moto`, {
          request_key: randomUUID(),
          provider_id: "pp_xpay-moto_xpay",
          amount: draft.total,
          capture: "manual",
          card: KO_CARD,
        })
        expect(refused).toMatchObject({ status: 409, body: { code: "saq_d_missing" } })
      })
      expect(await attempts()).toEqual([])
    })
  })

  it("all of it works in production once it is said, as in the sandbox without", async () => {
    const shopper = await store.shopper().fillCart()
    await withOptions(store.container(), { ...PRODUCTION, saqDVerifiedByNexi: true }, async () => {
      expect((await shopper.openSession("pp_xpay_xpay")).status).toBe(200)
    })
  })
})
