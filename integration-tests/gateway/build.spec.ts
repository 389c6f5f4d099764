import type { XPayClient } from "../../src/gateway/client"
import { mayResend } from "../../src/gateway/transport/retry"
import { Secret } from "../../src/gateway/secret"
import { BUILD, CALLS, connect, hurriedClock, ORDER, recorded } from "./support/client"
import { fixture } from "./support/fixture"
import { errorOf, valueOf } from "./support/outcome"
import { answer } from "./support/xpay-double"
import { asFieldsSessionId, asXPayOrderId } from "../../src/domain/ids"

const open = (client: XPayClient, changes: object = {}) =>
  client.openBuild({
    order: ORDER,
    merchantUrl: "https://shop.example",
    resultUrl: "https://shop.example/return",
    cancelUrl: "https://shop.example/cancel",
    ...changes,
  })

const bodyOf = (name: string) => fixture(name).body as Record<string, unknown>

describe("card fields are opened", () => {
  test("with fields, a token that prints as a mask, and the hash of XPay's script", async () => {
    const { double, client } = await connect()
    double.will(recorded("orders-build-cards-2026.response"))
    const opened = valueOf(await open(client))
    expect(opened).toMatchObject({
      sessionId: BUILD.sessionId,
      sdkIntegrity: expect.stringMatching(/^sha384-/) as string,
      warnings: [],
    })
    expect(opened.fields.map(({ id }) => id)).toEqual([
      "CARD_NUMBER",
      "EXPIRATION_DATE",
      "SECURITY_CODE",
      "CARDHOLDER_NAME",
      "CARDHOLDER_EMAIL",
    ])
    expect(opened.securityToken).toBeInstanceOf(Secret)
    expect(JSON.stringify(opened)).not.toContain("2f0ea5059b41414ca3744fe672327d85")
  })

  test("always for cards, whatever a caller asks: without it there would be buttons", async () => {
    const { double, client } = await connect()
    double.will(recorded("orders-build-cards.response"))
    await open(client, { paymentService: "" })
    expect(JSON.parse(double.lastRequest.text)).toMatchObject({
      version: "3",
      paymentSession: { paymentService: "CARDS" },
    })
  })

  test("with the spellings of older samples: any case, fields of any class", async () => {
    const { double, client } = await connect()
    double.will(
      answer(200, {
        sessionId: "s1",
        fields: [{ type: "text", class: "cardData", id: "card_number", src: "https://xpay.example/f" }],
      })
    )
    expect(valueOf(await open(client)).fields).toEqual([
      { id: "CARD_NUMBER", type: "TEXT", src: "https://xpay.example/f" },
    ])
  })

  test.each([
    ["no fields", { fields: [] }],
    ["a field whose address is none", { fields: [{ id: "CARD_NUMBER", src: "javascript:alert(1)" }] }],
    ["no session", { sessionId: null }],
  ])("an answer with %s cannot be used: unknown", async (_what, change) => {
    const { double, client } = await connect()
    double.will(answer(200, { ...bodyOf("orders-build-cards.response"), ...change }))
    expect((await open(client)).kind).toBe("unknown")
  })

  test.each([
    "https://shop.example/",
    "https://shop.example/checkout",
    "shop.example",
    "https://a:b@shop.example",
  ])("merchantUrl %s is a mistake of the caller's: an origin is wanted", async (merchantUrl) => {
    const { double, client } = await connect()
    await expect(open(client, { merchantUrl })).rejects.toBeInstanceOf(TypeError)
    expect(double.requests).toHaveLength(0)
  })

  test("a merchantUrl that XPay does not take is a refusal: nothing was opened", async () => {
    const { double, client } = await connect()
    double.will(recorded("error-400-merchant-url.response"))
    expect(errorOf(await open(client))).toMatchObject({ outcome: "refused", codes: ["GW0001"] })
  })
})

describe("the id of a session", () => {
  const raw = "Md6fiNaHuADc%2FL%2BcxXVvvw%3D%3D"
  const decoded = "Md6fiNaHuADc/L+cxXVvvw=="

  test("that comes percent-encoded is decoded once, sent as it is in bodies, and encoded once in addresses", async () => {
    const { double, client } = await connect()
    double.will(
      answer(200, { ...bodyOf("orders-build-cards.response"), sessionId: raw }),
      recorded("build-state-ready.response"),
      recorded("build-finalize_payment-complete.response")
    )
    const { sessionId } = valueOf(await open(client))
    expect(sessionId).toBe(decoded)
    await client.getBuild({ ...BUILD, sessionId })
    expect(double.lastRequest.path).toMatch(/\/build\/state\?sessionId=Md6fiNaHuADc%2FL%2BcxXVvvw%3D%3D$/)
    await client.finalizeBuild({ ...BUILD, sessionId: asFieldsSessionId(sessionId) })
    expect(JSON.parse(double.lastRequest.text)).toEqual({ sessionId: decoded })
  })

  test("stays out of the log", async () => {
    const lines: string[] = []
    const { double, client } = await connect({ logger: { debug: (line) => lines.push(line) } })
    double.will(recorded("build-state-ready.response"))
    await CALLS.getBuild(client)
    expect(lines.join()).toContain("XPay getBuild: GET")
    expect(lines.join()).not.toContain(BUILD.sessionId)
  })

  test.each(["", "a b", "x".repeat(256)])("%j is a mistake of the caller's", async (sessionId) => {
    const { client } = await connect()
    await expect(
      client.finalizeBuild({ ...BUILD, sessionId: asFieldsSessionId(sessionId) })
    ).rejects.toBeInstanceOf(TypeError)
  })
})

describe("how card fields stand", () => {
  async function ask(name: string) {
    const { double, client } = await connect()
    double.will(recorded(name))
    return valueOf(await client.getBuild(BUILD))
  }

  test("ready: a state, no operation, nothing charged", async () => {
    expect(await ask("build-state-ready.response")).toEqual({ state: "READY_FOR_PAYMENT" })
  })

  test("waiting for a card", async () => {
    expect(await ask("build-state-card.response")).toEqual({ state: "CARD_DATA_COLLECTION" })
  })

  test("on the bank's page, in either spelling", async () => {
    const url = "https://xpaysandbox.nexigroup.com/monetaweb/3ds"
    const expected = { state: "REDIRECTED_TO_EXTERNAL_DOMAIN", url }
    expect(await ask("build-state-redirect.response")).toEqual(expected)
    expect(await ask("build-finalize_payment-redirect.response")).toEqual(expected)
  })

  test("over: the operation tells how", async () => {
    const { state, operation } = await ask("build-state-complete.response")
    expect(state).toBe("PAYMENT_COMPLETE")
    expect(operation).toMatchObject({
      type: "AUTHORIZATION",
      result: "EXECUTED",
      amount: "3545",
      circuit: "MC",
    })
  })

  test("over before anybody finalized, when the fingerprint failed", async () => {
    const { operation } = await ask("build-state-3ds-failed.response")
    expect(operation?.result).toBe("THREEDS_FAILED")
  })

  test("a state that was added after this was written is kept as a word", async () => {
    const { double, client } = await connect()
    double.will(answer(200, { state: "WAITING_FOR_GODOT" }))
    expect(valueOf(await client.getBuild(BUILD)).state).toEqual({ unrecognised: "WAITING_FOR_GODOT" })
  })

  test("a session that is over is a refusal", async () => {
    const { double, client } = await connect()
    double.will(recorded("error-400-build-session.response"))
    expect(errorOf(await client.getBuild(BUILD))).toMatchObject({ outcome: "refused", codes: ["GW0004"] })
  })
})

describe("the payment", () => {
  test("a decline is done: the operation says so", async () => {
    const { double, client } = await connect()
    double.will(recorded("build-finalize_payment-declined.response"))
    const { state, operation } = valueOf(await client.finalizeBuild(BUILD))
    expect(state).toBe("PAYMENT_COMPLETE")
    expect(operation).toMatchObject({ result: "DECLINED", issuerCode: "116" })
  })

  test("in doubt is sent once, and never safe to send again", async () => {
    const { double, client } = await connect({ timeouts: { finalizeBuild: 50 } })
    double.will(() => undefined)
    const outcome = await client.finalizeBuild(BUILD)
    expect(outcome.kind).toBe("unknown")
    expect(mayResend("finalizeBuild", outcome)).toBe("never")
    expect(double.requests).toHaveLength(1)
    expect(double.lastRequest.headers["idempotency-key"]).toBeUndefined()
  })

  test("that is about another order is in doubt", async () => {
    const { double, client } = await connect(hurriedClock())
    double.will(recorded("build-finalize_payment-complete.response"))
    const other = { ...BUILD, orderId: asXPayOrderId("ANOTHER") }
    expect((await client.finalizeBuild(other)).kind).toBe("unknown")
    expect((await client.cancelBuild(other)).kind).toBe("unknown")
  })

  test("whose operation cannot be read is in doubt", async () => {
    const { double, client } = await connect()
    double.will(answer(200, { state: "PAYMENT_COMPLETE", operation: { operationResult: "EXECUTED" } }))
    expect((await client.finalizeBuild(BUILD)).kind).toBe("unknown")
  })
})
