import type { IPaymentModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import { comeBack, walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk, readReturn } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { eventually, xpaySuite } from "../harness/xpay-suite"

xpaySuite("slow-methods", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const theOrder = async () => (await sim().ledger()).orders[0]!

  describe("a slow method", () => {
    it("places an order that waits for its money, and resolves by notification", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")
      const returned = await shopper.payOnPage("MYBANK", "leave-pending")
      expect(returned).toMatchObject({ outcome: "awaiting", orderId: expect.stringMatching(/^order_/) })
      expect((await shopper.payment()).message).toMatch(/order is placed/)
      expect((await clerk().order(returned.orderId!)).payment_status).toBe("awaiting")

      await sim().conclude({ orderId: (await theOrder()).orderId })
      await eventually(async () => {
        expect(await clerk().order(returned.orderId!)).toMatchObject({
          payment_status: "captured",
          summary: { paid_total: 24.99 },
        })
      })
    })

    it("resolves by the job with all notifications muted", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")
      const returned = await shopper.payOnPage("MYBANK", "leave-pending")
      await sim().conclude({ orderId: (await theOrder()).orderId })
      await store.reconcile(1)
      expect(await clerk().order(returned.orderId!)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99 },
      })
    })

    describe("whose order was placed", () => {
      const DAY = 24 * 60

      async function placed() {
        await sim().setSwitches({ notificationsMuted: true })
        const shopper = await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")
        const { redirect_url: url = "" } = expectOk(await shopper.pressButton())
        const back = await walkHostedPage(url, "MYBANK", "leave-pending")
        const { orderId = "" } = readReturn(await comeBack(shopper.http, back))
        return { shopper, orderId, back }
      }
      const arrives = async () => await sim().conclude({ orderId: (await theOrder()).orderId })
      const openKinds = async () =>
        (await store.incidents()).filter((one) => one.resolved_at === null).map(({ kind }) => kind)
      const attempt = async () => (await store.db("xpay_attempt").first()) as AttemptRecord
      const drop = async (sessionId: string) =>
        await store
          .container()
          .resolve<IPaymentModuleService>(Modules.PAYMENT)
          .deletePaymentSession(sessionId)
      const openAnother = async () => {
        const { id } = (await store.db("payment_collection").first()) as { id: string }
        const path = `/admin/payment-collections/${id}/payment-sessions`
        expectOk(await store.admin().post(path, { provider_id: "pp_xpay_xpay" }))
      }
      const paid = { status: "pending", payment_status: "captured", summary: { paid_total: 24.99 } }

      it("keeps order and session when a second tab in the checkout asks for another session", async () => {
        const { shopper, orderId } = await placed()
        const { sessionId } = shopper
        expect(await shopper.openSession("pp_xpay_xpay")).toMatchObject({
          status: 409,
          body: { code: "cart_completed", message: expect.stringMatching(/order is placed/) },
        })
        expect(await store.db("payment_session").select("id")).toEqual([{ id: sessionId }])
        await store.reconcile(2)
        await store.reconcile(2)
        expect(await clerk().order(orderId)).toMatchObject({ payment_status: "awaiting" })
        await arrives()
        await store.reconcile(2)
        expect(await clerk().order(orderId)).toMatchObject(paid)
        expect(await store.incidents()).toEqual([])
      })

      it.each([
        ["by the module, before the job has looked", "module", false],
        ["by the module", "module", true],
        ["by the dashboard's route for another session", "route", true],
      ])("is paid though Medusa has dropped its session: %s", async (_how, by, isSeen) => {
        const { shopper, orderId } = await placed()
        await (by === "module" ? drop(shopper.sessionId) : openAnother())
        expect(await store.db("payment_session").where({ id: shopper.sessionId })).toEqual([])
        expect(await attempt()).toMatchObject({ state: "pending_payer", placement: "awaiting" })
        if (isSeen) {
          await store.reconcile(2)
          expect(await clerk().order(orderId)).toMatchObject({ payment_status: "awaiting" })
          const { id: attempt_id, payment_session_id: id } = await attempt()
          expect(await store.db("payment_session").where({ id })).toMatchObject([
            { status: "pending_authorization", data: { attempt_id } },
          ])
        }
        await arrives()
        await store.reconcile(2)
        expect(await clerk().order(orderId)).toMatchObject(paid)
        expect(await store.incidents()).toEqual([])
      })

      it("is noted by the job when the process died before it was", async () => {
        const { orderId } = await placed()
        await store.db("xpay_attempt").update({ order_id: null })
        await store.reconcile(2)
        expect(await attempt()).toMatchObject({ state: "pending_payer", order_id: orderId })
      })

      it("stays awaited when the browser goes back and opens the cancel address", async () => {
        const { shopper, back } = await placed()
        const canceled = { ...back, url: back.url.replace("/xpay/return/", "/xpay/cancel/") }
        expect(readReturn(await comeBack(shopper.http, canceled)).outcome).toBe("awaiting")
        await store.reconcile(2)
        expect(await attempt()).toMatchObject({ state: "pending_payer", placement: "awaiting" })
        expect(await store.incidents()).toEqual([])
      })

      it("is asked about as long as it runs, is an incident after some days, and is paid in the end", async () => {
        const { orderId } = await placed()
        await store.letPass(4 * DAY)
        await store.reconcile(0)
        expect(await openKinds()).toEqual([])
        await store.letPass(2 * DAY)
        await store.reconcile(0)
        expect(await openKinds()).toEqual(["still_unknown"])
        await store.reconcile(0)
        expect(await openKinds()).toEqual(["still_unknown"])
        await arrives()
        await store.letPass(DAY / 4)
        await store.reconcile(0)
        expect(await clerk().order(orderId)).toMatchObject(paid)
        expect(await openKinds()).toEqual([])
      })

      it("keeps a person informed of money that came beside another payment, where the shop wants that", async () => {
        await withOptions(store.container(), { unplaceable: "hold" }, async () => {
          const { orderId } = await placed()
          expectOk(
            await new Staff(store.admin(), store.store).takeCard(orderId, { card: OK_CARD, amount: 24.99 })
          )
          await arrives()
          for (let run = 0; run < 3; run++) {
            await store.reconcile(2)
            expect(await openKinds()).toEqual(["held_unplaceable"])
          }
          expect((await clerk().order(orderId)).payment_status).toBe("authorized")
        })
      })

      it("is an incident, and is not rolled back, when its payment was given up", async () => {
        const { shopper, orderId } = await placed()
        await store.db("xpay_attempt").update({ state: "abandoned", circumstance: "cart_changed" })
        await store.db("payment_session").where({ id: shopper.sessionId }).update({ status: "pending" })
        await store.reconcile(2)
        await store.reconcile(2)
        expect((await clerk().order(orderId)).status).toBe("pending")
        expect(await openKinds()).toEqual(["order_unpaid"])
        await store
          .db("payment_session")
          .where({ id: shopper.sessionId })
          .update({ provider_id: "pp_system_default" })
        await store.reconcile(2)
        expect(await openKinds()).toEqual(["order_unpaid"])
      })
    })

    it("raises an incident when the money does not arrive", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")
      const returned = await shopper.payOnPage("MYBANK", "leave-pending")
      await sim().conclude({ orderId: (await theOrder()).orderId, result: "FAILED" })
      await eventually(async () => {
        expect((await store.incidents()).map(({ kind }) => kind)).toContain("order_unpaid")
      })
      expect((await clerk().order(returned.orderId!)).payment_status).not.toBe("captured")
    })
  })
})
