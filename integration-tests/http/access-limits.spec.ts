import { Modules } from "@medusajs/framework/utils"
import { comeBack, walkChallenge } from "../harness/browser-walk"
import { OK_CARD, OTHER_OK_CARD, type TypedCard } from "../harness/cards"
import { expectOk, readReturn } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

xpaySuite("doors", (store) => {
  const sim = () => store.simulator.control
  const callCount = async () => (await sim().calls()).length

  describe("the card route", () => {
    it.each<[string, Partial<TypedCard>, string, string]>([
      ["a wrong digit", { number: "4509034543615007" }, "number", "invalid"],
      ["no number", { number: "" }, "number", "missing"],
      ["letters", { number: "4509 0345 4361 500O" }, "number", "invalid"],
      ["an expired card", { expiry_month: "1", expiry_year: "20" }, "expiry", "expired"],
      ["month thirteen", { expiry_month: "13" }, "expiry", "invalid"],
      ["no security code", { cvv: "" }, "cvv", "missing"],
      ["a short security code", { cvv: "12" }, "cvv", "invalid"],
      ["no name", { holder: " " }, "holder", "missing"],
      ["a card number as name", { holder: "4509 0345 4361 5006" }, "holder", "invalid"],
    ])("names the field and the remedy for %s, before XPay is asked", async (_what, change, field, code) => {
      const shopper = await store.shopper().readyToPay()
      const answer = await shopper.submitCard({ ...OK_CARD, ...change }, { locale: "en" })
      expect(answer.status).toBe(422)
      expect(answer.body).toMatchObject({
        type: "invalid_data",
        code: "invalid_card",
        fields: [{ field, code }],
      })
      expect(answer.body.message).toBe(answer.body.fields?.[0]?.message)
      expect(answer.headers.get("cache-control")).toBe("no-store")
      expect(await callCount()).toBe(0)
    })

    it.each<[string, (card: TypedCard) => unknown, number, RegExp]>([
      ["no body", () => undefined, 400, /valid JSON/],
      ["no card", () => ({ cart_id: "cart_1" }), 400, /`card` must be object/],
      [
        "an unknown field",
        (card) => ({ cart_id: "cart_1", card: { ...card, pin: "1234" } }),
        400,
        /`card` has unknown fields/,
      ],
      [
        "a card number as a field's name",
        (card) => ({ cart_id: "cart_1", card, [card.number]: 1 }),
        400,
        /the body has unknown fields/,
      ],
      [
        "a card number in another field",
        (card) => ({ cart_id: "cart_1", card, locale: card.number }),
        400,
        /sent outside `card.number`/,
      ],
      ["a number where a text should be", (card) => ({ cart_id: 7, card }), 400, /`cart_id` must be string/],
      [
        "a long body",
        (card) => ({ cart_id: "cart_1", card, return_url: `https://x.example/${"x".repeat(9_000)}` }),
        413,
        /longer than/,
      ],
    ])("refuses %s and repeats nothing of it", async (_what, body, status, message) => {
      const sent = body(OK_CARD)
      const answer = await store
        .shopHttp()
        .send(
          "POST",
          "/store/xpay/payment-sessions/payses_1/card",
          sent === undefined ? "" : JSON.stringify(sent),
          {
            "content-type": "application/json",
          }
        )
      expect(answer.status).toBe(status)
      expect(answer.body["message"]).toMatch(message)
    })

    it("repeats nothing of a body that is not JSON", async () => {
      const answer = await store
        .shopHttp()
        .send(
          "POST",
          "/store/xpay/payment-sessions/payses_1/card",
          `{"card":{"number":${OK_CARD.number}},"cvv":"${OK_CARD.cvv}" x`,
          {
            "content-type": "application/json",
          }
        )
      expect(answer.status).toBe(400)
      expect(answer.body).toEqual({
        type: "invalid_data",
        code: "invalid_json",
        message: "The body is not valid JSON.",
      })
    })

    it.each(["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])(
      "takes no %s",
      async (type) => {
        const answer = await store
          .shopHttp()
          .send("POST", "/store/xpay/payment-sessions/payses_1/card", `number=${OK_CARD.number}`, {
            "content-type": type,
          })
        expect(answer.status).toBe(415)
      }
    )

    it("cannot be called without the store's publishable key, nor by GET", async () => {
      expect((await store.strangerHttp().post("/store/xpay/payment-sessions/payses_1/card", {})).status).toBe(
        400
      )
      expect((await store.shopHttp().get("/store/xpay/payment-sessions/payses_1/card")).status).toBe(404)
    })

    it("wants the session and the cart to belong together", async () => {
      const [one, other] = [await store.shopper().readyToPay(), await store.shopper().readyToPay()]
      one.cartId = other.cartId
      const answer = await one.submitCard(OK_CARD)
      expect(answer.status).toBe(404)
      expect(answer.body.code).toBe("session_not_found")
      expect(await callCount()).toBe(0)
    })

    it("takes no card for a cart that was ordered, nor for another provider's session", async () => {
      const shopper = await store.shopper().readyToPay()
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      const answer = await shopper.submitCard(OK_CARD)
      expect(answer.status).toBe(409)
      expect(answer.body.code).toBe("cart_completed")
    })

    it("leads back to the shop's own pages only", async () => {
      const shopper = await store.shopper().readyToPay()
      for (const return_url of [
        "https://evil.example/",
        "http://localhost:8000.evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "http://localhost:8000@evil.example/",
        "http://user@localhost:8000/",
        "/relative",
      ]) {
        const answer = await shopper.submitCard(OK_CARD, { return_url })
        expect(answer.status).toBe(400)
        expect(answer.body.message).toMatch(/`storefrontUrls`/)
      }
      const back = await shopper.passChallenge(
        await shopper.submitCard(OK_CARD, { return_url: "http://localhost:8000/it/checkout?step=payment" })
      )
      expect(back.location?.pathname).toBe("/it/checkout")
      expect(back.location?.searchParams.get("step")).toBe("payment")
      expect(back.outcome).toBe("paid")
    })

    it("stops card testing on one cart, and lets an honest shopper with typing errors pass", async () => {
      const shopper = await store.shopper().readyToPay()
      for (let tries = 0; tries < 10; tries++) {
        expect((await shopper.submitCard(tries % 2 === 0 ? OK_CARD : OTHER_OK_CARD)).status).toBe(200)
        await shopper.submitCard({ ...OK_CARD, number: "4509034543615007" })
      }
      const before = await callCount()
      const refused = await shopper.submitCard(OK_CARD, { locale: "en" })
      expect(refused.status).toBe(429)
      expect(refused.body).toMatchObject({
        code: "too_many_tries",
        message: expect.stringMatching(/too many payment attempts.*wait a few minutes/),
      })
      expect(await callCount()).toBe(before)
      expect((await (await store.shopper().readyToPay()).submitCard(OK_CARD)).status).toBe(200)
    })

    it("ignores whatever else the shopper may wish to set", async () => {
      const shopper = await store.shopper().readyToPay()
      const answer = await shopper.submitCard(OK_CARD, { amount: 1 })
      expect(answer.status).toBe(400)
      expect(await callCount()).toBe(0)
    })
  })

  it("a card number in any field but the card's own is refused, in words of whoever sent it, and not stored", async () => {
    const shopper = await store.shopperWith(await store.account()).readyToPay({}, "pp_xpay-paypal_xpay")
    const asClerk = async (path: string, body: object) =>
      await store.admin().post(`/admin/xpay/${path}?locale=it`, body)
    for (const [answer, words] of [
      [await shopper.pressButton({ locale: OK_CARD.number }), /card number/],
      [await shopper.useSavedCard(OK_CARD.number), /card number/],
      [
        await asClerk("payments/xpatt_1/refund", { amount: 1, note: "4509 0345 4361 5006" }),
        /numero di carta/,
      ],
      [
        await asClerk("payment-links/xpatt_1/send", { to: `${OK_CARD.number}@example.com` }),
        /numero di carta/,
      ],
      // Medusa's own button also stores its note.
      [
        await store
          .admin()
          .post("/admin/payments/pay_1/refund", { amount: 1, note: `%B${OK_CARD.number}^ROSSI` }),
        /card number/,
      ],
    ] as const) {
      expect(answer).toMatchObject({ status: 400, body: { code: "card_in_wrong_field" } })
      expect(answer.body.message).toMatch(words)
      expect(answer.text).not.toContain(OK_CARD.number)
    }
    expect(await store.db("xpay_attempt")).toEqual([])
    expect(await callCount()).toBe(0)
  })

  describe("the platform's own routes", () => {
    it.each([
      ["plain", { note: OK_CARD.number }],
      ["in groups", { deep: [{ card: "4509 0345 4361 5006" }] }],
      ["as a key", { [OK_CARD.number]: "x" }],
    ])("refuse a card number in a payment session's data (%s), and store nothing", async (_how, data) => {
      const shopper = await store.shopper().fillCart()
      const answer = await shopper.openSession("pp_xpay_xpay", data)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ code: "card_in_wrong_field" })
      const { rows } = (await store.db.raw("select count(*)::int as count from payment_session")) as {
        rows: { count: number }[]
      }
      expect(rows[0]?.count).toBe(0)
    })

    it("do not believe ids that a shopper writes into a session's data", async () => {
      const victim = await store.shopper().readyToPay()
      await victim.pay(OK_CARD)
      const thief = await store.shopper().fillCart()
      expectOk(
        await thief.openSession("pp_xpay_xpay", {
          session_id: victim.sessionId,
          attempt_id: "xpatt_1",
          channel: "moto",
          status: "authorized",
        })
      )
      expect((await thief.complete()).body).toMatchObject({
        type: "cart",
        error: { type: "payment_requires_more_error" },
      })
    })

    it("say which currency cannot be paid through XPay", async () => {
      // The platform's regions can have any currency; XPay supports 56.
      const payments = store.container().resolve(Modules.PAYMENT)
      const money = { currency_code: "xof", amount: 10 }
      const [{ id } = { id: "" }] = await payments.createPaymentCollections([money])
      await expect(
        payments.createPaymentSession(id, { ...money, provider_id: "pp_xpay_xpay", data: {} })
      ).rejects.toThrow(/XPay does not take payments in XOF\. Choose another payment method/)
      await payments.deletePaymentCollections([id])
    })
  })

  describe("the way back from the issuer", () => {
    async function atTheIssuer() {
      const shopper = await store.shopper().readyToPay()
      const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
      return { shopper, challenge: challenge!, back: await walkChallenge(challenge!, "succeeds") }
    }

    it("shows a stranger who guesses nothing, and changes nothing", async () => {
      const { shopper, back } = await atTheIssuer()
      const guess = back.url.replace(/[^/]+$/, "A".repeat(43))
      for (const method of ["GET", "POST"] as const) {
        const answer = await comeBack(store.strangerHttp(), { method, url: guess, fields: back.fields })
        expect(answer.status).toBe(404)
        expect(answer.text).toContain("no longer valid")
      }
      expect((await shopper.payment()).status).toBe("challenge")
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("paid")
    })

    it("does the same once, however often the address is opened", async () => {
      const { shopper, back } = await atTheIssuer()
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => comeBack(shopper.http, back)))
      const later = await comeBack(shopper.http, { ...back, method: "GET" })
      const outcomes = [...answers, later].map((answer) => readReturn(answer))
      expect(new Set(outcomes.flatMap(({ orderId }) => orderId ?? [])).size).toBe(1)
      expect(readReturn(later).outcome).toBe("paid")
      expect((await sim().calls({ path: "/orders/3steps/payment" })).length).toBe(1)
    })

    it("takes a return without parameters for giving up, until the issuer's answer comes", async () => {
      const { shopper, back } = await atTheIssuer()
      expect(
        readReturn(await comeBack(shopper.http, { method: "GET", url: back.url, fields: {} })).outcome
      ).toBe("canceled")
      expect((await sim().calls({ path: "/orders/3steps/*" })).length).toBe(1)
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("paid")
      expect((await sim().calls({ path: "/orders/3steps/*" })).length).toBe(3)
    })

    it("ignores an answer for another operation, and goes on when the true one comes", async () => {
      const { shopper, back } = await atTheIssuer()
      const swapped = { ...back, fields: { ...back.fields, paymentId: "123456789012345678" } }
      expect(readReturn(await comeBack(shopper.http, swapped)).outcome).toBe("challenge")
      expect(store.recorder.log()).toContain("a return for another operation was ignored")
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("paid")
    })

    it("is not fooled by a made-up answer of the issuer", async () => {
      const shopper = await store.shopper().readyToPay()
      await sim().setSwitches({ paResForm: "opaque" })
      const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
      const forged = {
        method: "POST" as const,
        url: challenge!.fields["ReturnUrl"]!,
        fields: { PaRes: "notneeded", paymentId: challenge!.fields["transactionId"]! },
      }
      expect(readReturn(await comeBack(shopper.http, forged)).outcome).toBe("declined")
      expect((await sim().ledger()).liveHolds).toEqual([])
    })

    it("keeps its token out of the log", async () => {
      const { shopper, back } = await atTheIssuer()
      const token = new URL(back.url).pathname.split("/").pop()!
      await comeBack(shopper.http, back)
      expect(store.recorder.log()).not.toContain(token)
    })
  })

  describe("the state of a payment", () => {
    it("is shown to callers that know session and cart, and to no others", async () => {
      const shopper = await store.shopper().readyToPay()
      const path = `/store/xpay/payment-sessions/${shopper.sessionId}`
      expect((await shopper.http.get(`${path}?cart_id=${shopper.cartId}`)).status).toBe(404)
      await shopper.pay(OK_CARD)
      expect((await shopper.http.get(`${path}?cart_id=${shopper.cartId}`)).status).toBe(200)
      expect((await shopper.http.get(`${path}?cart_id=cart_other`)).status).toBe(404)
      const nameless = await shopper.http.get(path)
      expect(nameless.status).toBe(400)
      expect(nameless.body["message"]).toMatch(/\?cart_id=/)
    })
  })
})
