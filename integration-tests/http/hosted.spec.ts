import { randomUUID } from "node:crypto"
import { comeBack, walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { itWhile } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { EXPLICIT_KEY } from "../harness/terminals"
import { withOptions } from "../harness/with-options"
import { eventually, xpaySuite } from "../harness/xpay-suite"

xpaySuite("hosted", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  /** Statements that wait for another transaction to end. */
  const waitingForRows = async () =>
    (
      await store
        .db("pg_stat_activity")
        .where({ datname: store.db.raw("current_database()"), wait_event_type: "Lock" })
    ).length
  const theOrder = async () => (await sim().ledger()).orders[0]!

  describe("the payment methods for a cart", () => {
    it("are what the region has switched on, the terminal has, and the cart allows", async () => {
      const shopper = await store.shopper().fillCart()
      const ways = await shopper.paymentMethods()
      const services = ways.map(({ service, provider_id: id }) => service ?? id)
      expect(services).toEqual(
        expect.arrayContaining(["pp_xpay_xpay", "pp_xpay-hosted_xpay", "PAYPAL", "GOOGLEPAY", "MYBANK"])
      )
      // Klarna: from €35. Bancontact: the terminal does not have it. Multibanco: Portugal only.
      expect(services).not.toEqual(expect.arrayContaining(["KLARNA"]))
      for (const absent of ["KLARNA", "BANCONTACT", "MULTIBANCO"]) {
        expect(services).not.toContain(absent)
      }
      expect(ways.find(({ provider_id: id }) => id === "pp_xpay-paypal_xpay")).toMatchObject({
        service: "PAYPAL",
        kind: "redirect",
        name: "PayPal",
        logos: [expect.stringMatching(/^http.*\.svg$/)],
      })
      expect(ways.find(({ provider_id: id }) => id === "pp_xpay_xpay")).toMatchObject({
        kind: "card",
        circuits: expect.arrayContaining(["VISA", "MC"]),
      })
    })

    it("follow the amount and the currency", async () => {
      const dear = await store.shopper().fillCart({ quantity: 3 })
      expect((await dear.paymentMethods()).map(({ service }) => service)).toContain("KLARNA")
      const yen = await store.shopper().fillCart({ currency: "jpy" })
      const services = (await yen.paymentMethods()).map(({ service }) => service)
      expect(services).toContain("GOOGLEPAY")
      expect(services).not.toContain("PAYPAL")
    })

    it("are told in the shopper's language, and only for a cart that exists", async () => {
      const shopper = await store.shopper().fillCart()
      const answer = await shopper.http.get<{ payment_methods: { name: string }[] }>(
        `/store/xpay/payment-methods?cart_id=${shopper.cartId}&locale=it`
      )
      expect(answer.body.payment_methods.map(({ name }) => name)).toContain("Carta di credito o debito")
      expect((await shopper.http.get("/store/xpay/payment-methods?cart_id=cart_none")).status).toBe(404)
      expect((await shopper.http.get("/store/xpay/payment-methods")).status).toBe(400)
    })

    it("stay while XPay is down", async () => {
      const shopper = await store.shopper().fillCart()
      const before = await shopper.paymentMethods()
      await store.door.shut()
      expect(await shopper.paymentMethods()).toEqual(before)
      await store.door.open()
    })
  })

  describe("a payment on XPay's page", () => {
    it("is made at XPay when the button is pressed, and places the order", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      expect((await sim().calls({ method: "POST" })).length).toBe(0)
      const pressed = expectOk(await shopper.pressButton({ locale: "it-IT" }))
      expect(pressed.payment.status).toBe("redirect")
      expect(pressed.redirect_url).toMatch(/\/monetaweb\/page\/hosted\/2\/html\?paymentid=\d{18}$/)

      const returned = await shopper.payOnPage("PAYPAL")
      expect(returned).toMatchObject({
        status: 303,
        outcome: "paid",
        orderId: expect.stringMatching(/^order_/),
      })
      const order = await clerk().order(returned.orderId!)
      expect(order).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99, pending_difference: 0 },
      })
    })

    it.each(["before-redirect", "after-redirect", "late", "never"] as const)(
      "is resolved whatever becomes of the notification (%s)",
      async (notificationTiming) => {
        await sim().setSwitches({ notificationTiming, notificationLateMs: 300 })
        const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
        const returned = await shopper.payOnPage("PAYPAL")
        expect(returned.outcome).toBe("paid")
        await eventually(async () => {
          expect(
            (await sim().notifications()).every(({ state }) => state !== "waiting" && state !== "sending")
          ).toBe(true)
        })
        expect((await clerk().order(returned.orderId!)).payment_status).toBe("captured")
      }
    )

    it("holds the money of a card wallet until it is captured", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-googlepay_xpay")
      const { orderId } = await shopper.payOnPage("GOOGLEPAY")
      expect((await clerk().order(orderId!)).payment_status).toBe("authorized")
      expectOk(await clerk().capture(orderId!, 10))
      expectOk(await clerk().refund(orderId!, 4))
      expect((await theOrder()).totals).toMatchObject({ captured: 1000, refunded: 400 })
    })

    it("may be by any method on the whole page", async () => {
      for (const [method, status] of [
        ["CARDS", "authorized"],
        ["PAYPAL", "captured"],
      ] as const) {
        const shopper = await store.shopper().readyToPay({}, "pp_xpay-hosted_xpay")
        const { orderId } = await shopper.payOnPage(method)
        expect((await clerk().order(orderId!)).payment_status).toBe(status)
      }
    })

    it("places the order although the shopper never comes back", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const { redirect_url: url } = expectOk(await shopper.pressButton())
      await walkHostedPage(url!, "PAYPAL", "pay")
      await eventually(async () => {
        expect(await shopper.payment()).toMatchObject({
          status: "paid",
          order_id: expect.stringMatching(/^order_/),
        })
      })
    })

    it("places it by the job when every notification is lost too", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const { redirect_url: url } = expectOk(await shopper.pressButton())
      await walkHostedPage(url!, "PAYPAL", "pay")
      await store.reconcile(1)
      expect(await shopper.payment()).toMatchObject({
        status: "paid",
        order_id: expect.stringMatching(/^order_/),
      })
    })

    it("tells a shopper who is back at the moment at which a notification records the payment of a page that was given up", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-googlepay_xpay")
      const { redirect_url: page } = expectOk(await shopper.pressButton())
      const firstSession = shopper.sessionId
      expectOk(await shopper.openSession("pp_xpay-paypal_xpay"))
      await sim().setSwitches({ notificationsMuted: true })
      const back = await walkHostedPage(page ?? "", "GOOGLEPAY", "pay")
      const paid = (await sim().ledger()).orders.flatMap(({ operations }) => operations)[0]

      // The notification is slightly faster: it has written when the return, which has read before, writes.
      const notification = await store.db.transaction()
      await notification("xpay_attempt").where({ payment_session_id: firstSession }).forUpdate()
      const returning = comeBack(shopper.http, back)
      await eventually(async () => expect(await waitingForRows()).toBe(1))
      await notification("xpay_attempt")
        .where({ payment_session_id: firstSession })
        .update({ state: "authorized", authorized_at: store.db.fn.now(), operation_id: paid?.id })
      await notification.raw(
        `insert into xpay_event (id, name, attempt_id, amount)
         select 'xpevt_of_it', 'xpay.payment.authorized', id, amount from xpay_attempt where payment_session_id = ?`,
        [firstSession]
      )
      await notification.commit()

      const answer = await returning
      expect(answer.status).toBe(303)
      expect(answer.headers.get("location")).toContain(`xpay_payment_session=${firstSession}`)
    })

    it("returns to the checkout with the cart intact when the shopper gives up", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      expect(await shopper.payOnPage("PAYPAL", "cancel")).toMatchObject({
        status: 303,
        outcome: "canceled",
        orderId: undefined,
      })
      expect((await shopper.payOnPage("PAYPAL")).outcome).toBe("paid")
    })

    itWhile("Reads see at once what was executed.")("believes XPay, not the cancel address", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const { redirect_url: url } = expectOk(await shopper.pressButton())
      const back = await walkHostedPage(url!, "PAYPAL", "pay")
      const canceled = { ...back, url: back.url.replace("/xpay/return/", "/xpay/cancel/") }
      const answer = await comeBack(shopper.http, canceled)
      expect(new URL(answer.headers.get("location")!).searchParams.get("xpay_status")).toBe("paid")
    })

    it.each(["decline", "deny", "fail-authentication", "fail"] as const)(
      "says clearly that it did not work (%s), and can be tried again",
      async (end) => {
        const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
        expect((await shopper.payOnPage("PAYPAL", end)).outcome).toBe("declined")
        expect((await shopper.payment()).message).toMatch(/Nothing was charged/)
        expect((await shopper.payOnPage("PAYPAL")).outcome).toBe("paid")
      }
    )
  })

  describe("what a method cannot do", () => {
    it("is said before XPay is asked: a refund through MyBank", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-mybank_xpay")
      const { orderId } = await shopper.payOnPage("MYBANK")
      await sim().clearCalls()
      const refused = await clerk().refund(orderId!, 5)
      expect(refused.status).toBe(400)
      expect(refused.body["message"]).toMatch(
        /Payments by MyBank cannot be refunded through XPay.*bank transfer/
      )
      expect((await sim().calls({ method: "POST" })).length).toBe(0)
    })

    it("is said when the session is opened: too little for Klarna, not in yen", async () => {
      const cheap = await store.shopper().fillCart()
      const tooLittle = await cheap.openSession("pp_xpay-klarna_xpay")
      expect(tooLittle.status).toBe(400)
      expect(tooLittle.body["message"]).toMatch(/Klarna takes payments from €35\.00/)
      const yen = await store.shopper().fillCart({ currency: "jpy" })
      expect((await yen.openSession("pp_xpay-paypal_xpay")).body["message"]).toMatch(/PayPal takes EUR only/)
    })

    it("is said when the button is pressed: a method of another country", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-multibanco_xpay")
      const answer = await shopper.pressButton()
      expect(answer.status).toBe(422)
      expect(answer.body).toMatchObject({ code: "method_not_possible" })
    })
  })

  it("does not take a card for a page's session, nor open a page for a card's", async () => {
    const page = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    expect((await page.submitCard(OK_CARD)).body).toMatchObject({ code: "not_a_card_session" })
    const card = await store.shopper().readyToPay()
    expect((await card.pressButton()).body).toMatchObject({ code: "not_a_hosted_session" })
  })

  describe("what XPay is told of the shopper", () => {
    /** What reads of the order show of it, and XPay's complaints. */
    async function received(orderId: string) {
      const answer = await fetch(`${store.simulator.apiUrl}/orders/${orderId}`, {
        headers: { "x-api-key": EXPLICIT_KEY, "correlation-id": randomUUID() },
      })
      const { operations } = (await answer.json()) as {
        operations: { customerInfo: Record<string, unknown>; warnings: unknown[] }[]
      }
      return operations[0]!
    }

    async function payAsCustomer(): Promise<Awaited<ReturnType<typeof received>>> {
      const account = await store.account()
      const shopper = await store.shopperWith(account).readyToPay({}, "pp_xpay-paypal_xpay")
      await shopper.payOnPage("PAYPAL")
      return await received((await theOrder()).orderId)
    }

    it("helps the issuer to know the shopper, and XPay has nothing to complain of", async () => {
      const { customerInfo, warnings } = await payAsCustomer()
      expect(warnings).toEqual([])
      expect(customerInfo).toMatchObject({
        cardHolderEmail: expect.stringContaining("@"),
        billingAddress: { city: "Milano", postCode: "20121", province: "MI", country: "ITA" },
        shippingAddress: { city: "Milano", country: "ITA" },
        cardHolderAcctInfo: expect.objectContaining({ chAccDate: expect.anything() }),
        merchantRiskIndicator: expect.anything(),
      })
    })

    it("holds nothing of the account with `enrichment: false`", async () => {
      await withOptions(store.container(), { enrichment: false }, async () => {
        const { customerInfo, warnings } = await payAsCustomer()
        expect(warnings).toEqual([])
        expect(customerInfo).toMatchObject({ cardHolderEmail: expect.stringContaining("@") })
        expect(customerInfo["cardHolderAcctInfo"] ?? customerInfo["merchantRiskIndicator"]).toBeUndefined()
      })
    })
  })

  it('the whole page is named for what it takes, with `hostedPage: "cards"`', async () => {
    const shopper = await store.shopper().fillCart()
    const page = async () =>
      (await shopper.paymentMethods()).find(({ provider_id: id }) => id === "pp_xpay-hosted_xpay")!
    const all = await page()
    expect(all.name).toBe("Other payment methods")
    await withOptions(store.container(), { hostedPage: "cards" }, async () => {
      const cards = await page()
      expect(cards.name).toBe("Card, on Nexi's page")
      expect(cards.logos.length).toBeGreaterThan(0)
      expect(cards.logos.length).toBeLessThan(all.logos.length)
    })
  })
})
