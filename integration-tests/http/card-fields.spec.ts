import { walkBank, FieldsShopper } from "../harness/card-fields"
import { KO_CARD, OK_CARD, UNSEEN_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { isFlipped } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { fieldsPayer } from "./support/fields-payer"

const PROVIDER = "pp_xpay-fields_xpay"
const AUTOMATIC = "pp_xpay-fields_automatic"

xpaySuite("card-fields", (store) => {
  const { readyToPay, states } = fieldsPayer(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const calls = async () => (await sim().calls()).map(({ method, path }) => `${method} ${path.split("?")[0]}`)
  const finalized = async () => (await calls()).filter((call) => call.endsWith("/finalize_payment")).length
  const holds = async () => (await sim().ledger()).liveHolds.map(({ amount }) => amount)

  describe("a card in XPay's fields", () => {
    it("is held when it is confirmed, in three calls, and places the order", async () => {
      const fields = await readyToPay()
      expect(await calls()).toEqual([])

      const opened = await fields.open({ return_url: "http://localhost:8000/checkout", locale: "it" })
      expect(opened.body.payment).toMatchObject({ amount: "2499", currency_code: "eur" })
      expect(opened.body.card_fields).toMatchObject({
        fields: expect.arrayContaining([
          { id: "CARD_NUMBER", src: expect.stringContaining(store.simulator.framesUrl) },
        ]),
        sdk: { src: `${store.simulator.framesUrl}/monetaweb/resources/hfsdk.js` },
      })
      expect(opened.text).not.toMatch(/securityToken|security_token/)

      const paymentId = await fields.enter(opened, UNSEEN_CARD)
      expect((await sim().ledger()).orders.flatMap(({ operations }) => operations)).toEqual([])
      const confirmed = expectOk(await fields.confirm(paymentId))
      expect(confirmed).toEqual({
        payment: expect.objectContaining({
          status: "paid",
          order_id: expect.stringMatching(/^order_/),
          card: expect.objectContaining({ last4: UNSEEN_CARD.number.slice(-4) }),
        }),
      })
      const isRead = (call: string) => call.startsWith("GET /orders/")
      expect((await calls()).filter((call) => !isRead(call))).toEqual([
        "POST /orders/build",
        "GET /build/state",
        "POST /build/finalize_payment",
      ])
      expect((await calls()).filter(isRead).length).toBeLessThanOrEqual(1)
      expect(await clerk().order(confirmed.payment.order_id!)).toMatchObject({
        payment_status: "authorized",
        summary: { paid_total: 0 },
      })
      expect(await holds()).toEqual([2499])
    })

    it("is charged at once where the options say so", async () => {
      const { payment } = expectOk(await (await readyToPay(AUTOMATIC)).submit(UNSEEN_CARD))
      expect(await clerk().order(payment.order_id!)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99, pending_difference: 0 },
      })
    })

    it("is paid after the bank's page, by XPay itself, and is captured and refunded as any other", async () => {
      const fields = await readyToPay()
      const confirmed = await fields.submit()
      expect(confirmed.body).toMatchObject({
        payment: { status: "redirect", order_id: null },
        redirect_url: expect.stringMatching(/^http/),
      })
      expect(await fields.passBank(confirmed)).toMatchObject({
        status: 303,
        outcome: "paid",
        orderId: expect.stringMatching(/^order_/),
      })
      const { order_id: orderId } = await fields.shopper.payment()
      expect((await clerk().order(orderId!)).payment_status).toBe("authorized")
      expectOk(await clerk().capture(orderId!, 10))
      expectOk(await clerk().refund(orderId!, 4))
      expect((await sim().ledger()).orders[0]?.totals).toMatchObject({ captured: 1000, refunded: 400 })
    })

    it("is paid although the shopper never comes back from the bank", async () => {
      const fields = await readyToPay()
      const { redirect_url: url } = expectOk(await fields.submit())
      await walkBank(url!, "succeeds")
      await eventually(async () => {
        expect(await fields.shopper.payment()).toMatchObject({
          status: "paid",
          order_id: expect.stringMatching(/^order_/),
        })
      })
    })

    it("is found by the job when every notification is lost too", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const fields = await readyToPay()
      const { redirect_url: url } = expectOk(await fields.submit())
      await walkBank(url!, "succeeds")
      await store.reconcile(1)
      expect(await fields.shopper.payment()).toMatchObject({
        status: "paid",
        order_id: expect.stringMatching(/^order_/),
      })
    })

    it("that is declined costs nothing, and another card pays, on an XPay order of its own", async () => {
      const fields = await readyToPay()
      expect(await fields.passBank(await fields.submit(KO_CARD))).toMatchObject({ outcome: "declined" })
      expect(await fields.passBank(await fields.submit(OK_CARD))).toMatchObject({ outcome: "paid" })
      expect(await states()).toEqual(["declined", "authorized"])
      expect(await holds()).toEqual([2499])
    })

    it.each([
      ["fails", "declined"],
      // Depends on the assumption about XPay's result.
      ["abandoned", isFlipped ? "declined" : "canceled"],
    ] as const)("whose owner %s at the bank is not charged, and can be tried again", async (end, outcome) => {
      const fields = await readyToPay()
      expect(await fields.passBank(await fields.submit(), end)).toMatchObject({ outcome })
      expect(await fields.passBank(await fields.submit())).toMatchObject({ outcome: "paid" })
      expect(await holds()).toEqual([2499])
    })

    it("that an implicit terminal takes at once is captured", async () => {
      const fields = await readyToPay("pp_xpay-fields_implicit")
      const { orderId } = await fields.passBank(await fields.submit())
      expect((await clerk().order(orderId!)).payment_status).toBe("captured")
    })

    it("is kept for a customer who wants that", async () => {
      const account = await store.account()
      const fields = new FieldsShopper(await store.shopperWith(account).readyToPay({}, PROVIDER))
      const confirmed = await fields.submit(OK_CARD, { save_card: true })
      expect((await fields.passBank(confirmed)).outcome).toBe("paid")
      expect(await account.savedCards()).toEqual([expect.objectContaining({ last4: "5006" })])

      const again = await store.shopperWith(account).readyToPay({}, PROVIDER)
      const [card] = await account.savedCards()
      const page = await again.useSavedCard(card!.id)
      expect((await again.passPage(page, "CARDS")).outcome).toBe("paid")
    })
  })

  describe("what the browser says", () => {
    it("is not believed: fields that nobody has confirmed charge nothing, and stay", async () => {
      const fields = await readyToPay()
      const opened = await fields.open()
      expect(await fields.confirm(opened.body.payment.id, { locale: "it" })).toMatchObject({
        status: 409,
        body: { code: "card_not_confirmed", message: expect.stringMatching(/Non è stato addebitato nulla/) },
      })
      expect(await finalized()).toBe(0)
      expect((await fields.confirm(await fields.enter(opened, UNSEEN_CARD))).body.payment.status).toBe("paid")
    })

    it("twice at once charges once", async () => {
      const fields = await readyToPay()
      const id = await fields.enter(await fields.open(), UNSEEN_CARD)
      const answers = await Promise.all([fields.confirm(id), fields.confirm(id), fields.confirm(id)])
      // The others wait for the outcome, or see it; a late request finds the cart being completed.
      for (const { body } of answers) {
        const said = body.payment?.status ?? (body as { code?: string }).code
        expect(["paid", "processing", "verifying", "in_progress", "cart_completed"]).toContain(said)
      }
      expect(answers.map(({ body }) => body.payment?.status)).toContain("paid")
      expect(await finalized()).toBe(1)
      expect(await holds()).toEqual([2499])
    })

    it("again, by a shopper who lost the way to the bank, leads there once more", async () => {
      const fields = await readyToPay()
      const id = await fields.enter(await fields.open())
      const first = expectOk(await fields.confirm(id)).redirect_url
      const second = await fields.confirm(id)
      expect(second.body).toMatchObject({ payment: { status: "redirect" }, redirect_url: first })
      expect(await finalized()).toBe(1)
      expect((await fields.passBank(second)).outcome).toBe("paid")
    })

    it("of somebody else's payment, or of another cart, is answered as if there were none", async () => {
      const fields = await readyToPay()
      const other = await readyToPay()
      const id = await fields.enter(await fields.open(), UNSEEN_CARD)
      await other.open()
      expect(await other.confirm(id)).toMatchObject({ status: 404, body: { code: "payment_not_found" } })
      expect(await fields.confirm(id, { cart_id: other.shopper.cartId })).toMatchObject({ status: 404 })
      expect(await finalized()).toBe(0)
    })
  })

  describe("a cart that changes", () => {
    it("after the card was confirmed is not paid, and XPay is told to close the fields", async () => {
      const fields = await readyToPay()
      const id = await fields.enter(await fields.open(), UNSEEN_CARD)
      await fields.shopper.addItem("TAZZA")
      const refused = await fields.confirm(id)
      expect(refused.status).toBeGreaterThanOrEqual(400)
      expect(await finalized()).toBe(0)
      expect(await holds()).toEqual([])
      await eventually(async () => expect(await calls()).toContain("POST /build/cancel"))

      expectOk(await fields.shopper.openSession(PROVIDER))
      expect((await fields.submit(UNSEEN_CARD)).body.payment.status).toBe("paid")
      expect(await holds()).toEqual([3449])
    })

    it("while the shopper is at the bank: the money of the old amount goes back", async () => {
      const fields = await readyToPay()
      const { redirect_url: url } = expectOk(await fields.submit())
      await fields.shopper.addItem("TAZZA")
      await walkBank(url!, "succeeds")
      await store.reconcile(2)
      await eventually(async () => expect(await holds()).toEqual([]))
      expect(await store.db("order")).toEqual([])
    })

    it("in another tab: newer fields take the place of older ones, whose shopper sees that", async () => {
      const fields = await readyToPay()
      const old = await fields.enter(await fields.open(), UNSEEN_CARD)
      const newer = await fields.enter(await fields.open(), UNSEEN_CARD)
      expect((await fields.confirm(old)).body.payment.status).toBe("canceled")
      expect(await finalized()).toBe(0)
      expect((await fields.confirm(newer)).body.payment.status).toBe("paid")
      expect(await holds()).toEqual([2499])
    })
  })

  describe("doubt", () => {
    it.each(["execute-then-stall", "reset-after", "garbage"] as const)(
      "whether a card was charged is resolved by XPay alone (%s)",
      async (kind) => {
        const fields = await readyToPay()
        const id = await fields.enter(await fields.open(), UNSEEN_CARD)
        await sim().addFault({ kind, path: "/build/finalize_payment" })
        expect((await fields.confirm(id)).body.payment).toMatchObject({
          status: "paid",
          order_id: expect.stringMatching(/^order_/),
        })
        expect(await finalized()).toBe(1)
        expect(await holds()).toEqual([2499])
      }
    )

    it("whether the bank requires a challenge is resolved, too", async () => {
      const fields = await readyToPay()
      const id = await fields.enter(await fields.open())
      await sim().addFault({ kind: "reset-after", path: "/build/finalize_payment" })
      const confirmed = await fields.confirm(id)
      expect(confirmed.body.redirect_url).toMatch(/^http/)
      expect((await fields.passBank(confirmed)).outcome).toBe("paid")
      expect(await finalized()).toBe(1)
    })

    it("lets the shopper pay again, once, when XPay never carried it out", async () => {
      const fields = await readyToPay()
      const id = await fields.enter(await fields.open(), UNSEEN_CARD)
      await sim().addFault({ kind: "stall", path: "/build/finalize_payment" })
      const first = expectOk(await fields.confirm(id))
      expect(["canceled", "verifying"]).toContain(first.payment.status)
      await store.letPass(2)
      await store.reconcile(0)
      expect((await fields.shopper.payment()).status).toBe("canceled")
      expect((await fields.submit(UNSEEN_CARD)).body.payment.status).toBe("paid")
      expect(await holds()).toEqual([2499])
    })

    it("is none where nothing was sent: the card waits in the fields", async () => {
      const fields = await readyToPay()
      const id = await fields.enter(await fields.open(), UNSEEN_CARD)
      await store.door.shut()
      const refused = await fields.confirm(id)
      await store.door.open()
      expect(refused).toMatchObject({
        status: 503,
        body: { code: "unreachable", message: expect.stringMatching(/Nothing was charged/) },
      })
      expect((await fields.confirm(id)).body.payment.status).toBe("paid")
      expect(await finalized()).toBe(1)
    })

    it("is said to a shopper who is back before XPay shows what the bank made of it", async () => {
      await sim().setSwitches({ readLagMs: 30_000, notificationsMuted: true })
      const fields = await readyToPay()
      expect(await fields.passBank(await fields.submit())).toMatchObject({ outcome: "verifying" })
      expect((await fields.shopper.payment()).message).toMatch(/do not pay again/)
      await sim().setSwitches({ readLagMs: 0 })
      await sim().advanceClock(60_000)
      await store.reconcile(1)
      expect((await fields.shopper.payment()).status).toBe("paid")
      expect(await holds()).toEqual([2499])
    })

    it("ends for a shopper who never came back from the bank, and pays what comes all the same", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const fields = await readyToPay()
      const { redirect_url: url } = expectOk(await fields.submit())
      await store.letPass(30)
      await store.reconcile(0)
      expect(await states()).toEqual(["abandoned"])
      await walkBank(url!, "succeeds")
      await store.reconcile(2)
      expect((await fields.shopper.payment()).status).toBe("paid")
    })
  })
})
