import { codeOf, type ApiResponse } from "./support/api-client"
import { Shop, visa } from "./support/shop"

describe("a request", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const long = (length: number): string => "x".repeat(length)

  it.each([undefined, "", "ffffffff-0000-4000-8000-000000000009"])(
    "with the key %s gets 401 and no body",
    async (key) => {
      const answer = await shop.explicit.get("/orders", { "X-Api-Key": key })
      expect([answer.status, answer.text]).toEqual([401, ""])
    }
  )

  it("needs a Correlation-Id of any form", async () => {
    const without = await shop.explicit.get("/orders", { "Correlation-Id": undefined })
    expect([without.status, codeOf(without)]).toEqual([400, "PS0026"])
    expect((await shop.explicit.get("/orders", { "Correlation-Id": "not-a-uuid" })).status).toBe(200)
  })

  it("gets the gateway's own call id, a fresh one each time", async () => {
    const ids = [await shop.explicit.get("/orders"), await shop.explicit.get("/orders")].map(({ headers }) =>
      headers.get("cid")
    )
    expect(new Set(ids).size).toBe(2)
  })

  it.each(["/nowhere", "/build/nowhere", "/orders/googlepay", "/Orders/HPP"])(
    "to %s gets a bare 404",
    async (path) => {
      const answer = await shop.explicit.post(path, {})
      expect([answer.status, answer.text]).toEqual([404, ""])
    }
  )

  it("that is not JSON gets PS0035", async () => {
    const answer = await shop.explicit.post("/orders/hpp", '{"order":')
    expect([answer.status, codeOf(answer)]).toEqual([400, "PS0035"])
  })

  it("may carry amounts as JSON integers and nulls for what is absent", async () => {
    const order = shop.order({ amount: 3545, customerInfo: null, description: null })
    const answer = await shop.explicit.post("/orders/3steps/init", { order, card: visa, recurrence: null })
    expect(answer.body.operation.operationAmount).toBe("3545")
  })

  it.each([
    ["an amount with a dot", { amount: "35.45" }, "PS0036"],
    ["a negative amount", { amount: "-1" }, "PS0036"],
    ["an amount with a fraction", { amount: 35.45 }, "PS0036"],
    ["an empty amount", { amount: "" }, "PS0036"],
    ["no amount", { amount: undefined }, "GW0019"],
    ["an unknown currency", { currency: "EURO" }, "PS0009"],
    ["a numeric currency", { currency: "978" }, "PS0009"],
    ["no order id", { orderId: undefined }, "GW0018"],
    ["an order id of 28 characters", { orderId: "A".repeat(28) }, "PS0026"],
    ["an order id with a space", { orderId: "A B" }, "PS0026"],
    ["a customer id of 28 characters", { customerId: long(28) }, "PS0026"],
    ["a description of 256 characters", { description: long(256) }, "PS0026"],
    ["a custom field of 256 characters", { customField: long(256) }, "PS0026"],
    ["script content", { description: "<script>alert(1)</script>" }, "PS0041"],
    ["script content deep down", { customerInfo: { cardHolderName: "<img onerror=x>" } }, "PS0041"],
    ["an over-long name", { customerInfo: { cardHolderName: long(256) } }, "PS0026"],
    ["an over-long street", { customerInfo: { billingAddress: { street: long(51) } } }, "PS0026"],
    ["an over-long phone", { customerInfo: { mobilePhone: long(16) } }, "PS0026"],
    ["instalments above the amount", { installments: [{ date: "2099-01-01", amount: "3546" }] }, "PS0005"],
    ["a past instalment", { installments: [{ date: "2020-01-01", amount: "1" }] }, "PS0006"],
    ["a malformed instalment date", { installments: [{ date: "01/01/2099", amount: "1" }] }, "PS0006"],
    ["a plan of one instalment", { plan: { planType: "ACQUIRER_AGREEMENT", installmentQty: 1 } }, "PS0026"],
  ])("with %s is refused", async (_case, change, code) => {
    const answer = await shop.explicit.post("/orders/3steps/init", { order: shop.order(change), card: visa })
    expect([answer.status, codeOf(answer)]).toEqual([400, code])
  })

  it.each([
    ["a short number", { pan: "434994019900" }],
    ["letters in the number", { pan: "43499401990O4549" }],
    ["a 13th month", { expiryDate: "1326" }],
    ["a CVV of two digits", { cvv: "39" }],
    ["no expiry", { expiryDate: undefined }],
  ])("with %s of the card is refused", async (_case, change) => {
    const card = { ...visa, ...change }
    const answer = await shop.explicit.post("/orders/3steps/init", { order: shop.order(), card })
    expect([answer.status, codeOf(answer)]).toEqual([400, "PS0026"])
  })

  it.each([
    ["session above the order", { amount: "3546" }, "PS0007"],
    ["amount that is no number", { amount: "abc" }, "PS0036"],
    ["no amount of the session", { amount: undefined }, "GW0021"],
    ["no result URL", { resultUrl: undefined }, "PS0026"],
    ["no cancel URL", { cancelUrl: undefined }, "PS0026"],
    ["URL without scheme", { resultUrl: "shop.example/return" }, "GW0001"],
    ["URL of another scheme", { notificationUrl: "ftp://shop.example" }, "GW0001"],
    ["over-long URL", { resultUrl: `https://shop.example/${long(2048)}` }, "PS0026"],
    ["unknown action", { actionType: "CHARGE" }, "PS0026"],
    ["unknown capture type", { captureType: "LATER" }, "PS0026"],
    ["unknown exemption", { exemptions: "LOW_VALUE" }, "PS0026"],
    ["method the terminal has not", { paymentService: "SATISPAY" }, "PS0026"],
    ["method that needs a Belgian address", { paymentService: "BANCONTACT" }, "PS0026"],
    ["pre-authorization with MyBank", { paymentService: "MYBANK", actionType: "PREAUTH" }, "PS0026"],
    ["contract id with a dash", { recurrence: contract({ contractId: "a-b" }) }, "PS0017"],
    ["contract id of 19 characters", { recurrence: contract({ contractId: "a".repeat(19) }) }, "PS0017"],
    ["contract without type", { recurrence: contract({ contractType: undefined }) }, "PS0026"],
    ["schedule without dates", { recurrence: contract({ contractType: "MIT_SCHEDULED" }) }, "PS0026"],
    ["unknown contract", { recurrence: contract({ action: "SUBSEQUENT_PAYMENT" }) }, "PS0017"],
  ])("for a hosted page is refused: %s", async (_case, change, code) => {
    const body = { order: shop.order(), paymentSession: shop.session(change) }
    const answer = await shop.explicit.post("/orders/hpp", body)
    expect([answer.status, codeOf(answer)]).toEqual([400, code])
  })

  // SPEC 2.5: the code is known; whether XPay refuses is not.
  it.each([
    ["no", undefined],
    ["an unknown", "QQQ"],
  ])("with %s language is taken, or refused with GW0022 by a switch", async (_case, language) => {
    const expirationDate = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    const ask = async (path: string) =>
      await shop.explicit.post(path, {
        order: shop.order(),
        paymentSession: shop.session({ language }),
        expirationDate,
      })
    for (const path of ["/orders/hpp", "/orders/paybylink"]) {
      await shop.control.setSwitches({ unknownLanguage: "ignored" })
      expect((await ask(path)).status).toBe(200)
      await shop.control.setSwitches({ unknownLanguage: "refused" })
      const answer = await ask(path)
      expect([answer.status, codeOf(answer)]).toEqual([400, "GW0022"])
    }
  })

  function contract(change: object): object {
    return { action: "CONTRACT_CREATION", contractId: "c0ffee", contractType: "CIT", ...change }
  }

  // SPEC 4.1: the sandbox accepted 27 characters (ActiveMerchant); the Italian reference says 18.
  it.each([[27], [18]] as const)(
    "may use 27 characters for the order id, or 18 by a switch (%d)",
    async (orderIdMaxLength) => {
      if (orderIdMaxLength === 18) await shop.control.setSwitches({ orderIdMaxLength })
      const send = async (length: number): Promise<number> => {
        const order = shop.order({ orderId: "A".repeat(length) })
        return (await shop.explicit.post("/orders/3steps/init", { order, card: visa })).status
      }
      expect([await send(orderIdMaxLength), await send(orderIdMaxLength + 1)]).toEqual([200, 400])
    }
  )

  it("gets 401 and 404 with the error envelope by a switch", async () => {
    await shop.control.setSwitches({ bareRefusals: "envelope" })
    const anonymous = await shop.explicit.get("/orders", { "X-Api-Key": undefined })
    const unknown = await shop.explicit.get("/orders/NOSUCHORDER")
    expect([anonymous, unknown].map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [401, "PS0000"],
      [404, "PS0000"],
    ])
  })

  describe("that is refused with a code that", () => {
    const hpp = (order: object, session: object = {}) => ({
      order: shop.order({ ...order }),
      paymentSession: shop.session({ ...session }),
    })
    type Ask = () => Promise<ApiResponse>
    const post =
      (path: string, body: () => unknown): Ask =>
      () =>
        shop.explicit.post(path, body())
    const init = (change: object, more: object = {}): Ask =>
      post("/orders/3steps/init", () => ({ order: shop.order({ ...change }), card: visa, ...more }))

    beforeEach(async () => {
      await shop.control.setSwitches({ assumedCodes: "generic" })
    })

    // SPEC 2.4, 2.5, 6.2, 13.1: a source names the code for exactly this.
    it.each<[string, Ask, string]>([
      ["an amount that is no number", init({ amount: "35.45" }), "PS0036"],
      ["an unknown currency", init({ currency: "EURO" }), "PS0009"],
      ["no order id", init({ orderId: undefined }), "GW0018"],
      ["no amount", init({ amount: undefined }), "GW0019"],
      ["no amount of the session", post("/orders/hpp", () => hpp({}, { amount: undefined })), "GW0021"],
      ["a session above the order", post("/orders/hpp", () => hpp({}, { amount: "3546" })), "PS0007"],
      ["no JSON", post("/orders/hpp", () => "{"), "PS0035"],
      ["script content", init({ description: "<script>" }), "PS0041"],
      ["a bad contract id", init({}, { recurrence: contract({ contractId: "a-b" }) }), "PS0017"],
      ["a link without a date", post("/orders/paybylink", () => hpp({})), "PS0042"],
    ])("a source names keeps it: %s", async (_case, ask, code) => {
      expect(codeOf(await ask())).toBe(code)
    })

    it.each<[string, Ask]>([
      ["no Correlation-Id", () => shop.explicit.get("/orders", { "Correlation-Id": undefined })],
      ["an order id that is too long", init({ orderId: "A".repeat(28) })],
      ["a description that is too long", init({ description: long(256) })],
      ["a card number that is none", init({}, { card: { ...visa, pan: "4349940199004540" } })],
      ["no result URL", post("/orders/hpp", () => hpp({}, { resultUrl: undefined }))],
      ["a contract without a type", init({}, { recurrence: contract({ contractType: undefined }) })],
      ["more records than there may be", () => shop.explicit.get("/orders?maxRecords=501")],
      ["dates the wrong way round", () => shop.explicit.get("/orders?fromTime=2100-01-01T00:00:00Z")],
      ["an unknown type of operation", () => shop.explicit.get("/operations?operationType=PAYMENT")],
      ["an amount without its range", () => shop.explicit.get("/orders?amountType=ORDER_AMOUNT")],
      ["an unknown status of a link", () => shop.explicit.get("/orders/paybylink?status=PAID")],
      [
        "a MOTO payment without a name",
        post("/orders/moto", () => ({ order: shop.order({ customerInfo: undefined }), card: visa })),
      ],
      [
        "a virtual card above the order",
        post("/orders/virtual_card", () => ({ order: shop.order(), card: visa, sessionAmount: "3546" })),
      ],
    ])("nobody knows gets the generic one: %s", async (_case, ask) => {
      const answer = await ask()
      expect([answer.status, codeOf(answer)]).toEqual([400, "GW0001"])
    })
  })

  it("may send the browser to ports 80 and 443 only, where the switch says so", async () => {
    await shop.control.setSwitches({ strictMerchantUrls: true })
    const open = async (resultUrl: string): Promise<string | undefined> => {
      const paymentSession = shop.session({ resultUrl, notificationUrl: undefined })
      return codeOf(await shop.explicit.post("/orders/hpp", { order: shop.order(), paymentSession }))
    }
    expect(await open("http://shop.example:8080/")).toBe("GW0001")
    expect(await open("https://shop.example:443/")).toBeUndefined()
  })

  it("never gets its values back in an error", async () => {
    const order = shop.order({ description: `${visa.pan}${long(256)}`, currency: visa.pan })
    const answer = await shop.explicit.post("/orders/3steps/init", { order, card: { ...visa, cvv: "39x" } })
    expect(answer.status).toBe(400)
    expect(answer.text).not.toContain(visa.pan)
  })
})
