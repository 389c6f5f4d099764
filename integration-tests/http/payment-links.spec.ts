import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { editedOrders } from "./support/edited-orders"

xpaySuite("payment-links", (store) => {
  const { orderWithBalance, openKinds } = editedOrders(store)
  const sim = () => store.simulator.control
  const staff = () => new Staff(store.admin(), store.store)
  const clerk = () => new Clerk(store.admin())
  const totals = async () => (await sim().ledger()).orders.map((order) => order.totals)
  const DUE = 19.99

  describe("a payment link", () => {
    /** Marks the order as paid, as the dashboard's own button does. */
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
      const { payment } = expectOk(await staff().makeLink(id, balance))
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
      expect(expectOk(await staff().move(payment.id, "sync")).payment).toMatchObject({
        state: "authorized",
        link: { state: "paid" },
      })
    })

    it("is found by the job when the notification is lost, and a paid draft becomes an order", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const draft = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(draft.id, DUE))
      await payLink(payment.link!.url, "PAYPAL")
      await store.reconcile(1)
      expect(await clerk().order(draft.id)).toMatchObject({
        status: "pending",
        payment_status: "captured",
        summary: { paid_total: DUE, pending_difference: 0 },
      })
    })

    it("thanks the payer on a page of ours, also when nothing was paid", async () => {
      const draft = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(draft.id, DUE))
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
      const draft = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(draft.id, DUE))
      const phone = await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE })
      expect(phone).toMatchObject({ status: 409, body: { code: "link_open" } })
      expect(expectOk(await staff().changeLink(payment.id, "cancel")).payment).toMatchObject({
        state: "abandoned",
        link: { state: "canceled" },
      })
      expect((await staff().changeLink(payment.id, "cancel")).status).toBe(409)

      await sim().setSwitches({ notificationsMuted: true })
      const { payment: second } = expectOk(await staff().makeLink(draft.id, DUE))
      await payLink(second.link!.url)
      expect(await staff().changeLink(second.id, "cancel")).toMatchObject({
        status: 409,
        body: { code: "link_paid" },
      })
      expect((await clerk().order(draft.id)).status).toBe("pending")
    })

    it("runs out, is shown so, and can be renewed", async () => {
      const draft = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(draft.id, DUE))
      await store.db("xpay_attempt").update({ deadline_at: store.db.raw("now() - interval '1 hour'") })
      await store.reconcile(1)
      const { payment: expired } = expectOk(await staff().move(payment.id, "sync"))
      expect(expired).toMatchObject({ state: "expired", link: { state: "expired" } })
      const { payment: renewed } = expectOk(await staff().changeLink(payment.id, "renew"))
      expect(renewed).toMatchObject({ state: "pending_payer", link: { state: "open" } })
      expect(Date.parse(renewed.link!.expires_at)).toBeGreaterThan(Date.now())
    })

    it("goes with its order, and money that comes all the same goes back", async () => {
      const draft = await staff().draftOrder()
      expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: 10 }))
      const { payment } = expectOk(await staff().makeLink(draft.id, 9.99))
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
      const { payment } = expectOk(await staff().makeLink(id, balance))
      await markAsPaid(id)
      await expect(payLink(payment.link!.url)).rejects.toThrow("410")
    })

    it("that could not be closed and is paid is reversed, with an incident", async () => {
      const { id, balance } = await orderWithBalance()
      const { payment } = expectOk(await staff().makeLink(id, balance))
      await store.door.shut()
      await markAsPaid(id)
      await store.door.open()
      await payLink(payment.link!.url)
      await eventually(async () => {
        expect(await openKinds()).toEqual(["reversed_unplaceable"])
      })
      await store.reconcile(1)
      expect((await totals()).at(-1)).toMatchObject({ liveHold: 0 })
    })

    it("is sent by e-mail, or says why not", async () => {
      const draft = await staff().draftOrder()
      const { payment } = expectOk(await staff().makeLink(draft.id, DUE))
      expectOk(await staff().changeLink(payment.id, "send", { to: "maria.rossi@example.com" }))
      const { rows } = await store.db.raw("select * from notification where channel = 'email'")
      expect(rows).toMatchObject([
        { to: "maria.rossi@example.com", template: "xpay-payment-link", data: { link: payment.link!.url } },
      ])
      expect(await staff().changeLink(payment.id, "send", { to: "maria" })).toMatchObject({
        status: 422,
        body: { code: "recipient_invalid" },
      })
    })

    it("needs a day from today to 90 days ahead", async () => {
      const draft = await staff().draftOrder()
      for (const expires_on of ["2020-01-01", "2031-01-01"]) {
        expect(await staff().makeLink(draft.id, DUE, { expires_on })).toMatchObject({
          status: 422,
          body: { code: "link_expiry_invalid" },
        })
      }
    })
  })
})
