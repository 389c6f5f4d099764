import type { IPaymentModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { failCompletionWhen } from "./fail-completion"
import { forEachFault } from "./platform-faults"

let isHookThrowing = false
failCompletionWhen(() => isHookThrowing)

/** The same as in `platform.spec.ts`, with the plugin: the fault has no effect. */
xpaySuite("guards", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const totals = async () => (await sim().ledger()).orders.map((order) => order.totals)
  const callsTo = async (path: string) => (await sim().calls({ method: "POST", path })).length

  const order = async (provider = "pp_xpay_xpay"): Promise<string> =>
    (await (await store.shopper().readyToPay({}, provider)).pay(OK_CARD)).orderId ?? ""

  beforeEach(() => {
    isHookThrowing = false
  })

  describe("the plugin, although Medusa", () => {
    forEachFault({
      captureWithoutAmount: async () => {
        const orderId = await order()
        expectOk(await clerk().capture(orderId, 10))
        expect(await totals()).toMatchObject([{ captured: 1000 }])
      },

      newKeyPerTry: async () => {
        const orderId = await order()
        for (const [verb, path] of [
          ["capture", "/operations/*/captures"],
          ["refund", "/operations/*/refunds"],
        ] as const) {
          await sim().addFault({ kind: "execute-then-stall", path })
          const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
          expect((await clerk()[verb](orderId, 24.99)).status).toBe(500)
          await sim().removeFault(blind.id)
          expectOk(await clerk()[verb](orderId, 24.99))
          expect(await callsTo(path)).toBe(1)
        }
        expect(await totals()).toMatchObject([{ captured: 2499, refunded: 2499 }])
      },

      cancelFails: async () => {
        const orderId = await order()
        await store.door.shut()
        expectOk(await clerk().cancelOrder(orderId))
        await store.door.open()
        await eventually(async () => {
          await store.reconcile(1)
          expect(await totals()).toMatchObject([{ liveHold: 0, voided: 2499 }])
        })
      },

      hookForgets: async () => {
        await sim().setSwitches({ notificationTiming: "never" })
        const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
        const { redirect_url: url } = expectOk(await shopper.pressButton())
        await walkHostedPage(url ?? "", "PAYPAL", "pay")
        const body = (await sim().notifications()).at(-1)?.body as { eventId: string }
        // XPay cannot be queried, so only what was stored remains.
        await store.door.shut()
        expect((await store.strangerHttp().post("/hooks/payment/xpay-paypal_xpay", body)).status).toBe(200)
        expect(await store.db("xpay_notification")).toMatchObject([{ event_id: body.eventId }])
        await store.door.open()
      },

      noComparison: async () => {
        const shopper = await store.shopper().readyToPay()
        const submitted = await shopper.submitCard(OK_CARD)
        await store
          .container()
          .resolve<IPaymentModuleService>(Modules.PAYMENT)
          .updatePaymentSession({ id: shopper.sessionId, amount: 1, currency_code: "eur", data: {} })
        expect(await shopper.complete()).toMatchObject({ status: 409, body: { code: "cart_changed" } })
        expect((await shopper.passChallenge(submitted)).orderId).toBeUndefined()
        expect(await callsTo("/orders/3steps/payment")).toBe(0)
      },

      strangersCart: async () => {
        const stranger = await store.shopper().readyToPay()
        await sim().setSwitches({ notificationTiming: "never" })
        const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
        const { redirect_url: url } = expectOk(await shopper.pressButton())
        await walkHostedPage(url ?? "", "PAYPAL", "pay")
        const { body } = (await sim().notifications()).at(-1) ?? {}
        await shopper.addItem("TAZZA")
        expect((await store.strangerHttp().post("/hooks/payment/xpay-paypal_xpay", body)).status).toBe(200)
        await eventually(async () =>
          expect(await totals()).toMatchObject([{ captured: 2499, refunded: 2499 }])
        )
        const { completed_at: completedAt } = (await store
          .db("cart")
          .where({ id: stranger.cartId })
          .first("completed_at")) as { completed_at: Date | null }
        expect(completedAt).toBeNull()
      },

      voidedAgain: async () => {
        const shopper = await store.shopper().readyToPay()
        isHookThrowing = true
        expect((await shopper.pay(OK_CARD)).orderId).toBeUndefined()
        isHookThrowing = false
        expect(await totals()).toMatchObject([{ liveHold: 0, voided: 2499 }])
        expect((await shopper.complete()).body.order).toBeUndefined()
        expectOk(await shopper.openSession())
        const { orderId = "" } = await shopper.pay(OK_CARD)
        expect((await clerk().order(orderId)).payment_status).toBe("authorized")
      },

      reversedTwice: async () => {
        isHookThrowing = true
        const shopper = await store.shopper().readyToPay({}, "pp_xpay_automatic")
        expect((await shopper.pay(OK_CARD)).orderId).toBeUndefined()
        expect(await totals()).toMatchObject([{ captured: 2499, refunded: 2499, voided: 0 }])
        expect(await callsTo("/operations/*/refunds")).toBe(1)
      },

      refundBooked: async () => {
        const orderId = await order("pp_xpay_automatic")
        await store.door.shut()
        expectOk(await clerk().cancelOrder(orderId))
        await store.door.open()
        await eventually(async () => {
          await store.reconcile(1)
          expect(await totals()).toMatchObject([{ refunded: 2499 }])
          expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 24.99 }])
        })
      },
    })
  })
})
