import { ApiClient, type ApiResponse } from "./support/api-client"
import { fixture, fixtureNames } from "./support/fixture"
import { cancelOnPage, payOnPage, postForm, type HostedChoice } from "./support/payer"
import { shapeDifferences } from "./support/shape"
import { customerInfo, mastercard, Shop, terminals, visa } from "./support/shop"

/** Not implemented by the simulator: Google Pay tokens, and version 2 of Build. */
const outOfScope = [
  "build-state-gdi.response",
  "orders-googlepay-cryptogram.response",
  "orders-googlepay-panonly.response",
]

const frictionless = { pan: "4000000000010001", cvv: "123" }
const explicit = { captureType: "EXPLICIT" }
const implicit = { captureType: "IMPLICIT" }
const dayMs = 86_400_000

describe("answers have the shape of the fixtures", () => {
  let shop: Shop
  let api: ApiClient
  let smallTerminal: ApiClient
  let pluginKey: ApiClient
  let withPayPal: ApiClient

  beforeAll(async () => {
    const small = { ...terminals[0], apiKey: "cccccccc-0000-4000-8000-000000000003", alias: "small" }
    const plugin = { ...terminals[0], apiKey: "dddddddd-0000-4000-8000-000000000004", alias: "plugin" }
    const paypal = { ...terminals[0], apiKey: "ffffffff-0000-4000-8000-000000000005", alias: "paypal" }
    shop = await Shop.open({
      terminals: [
        ...terminals,
        { ...small, accounting: "explicit", moto: false, methods: ["VISA", "MC", "MYBANK"] },
        { ...paypal, accounting: "explicit", moto: false, methods: ["VISA", "PAYPAL"] },
        { ...plugin, accounting: "explicit", moto: false, methods: ["CARDS"], keyKind: "plugin" },
      ],
    })
    api = shop.explicit
    smallTerminal = new ApiClient(shop.simulator.apiUrl, small.apiKey)
    withPayPal = new ApiClient(shop.simulator.apiUrl, paypal.apiKey)
    pluginKey = new ApiClient(shop.simulator.apiUrl, plugin.apiKey)
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const validate = (operationId: string, threeDSAuthResponse = "notneeded"): Promise<ApiResponse> =>
    api.post("/orders/3steps/validation", { operationId, threeDSAuthResponse })
  const capture = (operationId: string, amount = "3545"): Promise<ApiResponse> =>
    api.postOnce(`/operations/${operationId}/captures`, { amount, currency: "EUR" })
  const refund = (operationId: string, amount = "3545"): Promise<ApiResponse> =>
    api.postOnce(`/operations/${operationId}/refunds`, { amount, currency: "EUR" })
  const readOrder = (orderId: string): Promise<ApiResponse> => api.get(`/orders/${orderId}`)
  const decline = (code: string): Promise<unknown> =>
    shop.control.addOutcome({ result: "DECLINED", declineCode: code })

  async function captured(amount: string): Promise<{ orderId: string; captureId: string }> {
    const { orderId, operationId } = await shop.payByCard(api, explicit)
    await shop.control.advanceClock(dayMs)
    const answer = await capture(operationId, amount)
    return { orderId, captureId: answer.body.operationId as string }
  }

  async function contract(contractId: string, contractType: string, more = {}, card = visa): Promise<void> {
    const order = shop.order({ customerId: "cust0001" })
    const recurrence = { action: "CONTRACT_CREATION", contractId, contractType, ...more }
    await shop.payByCard(api, implicit, { order, card, recurrence })
  }

  async function extraCharge(path: string, capture: { captureType: string }): Promise<ApiResponse> {
    const { operationId } = await shop.payByCard(api, capture)
    return api.postOnce(path, { originalOperationId: operationId, amount: "1000", currency: "EUR" })
  }

  const situations: Record<string, () => Promise<ApiResponse>> = {
    "orders-3steps-init.response": async () => (await shop.authenticate(api)).init,
    "orders-2steps-init.response": () =>
      api.post("/orders/2steps/init", {
        order: shop.order({ customerInfo: { cardHolderName: "Test Cardholder" } }),
        card: visa,
      }),
    "orders-3steps-validation.response": async () => {
      const billingAddress = { country: "IT", province: "Milano" }
      const order = shop.order({ customerInfo: { ...customerInfo, billingAddress } })
      return validate((await shop.authenticate(api, { order })).operationId)
    },
    "orders-3steps-validation-failed.response": async () =>
      validate((await shop.authenticate(api, {}, "fails")).operationId),
    "orders-3steps-validation-missing-params.response": () =>
      api.post("/orders/3steps/validation", { operationId: null, threeDSAuthResponse: null }),
    "orders-3steps-payment-authorized.response": async () => (await shop.payByCard(api, explicit)).payment,
    "orders-3steps-payment-executed.response": async () => (await shop.payByCard(api, implicit)).payment,
    "orders-3steps-payment-declined.response": async () => {
      await decline("116")
      return (await shop.payByCard(api)).payment
    },
    "orders-2steps-payment.response": async () => {
      const { operationId, order, card } = await shop.authenticate(api, {}, "succeeds", "2steps")
      const threeDSAuthData = { threeDSAuthResponse: "notneeded" }
      return api.post("/orders/2steps/payment", { operationId, order, card, ...implicit, threeDSAuthData })
    },
    "orders-moto.response": () => api.post("/orders/moto", { order: shop.order(), card: visa, ...explicit }),
    "orders-mit.response": async () => {
      await contract("c0ffee00c0ffee00cd", "MIT_UNSCHEDULED")
      const { customerInfo: _customerInfo, ...order } = shop.order() as Record<string, unknown>
      return api.postOnce("/orders/mit", { order, contractId: "c0ffee00c0ffee00cd", ...implicit })
    },
    "orders-mit-explicit.response": async () => {
      await contract("c0ffee00c0ffee00cd", "MIT_UNSCHEDULED")
      const { customerInfo: _customerInfo, ...order } = shop.order() as Record<string, unknown>
      return api.postOnce("/orders/mit", { order, contractId: "c0ffee00c0ffee00cd", ...explicit })
    },
    "orders-card_verification.response": () =>
      api.post("/orders/card_verification", { order: shop.order({ amount: "0" }), card: visa }),
    "orders-hpp.response": () =>
      api.post("/orders/hpp", { order: shop.order(), paymentSession: shop.session() }),
    "orders-build-cards.response": async () => {
      await shop.control.setSwitches({
        buildState: "CARD_DATA_COLLECTION",
        buildFields: "with-surname",
        sdkHash: "absent",
      })
      return (await shop.openBuild(api)).answer
    },
    "orders-build-cards-2026.response": async () => (await shop.openBuild(api)).answer,
    "orders-build-selection.response": async () => {
      await shop.control.setSwitches({ sdkHash: "absent" })
      const { answer } = await shop.openBuild(withPayPal, { paymentService: undefined })
      return answer
    },
    "orders-build-apm.response": async () => {
      await shop.control.setSwitches({ sdkHash: "absent" })
      return (await shop.openBuild(api, { paymentService: "PAYPAL" })).answer
    },
    "build-state-card.response": async () => build("state", (await shop.openBuild(api)).sessionId),
    "build-state-ready.response": async () => build("state", (await shop.readyBuild(api)).sessionId),
    "build-state-redirect.response": async () => {
      await shop.control.setSwitches({ redirectState: "REDIRECT_TO_EXTERNAL_DOMAIN" })
      const { sessionId } = await shop.readyBuild(api)
      await build("finalize_payment", sessionId)
      return build("state", sessionId)
    },
    "build-state-complete.response": async () => {
      const { sessionId } = await shop.readyBuild(api, implicit, mastercard)
      const url = new URL((await build("finalize_payment", sessionId)).body.url as string)
      const challenge = url.searchParams.get("id") ?? ""
      await postForm(`${url.origin}${url.pathname}`, { challenge, outcome: "succeeds" })
      return build("state", sessionId)
    },
    "build-state-3ds-failed.response": async () => {
      await shop.control.setSwitches({ fingerprint: "KO" })
      return build("state", (await shop.readyBuild(api)).sessionId)
    },
    "build-finalize_payment-complete.response": async () =>
      build("finalize_payment", (await shop.readyBuild(api, implicit, frictionless)).sessionId),
    "build-finalize_payment-redirect.response": async () =>
      build("finalize_payment", (await shop.readyBuild(api)).sessionId),
    "build-finalize_payment-declined.response": async () => {
      await decline("116")
      return build("finalize_payment", (await shop.readyBuild(api, {}, frictionless)).sessionId)
    },
    "build-cancel.response": async () => build("cancel", (await shop.openBuild(api)).sessionId),
    "build-cardData.response": async () => build("cardData", (await shop.readyBuild(api)).sessionId),
    "build-integrity.response": () => api.get("/build/integrity"),
    "orders-paybylink.response": () => createLink(),
    "orders-paybylink-v2.response": () => {
      const { body } = fixture("orders-paybylink-v2.request") as unknown as {
        body: { paymentSession: object }
      }
      const expirationDate = new Date(Date.now() + 7 * dayMs).toISOString().slice(0, 10)
      const newer = new ApiClient(shop.simulator.apiUrl.replace(/v1$/, "v2"), terminals[0]?.apiKey ?? "")
      return newer.post("/orders/paybylink", {
        ...body,
        paymentSession: { ...body.paymentSession, expirationDate },
      })
    },
    "orders-paybylink-renewals.response": async () => {
      const { linkId } = (await createLink()).body.paymentLink
      return api.post(`/orders/paybylink/${linkId}/renewals`, {})
    },
    "orders-paybylink-get.response": async () => {
      const { linkId } = (await createLink()).body.paymentLink
      return api.get(`/orders/paybylink/${linkId}`)
    },
    "orders-paybylink-list.response": async () => {
      await createLink()
      return api.get("/orders/paybylink")
    },
    "paybylink-cancels.response": async () => {
      const { linkId } = (await createLink()).body.paymentLink
      return api.post(`/paybylink/${linkId}/cancels`)
    },
    "payment_methods.response": () => smallTerminal.get("/payment_methods"),
    "contracts-customers.response": async () => {
      await contract("c0ffee00c0ffee00ab", "CIT")
      const schedule = { contractExpiryDate: "2027-03-16", contractFrequency: "30" }
      await contract("c0ffee00c0ffee00ef", "MIT_SCHEDULED", schedule, mastercard)
      return api.get("/contracts/customers/cust0001")
    },
    "contracts-deactivation.response": async () => {
      await contract("c0ffee00c0ffee00ab", "CIT")
      return api.post("/contracts/c0ffee00c0ffee00ab/deactivation", [])
    },
    "incrementals.response": () => extraCharge("/incrementals", explicit),
    "delay_charges.response": () => extraCharge("/delay_charges", implicit),
    "no_shows.response": () => extraCharge("/no_shows", implicit),
    "operations-captures.response": async () => capture((await shop.payByCard(api)).operationId),
    "operations-refunds.response": async () => refund((await shop.payByCard(api, implicit)).operationId),
    "operations-cancels.response": async () => {
      await shop.control.setSwitches({ timestampForm: "iso" })
      const { captureId } = await captured("3000")
      return api.postOnce(`/operations/${captureId}/cancels`, { description: "captured by mistake" })
    },
    "operations-actions.response": async () => {
      await decline("116")
      const { operationId } = await shop.payByCard(api)
      return api.get(`/operations/${operationId}/actions`)
    },
    "operations-get-capture.response": async () =>
      api.get(`/operations/${(await captured("3000")).captureId}`),
    "operations-get-refund.response": async () => {
      const { captureId } = await captured("3000")
      const { operationId } = (await refund(captureId, "1000")).body as { operationId: string }
      return api.get(`/operations/${operationId}`)
    },
    "operations-list.response": async () => {
      await shop.payByCard(api, implicit)
      return api.get("/operations")
    },
    "orders-list.response": async () => {
      await shop.payByCard(api, explicit)
      await shop.payByCard(api, implicit)
      return api.get("/orders")
    },
    "orders-get-404.response": () => readOrder("NOSUCHORDER"),
    "orders-get-abandoned.response": async () => readOrder((await shop.openHosted(api)).orderId),
    "orders-get-declined.response": async () => {
      await decline("116")
      return readOrder((await shop.payByCard(api)).orderId)
    },
    "orders-get-explicit-authorized.response": async () =>
      readOrder((await shop.payByCard(api, explicit)).orderId),
    "orders-get-explicit-captured.response": async () => readOrder((await captured("3000")).orderId),
    "orders-get-implicit-paid.response": async () => readOrder((await shop.payByCard(api, implicit)).orderId),
    "orders-get-partially-refunded.response": async () => {
      const { orderId, operationId } = await shop.payByCard(api, implicit)
      await shop.control.advanceClock(2 * dayMs)
      await refund(operationId, "1000")
      return readOrder(orderId)
    },
    "orders-get-same-day-refund.response": async () => {
      await shop.control.changeClock({ now: "2026-03-10T10:00:00Z" })
      const { orderId, operationId } = await shop.payByCard(api, implicit)
      await refund(operationId)
      return readOrder(orderId)
    },
    "orders-get-voided.response": async () => {
      const { orderId, operationId } = await shop.payByCard(api, explicit)
      await refund(operationId)
      return readOrder(orderId)
    },
    "orders-get-verify.response": async () => {
      const verify = { actionType: "VERIFY", amount: "0" }
      const { orderId, hostedPage } = await shop.openHosted(api, verify, { amount: "0" })
      await payOnPage(hostedPage)
      return readOrder(orderId)
    },
    "error-400-already-executed.response": async () => {
      const { operationId } = await shop.payByCard(api)
      await capture(operationId)
      return capture(operationId)
    },
    "error-400-idempotency.response": async () => {
      const { operationId } = await shop.payByCard(api)
      await api.postOnce(`/operations/${operationId}/captures`, {}, "one-key")
      return api.postOnce(`/operations/${operationId}/refunds`, {}, "one-key")
    },
    "error-400-missing-idempotency-key.response": async () => {
      const { operationId } = await shop.payByCard(api)
      return api.post(`/operations/${operationId}/captures`, { amount: "3545", currency: "EUR" })
    },
    "error-400-duplicate-order.response": async () => {
      const body = { order: shop.order(), paymentSession: shop.session() }
      await api.post("/orders/hpp", body)
      return api.post("/orders/hpp", body)
    },
    "error-400-currency.response": () =>
      api.post("/orders/hpp", { order: shop.order({ currency: "CZK" }), paymentSession: shop.session() }),
    "error-400-order-id.response": () => openPage({ orderId: undefined }, {}),
    "error-400-amount.response": () => openPage({ amount: undefined }, {}),
    "error-400-no-session-amount.response": () => openPage({}, { amount: undefined }),
    "error-400-language.response": async () => {
      await shop.control.setSwitches({ unknownLanguage: "refused" })
      return openPage({}, { language: "QQQ" })
    },
    "error-400-refund-too-much.response": async () => {
      const { operationId } = await shop.payByCard(api, implicit)
      return refund(operationId, "3546")
    },
    "error-400-session-amount.response": () =>
      api.post("/orders/hpp", { order: shop.order(), paymentSession: shop.session({ amount: "3546" }) }),
    "error-400-build-session.response": () => build("state", "052211e8-54c8-4e0a-8402-e10bcb8ff264"),
    "error-400-merchant-url.response": async () =>
      (await shop.openBuild(api, {}, {}, { merchantUrl: "https://shop.example/checkout" })).answer,
    "error-401.response": () => api.get("/orders", { "X-Api-Key": "unknown" }),
    "error-500-generic.response": async () => {
      await shop.control.setSwitches({ eciXidFails: true })
      return (await shop.payByCard(api)).payment
    },
    "error-forbidden-key-kind.response": () => pluginKey.get("/orders"),
  }

  function openPage(order: object, session: object): Promise<ApiResponse> {
    return api.post("/orders/hpp", {
      order: shop.order({ ...order }),
      paymentSession: shop.session({ ...session }),
    })
  }

  function build(call: string, sessionId: string): Promise<ApiResponse> {
    return call === "state" || call === "cardData"
      ? api.get(`/build/${call}?sessionId=${encodeURIComponent(sessionId)}`)
      : api.post(`/build/${call}`, { sessionId })
  }

  function createLink(): Promise<ApiResponse> {
    const expirationDate = new Date(Date.now() + 7 * dayMs).toISOString().slice(0, 10)
    return api.post("/orders/paybylink", {
      order: shop.order(),
      paymentSession: shop.session(),
      expirationDate,
    })
  }

  it.each(Object.keys(situations))("%s", async (name) => {
    const expected = fixture(name)
    const actual = await situations[name]?.()
    expect(actual?.status).toBe(expected.status)
    expect(shapeDifferences(actual?.body, expected.body)).toEqual([])
    expect(actual?.headers.get("content-type")).toBe(expected.headers["Content-Type"])
    expect(actual?.headers.get("cid")).toMatch(/^[0-9a-f-]{36}$/)
  })

  const notifications: Record<string, () => Promise<unknown>> = {
    "notification-executed": () => hosted({}, implicit),
    "notification-authorized": () => hosted({}, explicit),
    "notification-declined": async () => {
      await decline("116")
      return hosted({})
    },
    "notification-threeds-failed": () => hosted({ outcome: "fail-authentication" }),
    "notification-pending": () => hosted({ outcome: "leave-pending" }),
    "notification-apm-executed": () => hosted({ method: "MYBANK" }),
    "notification-canceled": async () => cancelOnPage((await shop.openHosted(api)).hostedPage),
    "notification-paybylink-executed": async () => {
      const expirationDate = new Date(Date.now() + 7 * dayMs).toISOString().slice(0, 10)
      const paymentSession = shop.session(implicit)
      const link = await api.post("/orders/paybylink", {
        order: shop.order(),
        paymentSession,
        expirationDate,
      })
      return payOnPage(link.body.paymentLink.link as string)
    },
  }

  async function hosted(choice: HostedChoice, session: Record<string, unknown> = {}): Promise<void> {
    const { hostedPage } = await shop.openHosted(api, session)
    await payOnPage(hostedPage, choice)
  }

  it.each(Object.keys(notifications))("%s", async (name) => {
    const expected = fixture(name)
    await notifications[name]?.()
    const [notification] = await shop.inbox.until(1)
    expect(shapeDifferences(notification?.body, expected.body)).toEqual([])
    expect(notification?.headers["content-type"]).toBe(expected.headers["Content-Type"])
    expect(notification?.headers["user-agent"]).toBe(expected.headers["User-Agent"])
  })

  it("leaves no fixture out but those of endpoints that are out of scope", () => {
    const answers = fixtureNames().filter((name) => /\.response$|^notification-/.test(name))
    const covered = [...Object.keys(situations), ...Object.keys(notifications), ...outOfScope]
    expect(covered.sort()).toEqual(answers.sort())
  })
})
