// Loaded in advance, so that the tests' time-outs cover only the network.
import "axios"
import { XPayClient } from "../../../src/gateway/client"
import type { CallerSettings } from "../../../src/gateway/transport/caller"
import type { Order } from "../../../src/gateway/wire/order"
import type { WireCard } from "../../../src/gateway/wire/card"
import { answer, type Behaviour, XPayDouble } from "./xpay-double"
import { fixture } from "./fixture"
import {
  asContractId,
  asFieldsSessionId,
  asLinkId,
  asOperationId,
  asPayerId,
  asXPayOrderId,
} from "../../../src/domain/ids"

export const API_KEY = "8d0c34a6-5c52-4e0b-9a43-3f2a8f7f0c11"
export const CARD: WireCard = { pan: "4349940199004549", expiryDate: "0526", cvv: "396" }
export const IDEMPOTENCY_KEY = "66666666-7777-4888-9999-aaaaaaaaaaaa"
export const ORDER: Order = { orderId: asXPayOrderId("T1700000000A0001"), amount: "3545", currency: "eur" }
export const OPERATION_ID = asOperationId("696995050267340689")
export const CAPTURE_ID = asOperationId("30762d01-931a-4083-b1c4-c829902056aa")
export const LINK_ID = asLinkId("92864835")
export const BUILD = {
  sessionId: asFieldsSessionId("052211e8-54c8-4e0a-8402-e10bcb8ff264"),
  orderId: ORDER.orderId,
}

let cardInHand = CARD

/** The card that {@link CALLS} pay with, for this test. */
export function payWith(card: WireCard): void {
  cardInHand = card
}

const started: { double: XPayDouble; client: XPayClient }[] = []

/** A test double and a client connected to it; both end with the test. */
export async function connect(settings: Partial<CallerSettings> = {}) {
  const double = await XPayDouble.start()
  const client = new XPayClient({ apiKey: API_KEY, baseUrl: double.url, ...settings })
  started.push({ double, client })
  return { double, client }
}

afterEach(async () => {
  cardInHand = CARD
  for (const { double, client } of started.splice(0)) {
    client.close()
    await double.stop()
  }
})

/** A clock that moves only when the test advances it. */
export function stoppedClock() {
  let now = 0
  return { clock: () => now, advance: (ms: number) => (now += ms) }
}

/** A clock that advances a minute at each reading, so that reads have no time left for retries. */
export function hurriedClock() {
  let now = 0
  return { clock: () => (now += 60_000) }
}

/** The recorded response with that name. */
export function recorded(name: string): Behaviour {
  const { status = 200, body } = fixture(name)
  return answer(status, body ?? undefined)
}

/** Every verb, called with the minimal input. */
export const CALLS = {
  initThreeSteps: (client: XPayClient) => client.initThreeSteps({ order: ORDER, card: () => cardInHand }),
  validateThreeSteps: (client: XPayClient) =>
    client.validateThreeSteps({ operationId: OPERATION_ID, threeDSAuthResponse: "notneeded" }),
  payThreeSteps: (client: XPayClient) =>
    client.payThreeSteps({
      operationId: OPERATION_ID,
      order: ORDER,
      card: () => cardInHand,
      threeDSAuthData: { authenticationValue: "AAcBBVYIEQAAAABkl4B3dQAAAAA=", eci: "05", xid: "S0JvQiFd" },
    }),
  initTwoSteps: (client: XPayClient) => client.initTwoSteps({ order: ORDER, card: () => cardInHand }),
  payTwoSteps: (client: XPayClient) =>
    client.payTwoSteps({
      operationId: OPERATION_ID,
      order: ORDER,
      card: () => cardInHand,
      threeDSAuthData: { threeDSAuthResponse: "notneeded" },
    }),
  moto: (client: XPayClient) =>
    client.moto({ order: { ...ORDER, customer: { name: "Test Cardholder" } }, card: () => cardInHand }),
  mit: (client: XPayClient) =>
    client.mit({
      order: ORDER,
      contractId: asContractId("c0ffee00c0ffee00cd"),
      idempotencyKey: IDEMPOTENCY_KEY,
    }),
  hostedPage: (client: XPayClient) =>
    client.hostedPage({
      order: ORDER,
      language: "ita",
      resultUrl: "https://shop.example/return",
      cancelUrl: "https://shop.example/cancel",
    }),
  openBuild: (client: XPayClient) =>
    client.openBuild({
      order: ORDER,
      merchantUrl: "https://shop.example",
      language: "ita",
      resultUrl: "https://shop.example/return",
      cancelUrl: "https://shop.example/cancel",
    }),
  finalizeBuild: (client: XPayClient) => client.finalizeBuild(BUILD),
  cancelBuild: (client: XPayClient) => client.cancelBuild(BUILD),
  getBuild: (client: XPayClient) => client.getBuild(BUILD),
  payByLink: (client: XPayClient) =>
    client.payByLink({ order: ORDER, language: "ita", expiresOn: "2026-09-01" }),
  cancelLink: (client: XPayClient) => client.cancelLink(LINK_ID),
  renewLink: (client: XPayClient) => client.renewLink(LINK_ID),
  getLink: (client: XPayClient) => client.getLink(LINK_ID),
  capture: (client: XPayClient) =>
    client.capture(OPERATION_ID, { amount: "3000", currency: "EUR", idempotencyKey: IDEMPOTENCY_KEY }),
  refund: (client: XPayClient) =>
    client.refund(OPERATION_ID, { amount: "1000", currency: "EUR", idempotencyKey: IDEMPOTENCY_KEY }),
  cancelCapture: (client: XPayClient) =>
    client.cancelCapture(CAPTURE_ID, { idempotencyKey: IDEMPOTENCY_KEY }),
  deactivateContract: (client: XPayClient) => client.deactivateContract(asContractId("c0ffee00c0ffee00ab")),
  getOrder: (client: XPayClient) => client.getOrder(ORDER.orderId),
  listOrders: (client: XPayClient) => client.listOrders(),
  getOperation: (client: XPayClient) => client.getOperation(CAPTURE_ID),
  getPaymentMethods: (client: XPayClient) => client.getPaymentMethods(),
  getCustomerContracts: (client: XPayClient) => client.getCustomerContracts(asPayerId("cust0001")),
}

export type VerbName = keyof typeof CALLS

export const VERB_NAMES = Object.keys(CALLS) as VerbName[]
export const READS = VERB_NAMES.filter((verb) => /^(get|list)/.test(verb))
export const CHANGES = VERB_NAMES.filter((verb) => !READS.includes(verb))
/** The verbs that can charge a payer. */
export const PAYMENTS: VerbName[] = ["payThreeSteps", "payTwoSteps", "moto", "mit", "finalizeBuild"]
/** The verbs that carry a card. */
export const WITH_CARD: VerbName[] = [
  "initThreeSteps",
  "payThreeSteps",
  "initTwoSteps",
  "payTwoSteps",
  "moto",
]

/** A successful response to each verb. */
export const GOOD_ANSWERS: Record<VerbName, Behaviour> = {
  initThreeSteps: recorded("orders-3steps-init.response"),
  validateThreeSteps: recorded("orders-3steps-validation.response"),
  payThreeSteps: recorded("orders-3steps-payment-executed.response"),
  initTwoSteps: recorded("orders-3steps-init.response"),
  payTwoSteps: recorded("orders-3steps-payment-executed.response"),
  moto: recorded("orders-3steps-payment-executed.response"),
  mit: recorded("orders-3steps-payment-executed.response"),
  hostedPage: recorded("orders-hpp.response"),
  openBuild: recorded("orders-build-cards.response"),
  finalizeBuild: recorded("build-finalize_payment-complete.response"),
  cancelBuild: recorded("build-cancel.response"),
  getBuild: recorded("build-state-ready.response"),
  payByLink: recorded("orders-paybylink.response"),
  cancelLink: recorded("paybylink-cancels.response"),
  renewLink: recorded("orders-paybylink-renewals.response"),
  getLink: recorded("orders-paybylink-get.response"),
  capture: recorded("operations-captures.response"),
  refund: recorded("operations-refunds.response"),
  cancelCapture: recorded("operations-cancels.response"),
  deactivateContract: recorded("contracts-deactivation.response"),
  getOrder: recorded("orders-get-implicit-paid.response"),
  listOrders: recorded("orders-list.response"),
  getOperation: recorded("operations-get-capture.response"),
  getPaymentMethods: recorded("payment_methods.response"),
  getCustomerContracts: recorded("contracts-customers.response"),
}
