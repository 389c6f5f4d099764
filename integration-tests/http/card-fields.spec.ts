import { randomUUID } from "node:crypto"
import { walkBank, FieldsShopper } from "../harness/card-fields"
import { KO_CARD, OK_CARD, UNSEEN_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { isFlipped } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { EXPLICIT_KEY } from "../harness/terminals"
import { withOptions } from "../harness/with-options"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const PROVIDER = "pp_xpay-fields_xpay"
/** How many openings count as one try. */
const OPENINGS_PER_TRY = 10
const AUTOMATIC = "pp_xpay-fields_automatic"

xpaySuite("card-fields", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const calls = async () => (await sim().calls()).map(({ method, path }) => `${method} ${path.split("?")[0]}`)
  const finalized = async () => (await calls()).filter((call) => call.endsWith("/finalize_payment")).length
  const holds = async () => (await sim().ledger()).liveHolds.map(({ amount }) => amount)
  const states = async () =>
    (await store.db("xpay_attempt").orderBy("created_at")).map(({ state }: { state: string }) => state)

  async function readyToPay(provider = PROVIDER): Promise<FieldsShopper> {
    return new FieldsShopper(await store.shopper().readyToPay({}, provider))
  }

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
      // By the assumption about what XPay makes of it.
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
      // The others wait for what becomes of it, or see it; whoever comes late finds the cart on its way to an order.
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

    it("in another tab: newer fields take the place of older ones, whose shopper is told so", async () => {
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

  describe("fields", () => {
    it("whose time is over want the card again", async () => {
      const fields = await readyToPay()
      const id = await fields.enter(await fields.open(), UNSEEN_CARD)
      await sim().setSwitches({ buildSessionMinutes: 0.1 })
      await sim().advanceClock(60_000)
      expect((await fields.confirm(id)).body.payment).toMatchObject({
        status: "canceled",
        message: expect.stringMatching(/enter your card again/),
      })
      expect(await finalized()).toBe(0)
    })

    it("whose fingerprint fails for good end before anybody finalizes", async () => {
      await sim().setSwitches({ fingerprint: "KO" })
      const fields = await readyToPay()
      const id = await fields.enter(await fields.open())
      expect((await fields.confirm(id)).body.payment.status).toBe("declined")
      expect(await finalized()).toBe(0)
      expect(await states()).toEqual(["authentication_failed"])
    })

    it("that were only looked at are no payment: not for the shopper, not for the staff, not for Medusa", async () => {
      const fields = await readyToPay()
      const opened = await fields.open()
      const { http, sessionId, cartId } = fields.shopper
      expect(await http.get(`/store/xpay/payment-sessions/${sessionId}?cart_id=${cartId}`)).toMatchObject({
        status: 404,
        body: { code: "payment_not_found" },
      })
      expect((await store.admin().get<{ count: number }>("/admin/xpay/payments")).body.count).toBe(0)
      expect((await fields.shopper.complete()).body).toMatchObject({
        type: "cart",
        error: { message: expect.stringMatching(/carta|card/) },
      })
      // Nothing is asked of XPay about them, and some time later they are given up.
      const before = (await calls()).length
      await store.letPass(30)
      await store.reconcile(0)
      expect(await states()).toEqual(["abandoned"])
      expect((await calls()).length).toBe(before)
      expect(opened.status).toBe(200)
    })

    it("are refused when one cart opens very many in a row; what was only looked at keeps nobody from paying", async () => {
      await withOptions(store.container(), { cardTesting: { perCart: 1 } }, async () => {
        const fields = await readyToPay()
        for (let count = 0; count < OPENINGS_PER_TRY; count++) {
          expectOk(await fields.open())
        }
        expect(await fields.open()).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
        expectOk(await fields.shopper.openSession("pp_xpay-paypal_xpay"))
        expect((await fields.shopper.payOnPage("PAYPAL")).outcome).toBe("paid")
      })
    })

    it("that were opened before the terminal met its limit are not confirmed after it", async () => {
      await withOptions(store.container(), { cardTesting: { perTerminal: 1 } }, async () => {
        const early = await readyToPay()
        const id = await early.enter(await early.open(), UNSEEN_CARD)
        const tester = await readyToPay()
        expect((await tester.passBank(await tester.submit(KO_CARD))).outcome).toBe("declined")
        expect(await early.confirm(id)).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
        expect(await finalized()).toBe(1)
        expect(await states()).toEqual(["created", "declined"])
      })
      // Closes the incident.
      await store.reconcile(1)
    })

    it("are a try from when they are confirmed, however long before they were opened", async () => {
      await withOptions(
        store.container(),
        { cardTesting: { perTerminal: 1, windowMinutes: 10 } },
        async () => {
          const [early, late] = [await readyToPay(), await readyToPay()]
          const id = await early.enter(await early.open(), KO_CARD)
          const other = await late.enter(await late.open(), UNSEEN_CARD)
          await store.letPass(15)
          expect((await early.passBank(await early.confirm(id))).outcome).toBe("declined")
          expect(await late.confirm(other)).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
          expect(await finalized()).toBe(1)
        }
      )
      await store.reconcile(1)
    })

    it("that one address has opened on many carts are confirmed as often as it may try", async () => {
      await withOptions(store.container(), { cardTesting: { perAddress: 1 } }, async () => {
        const [first, second] = [await readyToPay(), await readyToPay()]
        const id = await first.enter(await first.open(), KO_CARD)
        const other = await second.enter(await second.open(), UNSEEN_CARD)
        expect((await first.passBank(await first.confirm(id))).outcome).toBe("declined")
        expect(await second.confirm(other)).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
        expect(await finalized()).toBe(1)
      })
      await store.reconcile(1)
    })

    it("that XPay has closed want the card again, and nothing is sent", async () => {
      const fields = await readyToPay()
      const opened = await fields.open()
      const id = await fields.enter(opened, UNSEEN_CARD)
      const frame = new URL(opened.body.card_fields?.fields[0]?.src ?? "")
      const closed = await fetch(`${store.simulator.apiUrl}/build/cancel`, {
        method: "POST",
        headers: {
          "X-Api-Key": EXPLICIT_KEY,
          "Correlation-Id": randomUUID(),
          "content-type": "application/json",
        },
        body: JSON.stringify({ sessionId: frame.searchParams.get("sessionid") }),
      })
      expect(closed.status).toBe(200)
      expect((await fields.confirm(id)).body.payment).toMatchObject({
        status: "canceled",
        message: expect.stringMatching(/enter your card again/),
      })
      expect(await finalized()).toBe(0)
    })

    it("that a page opens by itself end no payment that is being made elsewhere", async () => {
      const fields = await readyToPay()
      const confirmed = await fields.submit()
      expect(await fields.shopper.openSession(PROVIDER, { if_idle: true })).toMatchObject({
        status: 409,
        body: { code: "in_progress" },
      })
      const [session] = (await store.db("payment_session").whereNull("deleted_at")) as { id: string }[]
      fields.shopper.sessionId = session?.id ?? ""
      expect((await fields.passBank(confirmed)).outcome).toBe("paid")
    })

    it("are refused for a session of another method, and for an address that is not the shop's", async () => {
      const fields = new FieldsShopper(await store.shopper().readyToPay())
      expect(await fields.open()).toMatchObject({ status: 400, body: { code: "not_a_fields_session" } })
      const own = await readyToPay()
      expect(await own.open({ return_url: "https://evil.example/" })).toMatchObject({
        status: 400,
        body: { code: "return_url_not_allowed" },
      })
    })

    it("come with the hash of XPay's script where the option wants it", async () => {
      const fields = await readyToPay()
      expect((await fields.open()).body.card_fields?.sdk).not.toHaveProperty("integrity")
      await withOptions(store.container(), { cardFieldsIntegrity: true }, async () => {
        expect((await fields.open()).body.card_fields?.sdk.integrity).toMatch(/^sha384-/)
      })
    })
  })

  describe("in production, before Nexi has verified the SAQ D", () => {
    it("the card form is XPay's; before that, in the test area, it is the shop's own", async () => {
      const shopper = await store.shopper().fillCart()
      const forms = async () => {
        const { body } = await shopper.http.get<{
          payment_methods: { kind: string; card_form: string | null; provider_id: string }[]
        }>(`/store/xpay/payment-methods?cart_id=${shopper.cartId}`)
        return body.payment_methods
          .filter(({ provider_id: id }) => id.endsWith("_xpay"))
          .flatMap(({ card_form: form }) => form ?? [])
      }
      expect(await forms()).toEqual(["own"])
      const production = {
        environment: "production",
        baseUrl: undefined,
        backendUrl: "https://shop.example",
        storefrontUrls: ["https://shop.example"],
      }
      await withOptions(store.container(), production, async () => expect(await forms()).toEqual(["fields"]))
    })
  })
})
