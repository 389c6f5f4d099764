import { asContractId, asLinkId, asOperationId, asXPayOrderId } from "../../src/domain/ids"
import { isNotFound, isUnexplained } from "../../src/gateway/errors"
import { Secret } from "../../src/gateway/secret"
import { CALLS, CARD, connect, ORDER, recorded } from "./support/client"
import { valueOf } from "./support/outcome"
import { answer } from "./support/xpay-double"
import { ask } from "./support/ask"

const order = (orderId: string) => ({ ...ORDER, orderId: asXPayOrderId(orderId) })
const card = () => CARD

function method(type: string, circuit: string, can: boolean) {
  const imageUrl = `https://xpaysandbox.nexigroup.com/monetaweb/static/images/${circuit.toLowerCase()}.svg`
  return { type, circuit, imageUrl, recurring: can, oneClick: can }
}

describe("what XPay answers", () => {
  test("an init in three steps: pending, enrolled, with the way to the challenge", async () => {
    const init = await ask("orders-3steps-init.response", CALLS.initThreeSteps)
    expect(init).toEqual({
      operation: {
        id: "696995050267340689",
        orderId: "T1700000000A0001",
        type: "AUTHORIZATION",
        result: "PENDING",
        time: new Date("2024-03-08T04:22:36.277Z"),
        amount: "3545",
        currency: "EUR",
        method: "CARD",
        circuit: "VISA",
        instrument: "***4549",
        card: { masked: "434994******4549", last4: "4549", expiry: "202605" },
        endToEndId: "696995050267340689",
        warnings: [],
      },
      enrollment: "ENROLLED",
      challenge: { url: "https://xpaysandbox.nexigroup.com/monetaweb/phoenixstos", request: "notneeded" },
    })
  })

  test("an init in two steps: the same, in winter time", async () => {
    const { operation, challenge } = await ask("orders-2steps-init.response", (client) =>
      client.initTwoSteps({ order: order("T1700000000A0004"), card })
    )
    expect(operation.time).toEqual(new Date("2023-11-28T11:41:46.724Z"))
    expect(challenge?.url).toBe("https://stg-ta.nexigroup.com/monetaweb/phoenixstos")
  })

  test("a validation: what 3-D Secure said, the currency by its letters, warnings", async () => {
    const { operation, authentication } = await ask(
      "orders-3steps-validation.response",
      CALLS.validateThreeSteps
    )
    expect(operation).toMatchObject({
      result: "THREEDS_VALIDATED",
      currency: "EUR",
      channelDetail: "SERVER_TO_SERVER",
      warnings: [{ code: "003" }, { code: "007" }],
    })
    expect(authentication).toEqual({
      authenticationValue: "AAcBBVYIEQAAAABkl4B3dQAAAAA=",
      cavvAlgorithm: "3",
      eci: "05",
      merchantAcquirerBin: "434495",
      xid: "S0JvQiFdWC16MzshPy1nMUVtOy8=",
      status: "VALIDATED",
      version: "2.2.0",
    })
  })

  test("a failed validation: no authentication", async () => {
    const validation = await ask("orders-3steps-validation-failed.response", CALLS.validateThreeSteps)
    expect(validation.operation.result).toBe("THREEDS_FAILED")
    expect(validation).not.toHaveProperty("authentication")
  })

  test("a payment taken at once: EXECUTED, with the issuer's answer", async () => {
    const operation = await ask("orders-3steps-payment-executed.response", CALLS.payThreeSteps)
    expect(operation).toMatchObject({
      type: "AUTHORIZATION",
      result: "EXECUTED",
      amount: "3545",
      currency: "EUR",
      authorizationCode: "123456",
      issuerCode: "000",
      rrn: "914280154542",
      card: { country: "IT", type: "MONETA", last4: "4549" },
    })
  })

  test("a payment held: AUTHORIZED", async () => {
    const operation = await ask("orders-3steps-payment-authorized.response", CALLS.payThreeSteps)
    expect(operation.result).toBe("AUTHORIZED")
  })

  test("a declined payment is done, with the issuer's reason", async () => {
    const operation = await ask("orders-3steps-payment-declined.response", CALLS.payThreeSteps)
    expect(operation).toMatchObject({ result: "DECLINED", issuerCode: "116" })
    expect(operation).not.toHaveProperty("authorizationCode")
  })

  test("a payment in two steps", async () => {
    const operation = await ask("orders-2steps-payment.response", (client) =>
      client.payTwoSteps({
        operationId: asOperationId("829023675869933329"),
        order: { ...order("T1700000000A0004"), amount: "100" },
        card,
        threeDSAuthData: { threeDSAuthResponse: "notneeded" },
      })
    )
    expect(operation).toMatchObject({ id: "829023675869933329", result: "EXECUTED", amount: "100" })
  })

  test("a MOTO payment", async () => {
    const operation = await ask("orders-moto.response", (client) =>
      client.moto({ order: { ...order("T1700000000A0005"), customer: { name: "Test Cardholder" } }, card })
    )
    expect(operation).toMatchObject({ type: "AUTHORIZATION", result: "AUTHORIZED", amount: "3545" })
  })

  test("a payment with a saved card: from the back office", async () => {
    const operation = await ask("orders-mit.response", (client) =>
      client.mit({
        order: order("T1700000000A0006"),
        contractId: asContractId("c0ffee00c0ffee00cd"),
        idempotencyKey: "k",
      })
    )
    expect(operation).toMatchObject({ channel: "BACKOFFICE", result: "EXECUTED", amount: "1990" })
  })

  test("a payment page: its address, and a token that does not show", async () => {
    const page = await ask("orders-hpp.response", CALLS.hostedPage)
    expect(page).toEqual({
      url: "https://xpaysandbox.nexigroup.com/monetaweb/page/hosted/2/html?paymentid=696995050267340689",
      securityToken: expect.any(Secret),
      warnings: [],
    })
    expect(page.securityToken?.reveal()).toBe("2f0ea5059b41414ca3744fe672327d85")
    expect(JSON.stringify(page)).not.toContain("2f0ea5059b41414ca3744fe672327d85")
  })

  test("a payment link: its address, its last day, nobody has paid", async () => {
    const { link, securityToken } = await ask("orders-paybylink.response", CALLS.payByLink)
    expect(link).toEqual({
      id: "92864835",
      url: "https://xpaysandbox.nexigroup.com/monetaweb/page/hosted/2/html?paymentid=696995050267340690",
      amount: "3545",
      expiresOn: "2026-09-01",
      status: "ACTIVE",
    })
    expect(securityToken?.reveal()).toBe("2f0ea5059b41414ca3744fe672327d85")
  })

  test("a cancelled link and a removed card: nothing", async () => {
    expect(await ask("paybylink-cancels.response", CALLS.cancelLink)).toBeUndefined()
    expect(await ask("contracts-deactivation.response", CALLS.deactivateContract)).toBeUndefined()
  })

  test.each([
    ["orders-paybylink-renewals.response", CALLS.renewLink],
    ["orders-paybylink-get.response", CALLS.getLink],
  ])("%s: the link, at an address that may be new, with a token that may be new", async (name, call) => {
    const { link, securityToken } = await ask(name, call)
    expect(link).toMatchObject({
      id: "92864835",
      url: expect.stringMatching(/paymentid=696995050267340691$/),
      expiresOn: "2026-10-01",
      status: "ACTIVE",
    })
    expect(securityToken?.reveal()).toBe("9c1a8f04b2d94f7e8a6b3c5d7e9f0a1b")
  })

  test.each([
    ["empty", undefined],
    ["an empty object", {}],
    ["something else", { outcome: "OK" }],
    ["a link without an id", { paymentLink: { expirationDate: "2026-10-01" } }],
  ])("a renewed link of which XPay says nothing is renewed: %s", async (_, body) => {
    const { double, client } = await connect()
    double.will(answer(200, body))
    expect(valueOf(await client.renewLink(asLinkId("92864835")))).toEqual({})
  })

  test("the renewal of another link is no answer", async () => {
    const { double, client } = await connect()
    double.will(answer(200, { paymentLink: { linkId: "11111111" } }))
    expect(await client.renewLink(asLinkId("92864835"))).toMatchObject({ kind: "unknown" })
  })

  // SPEC 2.4 and 4.1: official meanings that state the outcome, so that no inquiry is needed.
  test.each([
    ["error-400-duplicate-order.response", ["GW0024"]],
    ["error-400-missing-idempotency-key.response", ["PS0074"]],
    ["error-400-currency.response", ["PS0009"]],
    ["error-400-order-id.response", ["GW0018"]],
    ["error-400-amount.response", ["GW0019"]],
    ["error-400-no-session-amount.response", ["GW0021"]],
    ["error-400-language.response", ["GW0022"]],
  ])("%s is a refusal with a reason: nothing was made", async (name, codes) => {
    const { double, client } = await connect()
    double.will(recorded(name))
    const outcome = await CALLS.moto(client)
    expect(outcome).toMatchObject({ kind: "refused", error: { codes, retrySafe: false } })
    expect(outcome.kind === "refused" && isUnexplained(outcome.error)).toBe(false)
  })

  // pagoPA's NpgClient: GW0004 session not found, GW0035 internal error.
  test.each([
    ["GW0004", false],
    ["GW0001", true],
    ["GW0035", true],
    ["PS0000", true],
  ])("%s: whether something has to be found out: %s", async (code, isOpen) => {
    const { double, client } = await connect()
    double.will(answer(400, { errors: [{ code, description: "…" }] }))
    const outcome = await CALLS.moto(client)
    expect(outcome).toMatchObject({ kind: "refused", error: { codes: [code] } })
    expect(outcome.kind === "refused" && isUnexplained(outcome.error)).toBe(isOpen)
  })

  // SPEC 6.7: EXPLICIT is held in the sandbox and charged at once in production; the response counts.
  test("a charge of a saved card with EXPLICIT is what XPay answers", async () => {
    const operation = await ask("orders-mit-explicit.response", (client) =>
      client.mit({
        order: order("T1700000000A0006"),
        contractId: asContractId("c0ffee00c0ffee00cd"),
        captureType: "EXPLICIT",
        idempotencyKey: "66666666-7777-4888-9999-aaaaaaaaaaaa",
      })
    )
    expect(operation.result).toBe("AUTHORIZED")
  })

  // SPEC 2.5: 401 and 404 have no documented body; one with the envelope says the same.
  test.each([
    ["nothing", undefined],
    ["the error envelope", { errors: [{ code: "PS0000", description: "Generic API error" }] }],
  ])("401 and 404 are what they are, with %s", async (_, body) => {
    const { double, client } = await connect()
    double.will(answer(401, body), answer(404, body))
    const anonymous = await CALLS.moto(client)
    const unknown = await client.getOrder(asXPayOrderId("T1700000000A0001"))
    expect(anonymous).toMatchObject({ kind: "refused", error: { publicCode: "payment_unavailable" } })
    expect(unknown.kind === "refused" && isNotFound(unknown.error)).toBe(true)
  })

  // SPEC 8.2: apparently newest first, but not proved.
  test.each([
    ["newest first", ["VOID", "AUTHORIZATION"]],
    ["oldest first", ["AUTHORIZATION", "VOID"]],
  ])("operations come oldest first, however XPay gives them: %s", async (_, types) => {
    const times = { AUTHORIZATION: "2026-03-10 10:00:00.000", VOID: "2026-03-10 10:00:01.000" }
    const operations = types.map((operationType) => ({
      operationId: operationType,
      operationType,
      operationTime: times[operationType as keyof typeof times],
    }))
    const { double, client } = await connect()
    double.will(answer(200, { orderStatus: { order: { orderId: ORDER.orderId } }, operations }))
    const state = valueOf(await client.getOrder(ORDER.orderId))
    expect(state.operations.map(({ type }) => type)).toEqual(["AUTHORIZATION", "VOID"])
  })

  test("operations of the same moment are taken as newest first", async () => {
    const operations = ["VOID", "AUTHORIZATION"].map((operationType) => ({
      operationId: operationType,
      operationType,
      operationTime: "2026-03-10 10:00:00.000",
    }))
    const { double, client } = await connect()
    double.will(answer(200, { orderStatus: { order: { orderId: ORDER.orderId } }, operations }))
    const state = valueOf(await client.getOrder(ORDER.orderId))
    expect(state.operations.map(({ type }) => type)).toEqual(["AUTHORIZATION", "VOID"])
  })

  test.each([
    [
      "operations-captures.response",
      CALLS.capture,
      "30762d01-931a-4083-b1c4-c829902056aa",
      "2024-03-17T02:11:32.677Z",
    ],
    [
      "operations-refunds.response",
      CALLS.refund,
      "8a1f0c52-0d6e-4a6c-9b7e-1f2d3c4b5a69",
      "2024-03-18T08:00:00.000Z",
    ],
    [
      "operations-cancels.response",
      CALLS.cancelCapture,
      "b7c3b1de-63c5-4a0f-8d32-0d8a4a1f6e11",
      "2022-09-01T01:20:00.001Z",
    ],
  ])("%s: the new operation, without its result", async (name, call, operationId, time) => {
    expect(await ask(name, call)).toEqual({ operationId, time: new Date(time) })
  })

  test("a capture as an operation", async () => {
    const operation = await ask("operations-get-capture.response", CALLS.getOperation)
    expect(operation).toMatchObject({
      type: "CAPTURE",
      result: "EXECUTED",
      amount: "3000",
      card: { last4: "4549" },
    })
  })

  test("a refund as an operation", async () => {
    const operation = await ask("operations-get-refund.response", (client) =>
      client.getOperation(asOperationId("8a1f0c52-0d6e-4a6c-9b7e-1f2d3c4b5a69"))
    )
    expect(operation).toMatchObject({ type: "REFUND", result: "REFUNDED", amount: "1000" })
  })

  test("a list of orders: what is authorised, what is captured", async () => {
    const orders = await ask("orders-list.response", CALLS.listOrders)
    expect(orders).toMatchObject([
      { orderId: "T1700000000A0001", amount: "3545", authorizedAmount: "3545", capturedAmount: "0" },
      { authorizedAmount: "3545", capturedAmount: "3545", lastOperationType: "AUTHORIZATION" },
    ])
  })

  test("payment methods: kind, circuit, logo, what they can do", async () => {
    expect(await ask("payment_methods.response", CALLS.getPaymentMethods)).toEqual([
      method("CARD", "VISA", true),
      method("CARD", "MC", true),
      method("APM", "MYBANK", false),
    ])
  })

  test("payment methods in the words of XPay's documents", async () => {
    const { double, client } = await connect()
    double.will(
      answer(200, {
        paymentMethods: [
          { methodType: "CARD", circuit: "visa" },
          { methodType: "APM", circuit: "GOOGLE_PAY", recurringSupported: "true" },
          { methodType: "APM", circuit: "PAYPAL_BNPL" },
          { methodType: "CRYPTO", circuit: "DOGE" },
          { methodType: "APM" },
        ],
      })
    )
    expect(valueOf(await client.getPaymentMethods())).toEqual([
      { type: "CARD", circuit: "VISA", recurring: false, oneClick: false },
      { type: "APM", circuit: "GOOGLEPAY", recurring: true, oneClick: false },
      { type: "APM", circuit: "PAYPAL_BNPL", recurring: false, oneClick: false },
      { type: { unrecognised: "CRYPTO" }, circuit: "DOGE", recurring: false, oneClick: false },
    ])
  })

  test("a customer's saved cards", async () => {
    expect(await ask("contracts-customers.response", CALLS.getCustomerContracts)).toEqual({
      customerId: "cust0001",
      contracts: [
        {
          id: "c0ffee00c0ffee00ab",
          type: "CIT",
          method: "CARD",
          circuit: "VISA",
          instrument: "***4549",
          last4: "4549",
        },
        {
          id: "c0ffee00c0ffee00ef",
          type: "MIT_SCHEDULED",
          expiresOn: "2027-03-16",
          frequencyDays: 30,
          method: "CARD",
          circuit: "MC",
          instrument: "***5008",
          last4: "5008",
        },
      ],
    })
  })
})
