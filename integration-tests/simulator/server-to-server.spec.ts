import { type TerminalOptions } from "../../src/simulator"
import { ApiClient, codeOf, type ApiResponse } from "./support/api-client"
import { answerChallenge } from "./support/payer"
import { declinedVisa, mastercard, Shop, terminals, visa } from "./support/shop"

const visaOnly: TerminalOptions = {
  apiKey: "cccccccc-0000-4000-8000-000000000003",
  alias: "visa only",
  accounting: "explicit",
  moto: false,
  methods: ["VISA"],
}

describe("a card payment from server to server", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open({ terminals: [...terminals, visaOnly] })
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const validate = (operationId: unknown, threeDSAuthResponse: unknown = "notneeded"): Promise<ApiResponse> =>
    shop.explicit.post("/orders/3steps/validation", { operationId, threeDSAuthResponse })
  const pay = (body: Record<string, unknown>, steps = "3steps"): Promise<ApiResponse> =>
    shop.explicit.post(`/orders/${steps}/payment`, body)
  const paRes = { threeDSAuthData: { threeDSAuthResponse: "notneeded" } }
  const resultOf = (response: ApiResponse): string | undefined => response.body?.operation?.operationResult

  describe("init", () => {
    it("takes an amount of 0 only as a verification", async () => {
      const order = shop.order({ amount: "0" })
      expect(codeOf(await shop.explicit.post("/orders/3steps/init", { order, card: visa }))).toBe("PS0026")
      const verify = await shop.explicit.post("/orders/3steps/init", {
        order,
        card: visa,
        actionType: "VERIFY",
      })
      expect(resultOf(verify)).toBe("PENDING")
    })

    it("refuses an order id that was used before, even by another terminal", async () => {
      const order = shop.order()
      await shop.explicit.post("/orders/3steps/init", { order, card: visa })
      const again = await shop.implicit.post("/orders/3steps/init", { order, card: visa })
      // SPEC 2.5
      expect([again.status, codeOf(again)]).toEqual([400, "GW0024"])
    })

    it("does not use an order id up when it refuses", async () => {
      const order = shop.order()
      await shop.explicit.post("/orders/3steps/init", { order, card: { ...visa, pan: "4349940199004548" } })
      expect((await shop.explicit.post("/orders/3steps/init", { order, card: visa })).status).toBe(200)
    })

    it("refuses a card number whose check digit is wrong", async () => {
      const card = { ...visa, pan: "4349940199004548" }
      const answer = await shop.explicit.post("/orders/3steps/init", { order: shop.order(), card })
      expect([answer.status, codeOf(answer)]).toEqual([400, "PS0026"])
      expect(answer.text).not.toContain(card.pan)
    })

    it("comes back without a challenge when 3-D Secure is skipped, and can then be paid without proof", async () => {
      await shop.control.addOutcome({ moment: "init", result: "THREEDS_VALIDATED" })
      const order = shop.order()
      const init = await shop.explicit.post("/orders/3steps/init", { order, card: visa })
      expect([resultOf(init), init.body.threeDSAuthUrl]).toEqual(["THREEDS_VALIDATED", null])
      const { operationId } = init.body.operation as { operationId: string }
      expect(resultOf(await pay({ operationId, order, card: visa }))).toBe("AUTHORIZED")
    })

    it("moves no money", async () => {
      const { order } = await shop.authenticate(shop.explicit)
      expect((await shop.control.order(order.orderId)).totals).toMatchObject({ authorized: 0, liveHold: 0 })
    })
  })

  describe("validation", () => {
    it.each([
      ["null ids", null, null],
      ["an unknown operation", "123456789012340779", "notneeded"],
    ])("answers %s with GW0001", async (_case, operationId, response) => {
      const answer = await validate(operationId, response)
      expect([answer.status, codeOf(answer)]).toEqual([400, "GW0001"])
    })

    it("answers with GW0001 as long as nobody went through the challenge", async () => {
      const init = await shop.explicit.post("/orders/3steps/init", { order: shop.order(), card: visa })
      expect(codeOf(await validate(init.body.operation.operationId))).toBe("GW0001")
    })

    it("answers with GW0001 after the payer gave up", async () => {
      const { operationId } = await shop.authenticate(shop.explicit, {}, "abandoned")
      expect(codeOf(await validate(operationId))).toBe("GW0001")
    })

    it("answers with GW0001 to a response that the challenge did not hand out", async () => {
      const { operationId } = await shop.authenticate(shop.explicit)
      expect(codeOf(await validate(operationId, "forged"))).toBe("GW0001")
    })

    it("tells what really happened, the same every time", async () => {
      const good = await shop.authenticate(shop.explicit)
      const bad = await shop.authenticate(shop.explicit, {}, "fails")
      for (const _time of [1, 2]) {
        expect(resultOf(await validate(good.operationId))).toBe("THREEDS_VALIDATED")
        expect(resultOf(await validate(bad.operationId))).toBe("THREEDS_FAILED")
      }
    })

    it("does not work with the key of another terminal", async () => {
      const { operationId } = await shop.authenticate(shop.explicit)
      const body = { operationId, threeDSAuthResponse: "notneeded" }
      expect(codeOf(await shop.implicit.post("/orders/3steps/validation", body))).toBe("GW0001")
    })
  })

  describe("payment", () => {
    it("needs a validation first", async () => {
      const { operationId, order, card } = await shop.authenticate(shop.explicit)
      expect(codeOf(await pay({ operationId, order, card, ...paRes }))).toBe("GW0001")
    })

    it("is refused after a failed authentication", async () => {
      const { operationId, order, card } = await shop.authenticate(shop.explicit, {}, "fails")
      await validate(operationId)
      expect(codeOf(await pay({ operationId, order, card, ...paRes }))).toBe("GW0001")
      expect((await shop.control.order(order.orderId)).totals.authorized).toBe(0)
    })

    it("is refused without PaRes and authentication value", async () => {
      const { operationId, order, card } = await shop.authenticate(shop.explicit)
      await validate(operationId)
      expect(codeOf(await pay({ operationId, order, card }))).toBe("GW0001")
      expect(codeOf(await pay({ operationId, order, card, threeDSAuthData: { eci: "05" } }))).toBe("GW0001")
    })

    it.each(["authenticationValue", "eci", "xid", "threeDSAuthResponse"])(
      "is refused with an %s that was not handed out",
      async (name) => {
        const { operationId, order, card } = await shop.authenticate(shop.explicit)
        const { authenticationValue, eci, xid } = (await validate(operationId)).body.threeDSAuthResult
        const threeDSAuthData = { authenticationValue, eci, xid, [name]: "07" }
        expect(codeOf(await pay({ operationId, order, card, threeDSAuthData }))).toBe("GW0001")
      }
    )

    it.each([
      ["amount", { order: { amount: "3544" } }],
      ["currency", { order: { currency: "USD" } }],
      ["order id", { order: { orderId: "ANOTHER" } }],
      ["card", { card: mastercard }],
      ["expiry", { card: { expiryDate: "0527" } }],
    ])("is refused with another %s than at init, and leaves the operation payable", async (_name, change) => {
      const { operationId, order, card } = await shop.authenticate(shop.explicit)
      await validate(operationId)
      const { order: orderChange = {}, card: cardChange = {} } = change as Record<string, object>
      const other = { order: { ...order, ...orderChange }, card: { ...card, ...cardChange } }
      expect(codeOf(await pay({ operationId, ...other, ...paRes }))).toBe("PS0026")
      expect(resultOf(await pay({ operationId, order, card, ...paRes }))).toBe("AUTHORIZED")
    })

    it("is refused the second time and authorizes once", async () => {
      const { orderId, operationId, payment } = await shop.payByCard(shop.explicit)
      const order = { orderId, amount: "3545", currency: "EUR" }
      const again = await pay({ operationId, order, card: visa, ...paRes })
      expect([payment.status, again.status, codeOf(again)]).toEqual([200, 400, "PS0023"])
      expect((await shop.control.order(orderId)).totals).toMatchObject({ authorized: 3545, liveHold: 3545 })
    })

    it("is answered once when two arrive together", async () => {
      const { operationId, order, card } = await shop.authenticate(shop.explicit)
      await validate(operationId)
      const answers = await Promise.all([1, 2, 3].map(() => pay({ operationId, order, card, ...paRes })))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
    })

    it("declines the documented KO card with 100, and holds nothing", async () => {
      const { orderId, payment } = await shop.payByCard(shop.explicit, {}, { card: declinedVisa })
      expect(payment.status).toBe(200)
      expect(resultOf(payment)).toBe("DECLINED")
      expect(payment.body.operation.additionalData).toMatchObject({
        authorizationStatus: "100",
        errorCode: "100",
      })
      expect((await shop.control.order(orderId)).totals.liveHold).toBe(0)
    })

    it("accepts any other valid card number", async () => {
      const card = { pan: "4111111111111111", expiryDate: "1230", cvv: "123" }
      const { payment } = await shop.payByCard(shop.explicit, {}, { card })
      expect(resultOf(payment)).toBe("AUTHORIZED")
    })

    it("verifies a card with AUTHORIZED and holds nothing", async () => {
      const init = { order: shop.order({ amount: "0" }), actionType: "VERIFY" }
      const { orderId, payment } = await shop.payByCard(shop.explicit, {}, init)
      expect(resultOf(payment)).toBe("AUTHORIZED")
      expect((await shop.control.order(orderId)).totals).toMatchObject({ authorized: 0, liveHold: 0 })
    })

    it("declines a circuit the terminal does not have with 120, not permitted to this terminal", async () => {
      const api = new ApiClient(shop.simulator.apiUrl, visaOnly.apiKey)
      const { payment } = await shop.payByCard(api, {}, { card: mastercard })
      expect([resultOf(payment), payment.body.operation.additionalData.errorCode]).toEqual([
        "DECLINED",
        "120",
      ])
      expect(resultOf((await shop.payByCard(api)).payment)).toBe("AUTHORIZED")
    })

    it("is refused at init in a currency the terminal does not have, or fails by a switch", async () => {
      const order = shop.order({ currency: "CZK" })
      const refused = await shop.explicit.post("/orders/3steps/init", { order, card: visa })
      // SPEC 2.5
      expect([refused.status, refused.body.errors[0].description]).toEqual([
        400,
        "Currency from request is not supported by terminal",
      ])
      await shop.control.setSwitches({ foreignCurrency: "fails" })
      const { payment } = await shop.payByCard(shop.explicit, {}, { order: shop.order({ currency: "CZK" }) })
      expect(resultOf(payment)).toBe("FAILED")
    })

    it.each([
      [{ result: "DECLINED", declineCode: "116" }, "DECLINED", "116"],
      [{ result: "DENIED_BY_RISK" }, "DENIED_BY_RISK", undefined],
      [{ result: "FAILED" }, "FAILED", undefined],
    ] as const)("comes to the chosen outcome %j, once", async (rule, result, code) => {
      await shop.control.addOutcome({ pan: visa.pan, ...rule })
      const { payment } = await shop.payByCard(shop.explicit)
      expect([resultOf(payment), payment.body.operation.additionalData.errorCode]).toEqual([result, code])
      expect(resultOf((await shop.payByCard(shop.explicit)).payment)).toBe("AUTHORIZED")
    })

    it("applies an outcome only to the card it was chosen for", async () => {
      await shop.control.addOutcome({ pan: mastercard.pan, result: "DENIED_BY_RISK" })
      expect(resultOf((await shop.payByCard(shop.explicit)).payment)).toBe("AUTHORIZED")
      expect(resultOf((await shop.payByCard(shop.explicit, {}, { card: mastercard })).payment)).toBe(
        "DENIED_BY_RISK"
      )
    })

    it("fails with HTTP 500 on eci and xid by a switch, and works without them", async () => {
      await shop.control.setSwitches({ eciXidFails: true })
      const { operationId, order, card } = await shop.authenticate(shop.explicit)
      const { authenticationValue, eci, xid } = (await validate(operationId)).body.threeDSAuthResult
      const failed = await pay({
        operationId,
        order,
        card,
        threeDSAuthData: { authenticationValue, eci, xid },
      })
      expect([failed.status, codeOf(failed)]).toEqual([500, "PS0000"])
      expect(
        resultOf(await pay({ operationId, order, card, threeDSAuthData: { authenticationValue } }))
      ).toBe("AUTHORIZED")
    })

    it("takes a masked authentication value back when it handed one out", async () => {
      await shop.control.setSwitches({ maskedCavv: true })
      const { operationId, order, card } = await shop.authenticate(shop.explicit)
      const { authenticationValue } = (await validate(operationId)).body.threeDSAuthResult
      expect(authenticationValue).toContain("****")
      expect(
        resultOf(await pay({ operationId, order, card, threeDSAuthData: { authenticationValue } }))
      ).toBe("AUTHORIZED")
    })
  })

  describe("in two steps", () => {
    it("validates inside the payment call", async () => {
      const good = await shop.authenticate(shop.explicit, {}, "succeeds", "2steps")
      const bad = await shop.authenticate(shop.explicit, {}, "fails", "2steps")
      const body = ({ operationId, order, card }: typeof good): object => ({
        operationId,
        order,
        card,
        ...paRes,
      })
      expect(resultOf(await pay({ ...body(good) }, "2steps"))).toBe("AUTHORIZED")
      const failed = await pay({ ...body(bad) }, "2steps")
      expect([failed.status, resultOf(failed)]).toEqual([200, "THREEDS_FAILED"])
    })

    it("cannot be validated or paid as three steps", async () => {
      const { operationId, order, card } = await shop.authenticate(shop.explicit, {}, "succeeds", "2steps")
      expect(codeOf(await validate(operationId))).toBe("GW0001")
      expect(codeOf(await pay({ operationId, order, card, ...paRes }))).toBe("GW0001")
    })

    it("is refused before the payer has answered", async () => {
      const order = shop.order()
      const init = await shop.explicit.post("/orders/2steps/init", { order, card: visa })
      const { operationId } = init.body.operation as { operationId: string }
      expect(codeOf(await pay({ operationId, order, card: visa, ...paRes }, "2steps"))).toBe("GW0001")
      await answerChallenge(init.body.threeDSAuthUrl as string, operationId, "succeeds")
      expect(resultOf(await pay({ operationId, order, card: visa, ...paRes }, "2steps"))).toBe("AUTHORIZED")
    })
  })

  describe("by phone", () => {
    it("takes the money in one call", async () => {
      const answer = await shop.explicit.post("/orders/moto", {
        order: shop.order(),
        card: visa,
        captureType: "IMPLICIT",
      })
      expect(resultOf(answer)).toBe("EXECUTED")
    })

    it("declines the KO card", async () => {
      const answer = await shop.explicit.post("/orders/moto", { order: shop.order(), card: declinedVisa })
      expect([answer.status, resultOf(answer)]).toEqual([200, "DECLINED"])
    })

    it("needs the card holder's name", async () => {
      const order = shop.order({ customerInfo: { cardHolderEmail: "a@example.com" } })
      expect(codeOf(await shop.explicit.post("/orders/moto", { order, card: visa }))).toBe("PS0026")
    })

    it("is refused on a terminal without it", async () => {
      const answer = await shop.implicit.post("/orders/moto", { order: shop.order(), card: visa })
      expect([answer.status, codeOf(answer)]).toEqual([400, "PS0000"])
    })
  })

  it("charges a virtual card the session amount, within the order's", async () => {
    const body = { order: shop.order(), card: visa, captureType: "IMPLICIT" }
    const answer = await shop.explicit.post("/orders/virtual_card", { ...body, sessionAmount: "3000" })
    expect(answer.body.operation.operationAmount).toBe("3000")
    const tooMuch = { ...body, order: shop.order(), sessionAmount: "3546" }
    expect(codeOf(await shop.explicit.post("/orders/virtual_card", tooMuch))).toBe("PS0007")
  })
})
