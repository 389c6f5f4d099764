import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { xpaySuite } from "../harness/xpay-suite"

const MINUTE = 60_000

xpaySuite("clock", (store) => {
  const sim = () => store.simulator.control

  describe("what was done in XPay's back office", () => {
    it("appears in Medusa although XPay's clock is twelve minutes behind", async () => {
      await sim().advanceClock(-12 * MINUTE)
      const shopper = await store.shopper().readyToPay({}, "pp_xpay_automatic")
      const { orderId } = await shopper.pay(OK_CARD)
      await store.reconcile()
      await store.db("xpay_sweep").whereNot("id", "like", ":%").update({ swept_until: new Date() })
      const [order] = (await sim().ledger()).orders
      await sim().actInOffice({ orderId: order?.orderId ?? "", verb: "refund", amount: 700 })
      await store.reconcile(0)
      await store.reconcile(0)
      const payment = await new Clerk(store.admin()).payment(orderId ?? "")
      expect(payment.refunds).toMatchObject([{ amount: 7 }])
    })
  })
})
