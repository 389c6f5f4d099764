import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { expectOk } from "../harness/shopper"
import { EXPLICIT_KEY, ROTATED_KEY } from "../harness/terminals"
import { xpaySuite } from "../harness/xpay-suite"

xpaySuite("security", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const paymentOf = async (orderId: string) =>
    (await store.db("xpay_attempt").where({ order_id: orderId }).first()) as {
      id: string
      xpay_order_id: string
    }

  /** The options of a provider's entry in `medusa-config.ts`, as the running server has read them. */
  function optionsOf(id: string): { apiKey: string } {
    const { modules } = store.container().resolve(ContainerRegistrationKeys.CONFIG_MODULE)
    const { providers } = (
      modules?.[Modules.PAYMENT] as { options: { providers: { id: string; options: never }[] } }
    ).options
    return providers.find((entry) => entry.id === id)!.options
  }

  describe("a payment of a terminal", () => {
    it("is captured and refunded with that terminal's key, whatever other terminals the shop has", async () => {
      const [explicit, implicit] = [
        await (await store.shopper().readyToPay()).pay(OK_CARD),
        await (await store.shopper().readyToPay({}, "pp_xpay_implicit")).pay(OK_CARD),
      ]
      expectOk(await clerk().capture(explicit.orderId!))
      expectOk(await clerk().refund(explicit.orderId!, 1))
      expectOk(await clerk().refund(implicit.orderId!, 2))
      const terminals = async (path: string) => (await sim().calls({ path })).map(({ terminal }) => terminal)
      expect(await terminals("/operations/*/captures")).toEqual(["explicit"])
      expect(await terminals("/operations/*/refunds")).toEqual(["explicit", "implicit"])
    })

    it("goes on under a new key of the same terminal", async () => {
      const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
      const options = optionsOf("xpay")
      options.apiKey = ROTATED_KEY
      try {
        const { id, xpay_order_id: xpayOrder } = await paymentOf(orderId!)
        await sim().clearCalls()
        const synced = await store.admin().post(`/admin/xpay/payments/${id}/sync`)
        expect(synced).toMatchObject({ status: 200, body: { payment: { state: "authorized" } } })
        expect((await sim().calls({ path: `/orders/${xpayOrder}` })).map(({ status }) => status)).toEqual([
          200,
        ])
      } finally {
        options.apiKey = EXPLICIT_KEY
      }
    })

    it("of a key that XPay does not take any more moves nothing, and says whose fault it is", async () => {
      const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
      await sim().addFault({ kind: "status", status: 401, method: "POST", path: "/operations/*/captures" })
      const refused = await clerk().capture(orderId!)
      expect(refused.status).toBeGreaterThanOrEqual(400)
      expect(refused.body["message"]).toMatch(/Check the API key and the environment of this terminal/)
      expect(refused.text).not.toContain(EXPLICIT_KEY)
    })
  })

  describe("what strangers write", () => {
    it("is never part of a page that we serve", async () => {
      const script = "<script>alert(1)</script>"
      for (const path of ["return", "cancel"]) {
        const page = await store
          .strangerHttp()
          .get(`/xpay/${path}/${encodeURIComponent(script)}?PaRes=${encodeURIComponent(script)}`, {
            "accept-language": script,
          })
        expect(page.status).toBe(404)
        expect(page.headers.get("content-type")).toMatch(/^text\/html/)
        expect(page.text).not.toContain("script")
      }
    })

    it("comes to the dashboard as text in JSON, and as nothing else", async () => {
      const shopper = await store.shopper().fillCart()
      const holder = '<img src=x onerror="alert(1)">'
      expectOk(await shopper.openSession())
      const { orderId } = await shopper.pay({ ...OK_CARD, holder })
      const { id } = await paymentOf(orderId!)
      for (const path of [
        "/admin/xpay/payments",
        `/admin/xpay/payments/${id}`,
        `/admin/xpay/orders/${orderId}`,
      ]) {
        const answer = await store.admin().get(path)
        expect(answer.status).toBe(200)
        expect(answer.headers.get("content-type")).toMatch(/^application\/json/)
      }
    })
  })
})
