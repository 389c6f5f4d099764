import type { PaymentDetail } from "../../src/use-cases/staff/views/payment-detail"
import type { PaymentRow } from "../../src/use-cases/staff/views/payment-row"
import { behaviourCards } from "../../src/simulator"
import { KO_CARD, OK_CARD, OTHER_OK_CARD, testedCard } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"
import { paidOrder } from "./support/paid-order"

xpaySuite("payment-views", (store) => {
  const { paid } = paidOrder(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())

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
        channel: "card",
        method_text: "Card",
        terminal: "xpay",
        state: "authorized",
        state_text: "Authorized",
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
          country: "IT",
          country_name: "Italy",
          type: "MONETA",
          type_name: "Moneta",
        },
        customer: { name: "Maria Rossi", email: "maria.rossi@example.com" },
        order_id: orderId,
        order_display_id: expect.any(Number),
        is_draft: false,
        payment_id: medusas?.id,
        three_ds: { text: "Cardholder authenticated", eci: "05", liability: "issuer" },
        warnings: [],
        authorization_code: expect.any(String),
        reason: null,
        actor: null,
        link: null,
        is_abandon_requested: false,
        // It was paid a moment ago.
        is_being_booked: true,
        can: {
          capture: { allowed: true, reason: null },
          refund: { allowed: false, reason: expect.stringMatching(/nothing was captured/) },
          void: { allowed: true, reason: null },
          cancel_capture: { allowed: false, reason: expect.stringMatching(/no capture to cancel/) },
        },
      })
      expect(new Date(payment.deadline_at ?? 0).getTime()).toBeGreaterThan(Date.now())
      expect(kinds(payment)).toEqual(expect.arrayContaining(["created", "challenge", "authorized"]))
      await store.letPass(2)
      expect((await detail(id)).is_being_booked).toBe(false)
    })

    it("says in words what XPay did not like of it", async () => {
      const { id } = await paid()
      const warnings = JSON.stringify([
        { code: "007", description: "billing address ignored" },
        { code: "099", description: "something new" },
      ])
      await store.db("xpay_attempt").where({ id }).update({ warnings })
      expect((await detail(id)).warnings).toEqual([
        "XPay did not use the billing address: its province is not valid.",
        "099: something new",
      ])
      expect((await detail(id, "?locale=it")).warnings[0]).toBe(
        "XPay non ha usato l'indirizzo di fatturazione: provincia non valida."
      )
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
      await store.db("xpay_movement").where({ attempt_id: other }).update({ resolved_at: "2026-01-01" })
      expect((await detail(other)).can.cancel_capture.reason).toMatch(/on the day it was made only/)
    })

    it("says before a button is pressed that a method gives no money back", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")
      await shopper.payOnPage("MYBANK")
      const { id } = await shopper.payment()
      expect(await detail(id)).toMatchObject({
        channel: "hosted",
        method_text: "MyBank",
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
      expect(italian.can.capture.reason).toBe("Nessun importo è bloccato: il pagamento è rifiutato.")
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

    it("queries XPay at once when told to, and takes over what the back office did", async () => {
      const { id, orderId } = await paid()
      const xpayOrderId = (await sim().ledger()).orders[0]?.orderId ?? ""
      await sim().setSwitches({ portalOperationsInOrder: true })
      await sim().actInOffice({ orderId: xpayOrderId, verb: "capture", amount: 1000 })
      expect(await detail(id)).toMatchObject({ state: "authorized" })
      expect(await sync(id)).toMatchObject({ state: "captured", captured: 10 })
      expect((await clerk().order(orderId)).summary.paid_total).toBe(10)
    })

    it("is not found under an unknown id", async () => {
      const looked = await store.admin().get("/admin/xpay/payments/xpatt_none")
      expect(looked).toMatchObject({ status: 404, body: { type: "not_found", code: "payment_not_found" } })
      for (const action of ["sync", "void", "cancel-capture"]) {
        const { status, body } = await store.admin().post(`/admin/xpay/payments/xpatt_none/${action}`)
        expect([action, status, body]).toEqual([action, 404, looked.body])
      }
    })
  })

  describe("the list", () => {
    const list = async (query = "") =>
      expectOk(
        await store
          .admin()
          .get<{ payments: PaymentRow[]; count: number; limit: number; offset: number }>(
            `/admin/xpay/payments${query}`
          )
      )
    const ids = async (query: string) => (await list(query)).payments.map(({ id }) => id)

    it("shows payments newest first, a page at a time", async () => {
      const first = await paid()
      const second = await paid(undefined, KO_CARD)
      expect(await list()).toMatchObject({
        count: 2,
        limit: 20,
        offset: 0,
        payments: [
          { id: second.id, state: "declined", order_id: null, order_display_id: null },
          { id: first.id, state: "authorized", order_id: first.orderId, amount: 24.99 },
        ],
      })
      expect(await list("?limit=1&offset=1")).toMatchObject({ count: 2, payments: [{ id: first.id }] })
      expect(await ids("?order=created_at")).toEqual([first.id, second.id])
    })

    it("finds a payment by whatever somebody reads out", async () => {
      const { id, orderId } = await paid()
      const { id: declined } = await paid(undefined, KO_CARD)
      const found = await detail(id)
      const clues = [
        id,
        orderId,
        `#${String(found.order_display_id)}`,
        found.xpay_order_id,
        found.xpay_order_id.slice(0, 12).toLowerCase(),
        found.operation_id ?? "",
        found.authorization_code ?? "",
        "5006",
      ]
      for (const clue of clues) {
        expect(await ids(`?q=${encodeURIComponent(clue)}`)).toEqual([id])
      }
      expect(await ids("?q=Maria.Rossi@example.com")).toEqual([declined, id])
      expect(await ids("?q=nothing-like-it")).toEqual([])
      expect(await ids("?q=%25")).toEqual([])
    })

    it("finds payments by a part of the customer's name or e-mail address, with an order or without", async () => {
      const { id } = await paid()
      const { id: declined } = await paid(undefined, KO_CARD)
      const clues = ["Maria Rossi", "rossi maria", "ROSS", "aria.ros", "rossi@example", "EXAMPLE.com"]
      for (const clue of clues) {
        expect([clue, await ids(`?q=${encodeURIComponent(clue)}&state=authorized`)]).toEqual([clue, [id]])
      }
      // A guest whose card was declined has an e-mail address, but no order with a name.
      expect(await ids("?q=maria.rossi&order=created_at")).toEqual([id, declined])
      for (const clue of ["Maria Bianchi", "ma", "rossi_example", "100%"]) {
        expect([clue, await ids(`?q=${encodeURIComponent(clue)}`)]).toEqual([clue, []])
      }
      expect((await list()).payments.map(({ customer }) => customer)).toEqual([
        { name: null, email: "maria.rossi@example.com" },
        { name: "Maria Rossi", email: "maria.rossi@example.com" },
      ])
    })

    it("filters by circuit, country and kind of the card, and offers those that there are", async () => {
      const french = behaviourCards.find(({ behaviour }) => behaviour.country === "250")!
      const { id: italian } = await paid()
      const { id: foreign } = await paid(undefined, testedCard(french.pan))
      const { id: other } = await paid(undefined, OTHER_OK_CARD)
      expect(await ids("?card_country=FR")).toEqual([foreign])
      expect(await ids("?card_country=fr,de&card_circuit=visa")).toEqual([foreign])
      expect(await ids("?card_circuit=MC")).toEqual([other])
      expect(await ids("?card_type=MONETA&order=created_at")).toEqual([italian, foreign, other])
      expect(await ids("?card_type=PREPAID")).toEqual([])
      expect(expectOk(await store.admin().get("/admin/xpay/card-facts?locale=it"))).toEqual({
        circuits: [
          { value: "MC", label: "Mastercard" },
          { value: "VISA", label: "Visa" },
        ],
        countries: [
          { value: "FR", label: "Francia" },
          { value: "IT", label: "Italia" },
        ],
        types: [{ value: "MONETA", label: "Moneta" }],
      })
    })

    it("lists what is to be captured, the earliest deadline first", async () => {
      const [late, soon, unwanted, captured] = [await paid(), await paid(), await paid(), await paid()]
      await paid(undefined, KO_CARD)
      const update = async (id: string, columns: object) =>
        await store.db("xpay_attempt").where({ id }).update(columns)
      await update(soon.id, { deadline_at: new Date(Date.now() + 3_600_000) })
      await update(unwanted.id, { abandon_requested_at: new Date() })
      expectOk(await clerk().capture(captured.orderId))
      const { payments, count } = await list("?to_capture=true&order=deadline_at")
      expect(payments.map(({ id }) => id)).toEqual([soon.id, late.id])
      expect(payments.every(({ deadline_at: deadline }) => deadline !== null)).toBe(true)
      expect(count).toBe(2)
    })

    it("filters by state, way, time, amount and order, together", async () => {
      const { id, orderId } = await paid()
      const { id: declined } = await paid(undefined, KO_CARD)
      const yen = await store.shopper().readyToPay({ currency: "jpy" })
      await yen.pay(OK_CARD)
      const { id: inYen } = await yen.payment()
      expect(await ids("?state=declined")).toEqual([declined])
      expect(await ids("?state=declined,authorized&order=created_at")).toEqual([id, declined, inYen])
      expect(await ids("?channel=moto,link")).toEqual([])
      expect(await ids(`?order_id=${orderId}`)).toEqual([id])
      expect(await ids("?amount_min=100")).toEqual([inYen])
      expect(await ids("?amount_min=24.99&amount_max=24.99&state=authorized")).toEqual([id])
      const now = encodeURIComponent(new Date().toISOString())
      expect(await ids(`?created_from=${now}`)).toEqual([])
      expect((await list(`?created_to=${now}`)).count).toBe(3)
    })

    it.each([
      "state=none",
      "channel=cash",
      "limit=1000",
      "amount_min=much",
      "created_from=yesterday",
      "order=id",
      "card_country=38",
      "offset=10001",
    ])("refuses ?%s and names it", async (query) => {
      const answer = await store.admin().get(`/admin/xpay/payments?${query}`)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ type: "invalid_data", code: "invalid_query" })
      expect(String(answer.body["message"])).toContain(query.split("=")[0])
    })
  })
})
