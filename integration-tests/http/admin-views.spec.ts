import type { PaymentDetail } from "../../src/workflows/payment-detail"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

xpaySuite("admin-views", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())

  async function paid(provider?: string, card = OK_CARD) {
    const shopper = await store.shopper().readyToPay({}, provider)
    const { orderId } = await shopper.pay(card)
    const { id } = await shopper.payment()
    return { id, orderId: orderId ?? "", shopper }
  }

  const detail = async (id: string, query = ""): Promise<PaymentDetail> =>
    expectOk(await store.admin().get<{ payment: PaymentDetail }>(`/admin/xpay/payments/${id}${query}`))
      .payment
  const sync = async (id: string): Promise<PaymentDetail> =>
    expectOk(await store.admin().post<{ payment: PaymentDetail }>(`/admin/xpay/payments/${id}/sync`)).payment
  const kinds = ({ timeline }: PaymentDetail) => timeline.map(({ kind }) => kind)

  describe("one payment", () => {
    it("says what is held, on which card, proved by whom, until when, and what may be done", async () => {
      const { id, orderId } = await paid()
      const payment = await detail(id)
      const order = await clerk().order(orderId)
      const [medusas] = order.payment_collections.flatMap(({ payments }) => payments)
      expect(payment).toMatchObject({
        id,
        way: "card",
        terminal: "xpay",
        state: "authorized",
        is_in_doubt: false,
        amount: 24.99,
        captured: 0,
        refunded: 0,
        capturable: 24.99,
        refundable: 0,
        currency_code: "eur",
        card: {
          circuit: "VISA",
          last4: "5006",
          masked: "•••• 5006",
          expiry: expect.stringMatching(/^11\/\d\d$/),
        },
        order_id: orderId,
        order_display_id: expect.any(Number),
        is_draft: false,
        payment_id: medusas?.id,
        three_ds: { eci: "05", liability: "issuer" },
        authorization_code: expect.any(String),
        reason: null,
        actor: null,
        link: null,
        is_release_wanted: false,
        can: {
          capture: { allowed: true, reason: null },
          refund: { allowed: false, reason: expect.stringMatching(/no money was taken/) },
          void: { allowed: true, reason: null },
          cancel_capture: { allowed: false, reason: expect.stringMatching(/no money was taken/) },
        },
      })
      expect(new Date(payment.deadline_at ?? 0).getTime()).toBeGreaterThan(Date.now())
      expect(kinds(payment)).toEqual(expect.arrayContaining(["created", "challenge", "authorized"]))
    })

    it("follows the money: a part captured, a part of that refunded", async () => {
      const { id, orderId } = await paid()
      expectOk(await clerk().capture(orderId, 10))
      expect(await detail(id)).toMatchObject({
        state: "captured",
        captured: 10,
        capturable: 0,
        refundable: 10,
        can: {
          capture: {
            allowed: false,
            reason: expect.stringMatching(/one capture per authorization: €10\.00/),
          },
          refund: { allowed: true },
          void: { allowed: false, reason: expect.stringMatching(/€10\.00 was captured already/) },
          cancel_capture: { allowed: true },
        },
      })
      expectOk(await clerk().refund(orderId, 4))
      const refunded = await detail(id)
      expect(refunded).toMatchObject({
        state: "partially_refunded",
        captured: 10,
        refunded: 4,
        refundable: 6,
        can: { cancel_capture: { allowed: false, reason: expect.stringMatching(/was refunded/) } },
      })
      expect(refunded.timeline.filter(({ state }) => state === "done")).toMatchObject([
        { kind: "capture", amount: 10, origin: "medusa", operation_id: expect.any(String) },
        { kind: "refund", amount: 4, origin: "medusa", operation_id: expect.any(String) },
      ])
    })

    it("does not offer to undo a capture that came with the authorization, or of another day", async () => {
      const { id } = await paid("pp_xpay_implicit")
      expect((await detail(id)).can.cancel_capture.reason).toMatch(/together with the authorization/)

      const { id: other, orderId } = await paid()
      expectOk(await clerk().capture(orderId))
      await store.db("xpay_movement").where({ attempt_id: other }).update({ settled_at: "2026-01-01" })
      expect((await detail(other)).can.cancel_capture.reason).toMatch(/on the day it was made only/)
    })

    it("says before a button is pressed that a method gives no money back", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")
      await shopper.payOnPage("MYBANK")
      const { id } = await shopper.payment()
      expect(await detail(id)).toMatchObject({
        way: "hosted",
        method: { service: "MYBANK", name: "MyBank" },
        state: "captured",
        three_ds: null,
        can: { refund: { allowed: false, reason: expect.stringMatching(/MyBank cannot be refunded/) } },
      })
    })

    it("gives the reason of a decline to the clerk in the clerk's language", async () => {
      const { id } = await paid(undefined, KO_CARD)
      const english = await detail(id)
      expect(english).toMatchObject({
        state: "declined",
        can: { capture: { allowed: false }, refund: { allowed: false }, void: { allowed: false } },
      })
      expect(english.reason).toMatch(/issuer|card/)
      expect(kinds(english)).toContain("declined")
      const italian = await detail(id, "?locale=it")
      expect(italian.reason).toMatch(/emittente|carta/)
      expect(italian.can.capture.reason).toBe("Non c'è denaro bloccato: il pagamento è rifiutato.")
    })

    it("lets nothing move while a movement is in doubt, and says so", async () => {
      const { id, orderId } = await paid()
      await sim().addFault({ kind: "stall", path: "/operations/*/captures" })
      await sim().addFault({ kind: "reset-before", path: "/orders/*", times: 50 })
      await clerk().capture(orderId)
      const payment = await detail(id)
      expect(payment).toMatchObject({ state: "capturing", is_in_doubt: true, capturable: 0 })
      for (const can of Object.values(payment.can)) {
        expect(can).toMatchObject({ allowed: false, reason: expect.stringMatching(/has not confirmed/) })
      }
      await sim().clearFaults()
    })

    it("asks XPay at once when told to, and takes over what the back office did", async () => {
      const { id, orderId } = await paid()
      const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
      await sim().setSwitches({ portalOperationsInOrder: true })
      await sim().actInOffice({ orderId: xpayOrderId, verb: "capture", amount: 1000 })
      expect(await detail(id)).toMatchObject({ state: "authorized" })
      expect(await sync(id)).toMatchObject({ state: "captured", captured: 10 })
      expect((await clerk().order(orderId)).summary.paid_total).toBe(10)
    })

    it("is not found under an unknown id", async () => {
      expect((await store.admin().get("/admin/xpay/payments/xpatt_none")).status).toBe(404)
      expect((await store.admin().post("/admin/xpay/payments/xpatt_none/sync")).status).toBe(404)
    })
  })

  describe("doors", () => {
    it("open for admins only", async () => {
      const { id } = await paid()
      for (const http of [store.strangerHttp(), store.shopHttp()]) {
        expect((await http.get(`/admin/xpay/payments/${id}`)).status).toBe(401)
        expect((await http.post(`/admin/xpay/payments/${id}/sync`)).status).toBe(401)
      }
    })
  })
})
