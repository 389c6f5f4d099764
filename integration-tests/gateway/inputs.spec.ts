import type { XPayClient } from "../../src/gateway/client"
import type { Order } from "../../src/gateway/wire/order"
import { CALLS, CARD, connect, GOOD_ANSWERS, ORDER } from "./support/client"
import { answer } from "./support/xpay-double"
import { asContractId, asOperationId, asPayerId, asXPayOrderId } from "../../src/domain/ids"

const card = () => CARD
const page = { resultUrl: "https://shop.example/r", cancelUrl: "https://shop.example/c" }
const change = { amount: "1", currency: "EUR", idempotencyKey: "k" }
const withOrder = (order: Partial<Order>) => (client: XPayClient) =>
  client.hostedPage({ ...page, order: { ...ORDER, ...order } })

/** Programming errors. */
const MISTAKES: [what: string, call: (client: XPayClient) => Promise<unknown>][] = [
  ["an amount with a point", withOrder({ amount: "35.45" })],
  ["a negative amount", withOrder({ amount: "-1" })],
  ["an empty amount", withOrder({ amount: "" })],
  ["an amount of 13 digits", withOrder({ amount: "1234567890123" })],
  ["an amount that is a number", withOrder({ amount: 3545 as unknown as string })],
  ["a currency by its number", withOrder({ currency: "978" })],
  ["an order id of 19 characters", withOrder({ orderId: asXPayOrderId("A".repeat(19)) })],
  ["an order id with an underscore", withOrder({ orderId: asXPayOrderId("A_1") })],
  ["an empty order id", withOrder({ orderId: asXPayOrderId("") })],
  ["a customer id of 28 characters", withOrder({ customerId: asPayerId("c".repeat(28)) })],
  ["a customer id with a space", withOrder({ customerId: asPayerId("a b") })],
  ["one instalment", withOrder({ installments: 1 })],
  ["a hundred instalments", withOrder({ installments: 100 })],
  ["a relative URL", (client) => client.hostedPage({ ...page, order: ORDER, resultUrl: "/return" })],
  [
    "a URL of another kind",
    (client) => client.hostedPage({ ...page, order: ORDER, cancelUrl: "javascript:alert(1)" }),
  ],
  [
    "a URL of 2049 characters",
    (client) =>
      client.hostedPage({
        ...page,
        order: ORDER,
        notificationUrl: `https://shop.example/${"x".repeat(2049 - 21)}`,
      }),
  ],
  ["a date in another order", (client) => client.payByLink({ order: ORDER, expiresOn: "01-09-2026" })],
  [
    "a MOTO payment of nobody",
    (client) => client.moto({ order: { ...ORDER, customer: { name: "<>" } }, card }),
  ],
  [
    "a contract id with a dash",
    (client) => client.mit({ order: ORDER, contractId: asContractId("c0ffee-00"), idempotencyKey: "k" }),
  ],
  ["a contract id of 19 characters", (client) => client.deactivateContract(asContractId("c".repeat(19)))],
  [
    "a contract that is charged every half day",
    (client) =>
      client.initThreeSteps({
        order: ORDER,
        card,
        recurrence: { action: "CONTRACT_CREATION", contractId: asContractId("c1"), frequencyDays: 0.5 },
      }),
  ],
  [
    "a key of 64 characters",
    (client) => client.capture(asOperationId("1"), { ...change, idempotencyKey: "k".repeat(64) }),
  ],
  ["an empty key", (client) => client.refund(asOperationId("1"), { ...change, idempotencyKey: "" })],
  [
    "no key",
    (client) =>
      client.refund(asOperationId("1"), { ...change, idempotencyKey: undefined as unknown as string }),
  ],
  ["a capture of an operation without an id", (client) => client.capture(asOperationId(""), change)],
  [
    "an operation of which the id climbs out of the path",
    (client) => client.getOperation(asOperationId("..")),
  ],
  ["an order of which the id stays in place", (client) => client.getOrder(asXPayOrderId("."))],
  [
    "a validation of nothing",
    (client) => client.validateThreeSteps({ operationId: asOperationId("1"), threeDSAuthResponse: "" }),
  ],
  [
    "a payment without its operation",
    (client) =>
      client.payThreeSteps({ operationId: asOperationId(""), order: ORDER, card, threeDSAuthData: {} }),
  ],
  ["a page of 501 orders", (client) => client.listOrders({ limit: 501 })],
  ["a page of half an order", (client) => client.listOrders({ limit: 0.5 })],
]

test.each(MISTAKES)("%s rejects with a TypeError and sends nothing", async (_, call) => {
  const { double, client } = await connect()
  double.will(answer(200))
  await expect(call(client)).rejects.toThrow(TypeError)
  expect(double.requests).toHaveLength(0)
})

test("the longest that fits is sent", async () => {
  const { double, client } = await connect()
  double.will(GOOD_ANSWERS.hostedPage)
  const order = {
    orderId: asXPayOrderId("A".repeat(18)),
    amount: "9".repeat(12),
    currency: "jpy",
    customerId: asPayerId("c".repeat(27)),
    description: "d".repeat(300),
    customField: "f".repeat(300),
    invoiceId: "i".repeat(40),
  }
  const resultUrl = `https://shop.example/${"x".repeat(2048 - 21)}`
  await client.hostedPage({ ...page, order, resultUrl })
  expect(JSON.parse(double.lastRequest.text)).toMatchObject({
    order: {
      ...order,
      currency: "JPY",
      description: "d".repeat(255),
      customField: "f".repeat(255),
      invoiceId: "i".repeat(30),
    },
    paymentSession: { amount: "9".repeat(12), resultUrl },
  })
})

test("what is undefined is not sent", async () => {
  const { double, client } = await connect()
  double.will(GOOD_ANSWERS.capture)
  await client.capture(asOperationId("1"), { ...change, description: undefined })
  expect(JSON.parse(double.lastRequest.text)).toEqual({ amount: "1", currency: "EUR" })
  await CALLS.cancelCapture(client)
  expect(JSON.parse(double.lastRequest.text)).toEqual({})
})
