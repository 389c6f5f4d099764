import {
  CALLS,
  CAPTURE_ID,
  CARD,
  connect,
  GOOD_ANSWERS,
  IDEMPOTENCY_KEY,
  LINK_ID,
  OPERATION_ID,
  ORDER,
  API_KEY,
  CHANGES,
  READS,
  VERB_NAMES,
} from "./support/client"
import { fixture } from "./support/fixture"
import { answer } from "./support/xpay-double"
import { XPayClient } from "../../src/gateway/client"
import { asContractId, asOperationId, asPayerId, asXPayOrderId } from "../../src/domain/ids"

const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
const PREFIX = "/api/phoenix-0.0/psp/api/v1"

const customer = { name: "Test Cardholder", email: "cardholder@example.com" }
const order = { ...ORDER, customer }
const card = () => CARD
const address = {
  name: "Test Cardholder",
  street: "Via di Prova 1",
  additionalInfo: "Scala A",
  city: "Milano",
  postCode: "20100",
  province: "it-mi",
  country: "it",
}
const fullOrder = {
  ...ORDER,
  customerId: asPayerId("cust0001"),
  description: "Order 0001",
  customField: "shop-ref-0001",
  customer: {
    ...customer,
    billingAddress: address,
    shippingAddress: address,
    mobilePhone: "+39 320 000 0000",
  },
}
const session = {
  exemptions: "NO_PREFERENCE",
  recurrence: { action: "NO_RECURRING" },
  language: "ita",
  notificationUrl: "https://shop.example/xpay/notify/abc123",
} as const
const pageUrls = {
  resultUrl: "https://shop.example/xpay/return/abc123",
  cancelUrl: "https://shop.example/xpay/cancel/abc123",
}
const noRecurrence = { recurrence: { action: "NO_RECURRING" }, exemptions: "NO_PREFERENCE" } as const
const authentication = {
  authenticationValue: "AAcBBVYIEQAAAABkl4B3dQAAAAA=",
  eci: "05",
  xid: "S0JvQiFdWC16MzshPy1nMUVtOy8=",
}

/** Calls that must send exactly what was recorded, or composed from XPay's documentation. */
const RECORDED: [name: string, call: (client: XPayClient) => Promise<unknown>][] = [
  ["orders-3steps-init", (client) => client.initThreeSteps({ order, card, ...noRecurrence })],
  [
    "orders-3steps-init-verify",
    (client) =>
      client.initThreeSteps({
        order: { ...order, orderId: asXPayOrderId("T1700000000A0003"), amount: "0" },
        card,
        recurrence: {
          action: "CONTRACT_CREATION",
          contractId: asContractId("c0ffee00c0ffee0034"),
          contractType: "MIT_UNSCHEDULED",
        },
      }),
  ],
  ["orders-3steps-validation", CALLS.validateThreeSteps],
  [
    "orders-3steps-payment",
    (client) =>
      client.payThreeSteps({
        operationId: OPERATION_ID,
        order,
        card,
        captureType: "EXPLICIT",
        exemptions: "NO_PREFERENCE",
        threeDSAuthData: authentication,
      }),
  ],
  [
    "orders-3steps-payment-prism",
    (client) =>
      client.payThreeSteps({
        operationId: OPERATION_ID,
        order,
        card,
        captureType: "IMPLICIT",
        recurrence: { action: "NO_RECURRING" },
        threeDSAuthData: {
          threeDSAuthResponse: "notneeded",
          authenticationValue: authentication.authenticationValue,
        },
      }),
  ],
  [
    "orders-2steps-payment",
    (client) =>
      client.payTwoSteps({
        operationId: asOperationId("829023675869933329"),
        order: { orderId: asXPayOrderId("T1700000000A0004"), amount: "100", currency: "EUR" },
        card,
        captureType: "IMPLICIT",
        threeDSAuthData: { threeDSAuthResponse: "notneeded" },
      }),
  ],
  [
    "orders-moto",
    (client) =>
      client.moto({
        order: { ...order, orderId: asXPayOrderId("T1700000000A0005") },
        card,
        captureType: "EXPLICIT",
      }),
  ],
  [
    "orders-mit",
    (client) =>
      client.mit({
        order: {
          orderId: asXPayOrderId("T1700000000A0006"),
          amount: "1990",
          currency: "EUR",
          customerId: asPayerId("cust0001"),
        },
        contractId: asContractId("c0ffee00c0ffee00cd"),
        captureType: "IMPLICIT",
        idempotencyKey: IDEMPOTENCY_KEY,
      }),
  ],
  [
    "orders-hpp",
    (client) => client.hostedPage({ order: fullOrder, ...session, ...pageUrls, captureType: "IMPLICIT" }),
  ],
  [
    "orders-hpp-apm",
    (client) => client.hostedPage({ order: ORDER, ...session, ...pageUrls, paymentService: "MYBANK" }),
  ],
  [
    "orders-hpp-subscription-scheduled-first",
    (client) =>
      client.hostedPage({
        order: fullOrder,
        ...session,
        ...pageUrls,
        captureType: "IMPLICIT",
        recurrence: {
          action: "CONTRACT_CREATION",
          contractId: asContractId("c0ffee00c0ffee00ef"),
          contractType: "MIT_SCHEDULED",
          expiresOn: "2027-03-16",
          frequencyDays: 30,
        },
      }),
  ],
  [
    "orders-hpp-greek-installments",
    (client) =>
      client.hostedPage({
        order: { ...ORDER, installments: 6 },
        ...session,
        ...pageUrls,
        language: "ELL",
        captureType: "IMPLICIT",
        paymentService: "CARDS",
      }),
  ],
  [
    "orders-build",
    (client) =>
      client.openBuild({
        order: ORDER,
        merchantUrl: "https://shop.example",
        ...session,
        ...pageUrls,
        captureType: "IMPLICIT",
      }),
  ],
  ["build-finalize_payment", CALLS.finalizeBuild],
  ["build-cancel", CALLS.cancelBuild],
  ["build-state", CALLS.getBuild],
  [
    "orders-paybylink",
    (client) =>
      client.payByLink({ order: fullOrder, ...session, captureType: "IMPLICIT", expiresOn: "2026-09-01" }),
  ],
  ["paybylink-cancels", CALLS.cancelLink],
  ["orders-paybylink-renewals", (client) => client.renewLink(LINK_ID, { expiresOn: "2026-10-01" })],
  ["orders-paybylink-get", CALLS.getLink],
  [
    "operations-captures",
    (client) =>
      client.capture(OPERATION_ID, {
        amount: "3000",
        currency: "EUR",
        description: "goods shipped",
        idempotencyKey: IDEMPOTENCY_KEY,
      }),
  ],
  [
    "operations-refunds",
    (client) =>
      client.refund(OPERATION_ID, {
        amount: "1000",
        currency: "EUR",
        description: "item returned",
        idempotencyKey: IDEMPOTENCY_KEY,
      }),
  ],
  [
    "operations-refunds-void",
    (client) =>
      client.refund(OPERATION_ID, {
        amount: "3545",
        currency: "EUR",
        description: "void",
        idempotencyKey: IDEMPOTENCY_KEY,
      }),
  ],
  [
    "operations-cancels",
    (client) =>
      client.cancelCapture(CAPTURE_ID, {
        description: "captured by mistake",
        idempotencyKey: IDEMPOTENCY_KEY,
      }),
  ],
  ["contracts-deactivation", CALLS.deactivateContract],
  ["contracts-customers", CALLS.getCustomerContracts],
  ["orders-get", CALLS.getOrder],
  ["operations-get", CALLS.getOperation],
  ["payment_methods", CALLS.getPaymentMethods],
  [
    "orders-list",
    (client) =>
      client.listOrders({
        from: new Date("2024-03-01T00:00:00Z"),
        to: new Date("2024-03-08T23:59:59Z"),
        amount: { of: "ORDER_AMOUNT", from: "10", to: "50000" },
        state: "TO_CAPTURE",
        limit: 20,
      }),
  ],
]

describe("what is sent", () => {
  test.each(RECORDED)("%s is as recorded", async (name, call) => {
    const { double, client } = await connect()
    double.will(answer(400))
    await call(client)

    const expected = fixture(`${name}.request`)
    const { pathname, searchParams } = new URL(double.lastRequest.path, double.url)
    expect(`${double.lastRequest.method} ${pathname}`).toBe(`${expected.method} ${PREFIX}${expected.path}`)
    expect(double.lastRequest.text === "" ? null : JSON.parse(double.lastRequest.text)).toEqual(expected.body)
    expect(Object.fromEntries(searchParams)).toEqual(
      Object.fromEntries(Object.entries(expected.query ?? {}).map(([key, value]) => [key, String(value)]))
    )
    expect(double.lastRequest.headers["idempotency-key"]).toBe(expected.headers?.["Idempotency-Key"])
  })

  test.each(VERB_NAMES)("%s goes once and is understood", async (verb) => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS[verb])
    expect(await CALLS[verb](client)).toMatchObject({
      kind: "done",
      cid: "99999999-0000-4000-8000-000000000001",
    })
    expect(double.requests).toHaveLength(1)
  })

  test.each(VERB_NAMES)("%s carries the key and an id of its own that the outcome repeats", async (verb) => {
    const { double, client } = await connect({ pluginName: "Shop 1.0 - plugin 1.0" })
    double.will(GOOD_ANSWERS[verb])
    const first = await CALLS[verb](client)
    const second = await CALLS[verb](client)

    const [one, two] = double.requests.map(({ headers }) => headers)
    expect(one).toMatchObject({
      "x-api-key": API_KEY,
      "x-plugin-name": "Shop 1.0 - plugin 1.0",
      accept: "application/json",
    })
    expect(one?.["correlation-id"]).toMatch(UUID_V4)
    expect(two?.["correlation-id"]).not.toBe(one?.["correlation-id"])
    expect([first, second]).toMatchObject([
      { correlationId: one?.["correlation-id"] },
      { correlationId: two?.["correlation-id"] },
    ])
  })

  test.each(READS)("%s is a GET without a body", async (verb) => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS[verb])
    await CALLS[verb](client)
    expect(double.lastRequest).toMatchObject({ method: "GET", text: "" })
    expect(double.lastRequest.headers["content-type"]).toBeUndefined()
  })

  test.each(CHANGES)("%s is a POST that says how long its body is", async (verb) => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS[verb])
    await CALLS[verb](client)
    expect(double.lastRequest.method).toBe("POST")
    expect(double.lastRequest.headers["content-length"]).toBe(String(double.lastRequest.text.length))
  })

  test("text outside ASCII arrives whole", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.hostedPage)
    await client.hostedPage({ ...pageUrls, order: { ...ORDER, description: "Città – 北京 🧾" } })
    expect(JSON.parse(double.lastRequest.text)).toMatchObject({ order: { description: "Città – 北京 🧾" } })
  })

  test("an id with reserved characters stays one segment of the path", async () => {
    const { double, client } = await connect()
    double.will(answer(404))
    await client.getOrder(asXPayOrderId("A/B?c#d e"))
    expect(double.lastRequest.path).toBe(`${PREFIX}/orders/A%2FB%3Fc%23d%20e`)
  })

  test("the base URL may end in a slash", async () => {
    const { double } = await connect()
    const other = new XPayClient({ apiKey: API_KEY, baseUrl: `${double.url}/` })
    double.will(GOOD_ANSWERS.getPaymentMethods)
    await other.getPaymentMethods()
    other.close()
    expect(double.lastRequest.path).toBe(`${PREFIX}/payment_methods`)
  })

  test("a free init says VERIFY by itself, one with a price does not", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.initThreeSteps)
    await client.initThreeSteps({ order: { ...ORDER, amount: "0" }, card })
    expect(JSON.parse(double.lastRequest.text)).toHaveProperty("actionType", "VERIFY")
    await client.initThreeSteps({ order: ORDER, card })
    expect(JSON.parse(double.lastRequest.text)).not.toHaveProperty("actionType")
  })
})
