import { XPayClient } from "../../src/gateway/client"
import type { SwitchChanges } from "../../src/simulator"
import { Shop, terminals } from "../simulator/support/shop"
import { postForm } from "../simulator/support/payer"
import { errorOf, valueOf } from "./support/outcome"

const FRICTIONLESS = { pan: "4000000000010001", cvv: "123" }

/** The calls of a payment in card fields, in their order, with XPay as the simulator plays it. */
describe("card fields from opening to payment", () => {
  let shop: Shop
  let client: XPayClient
  let counter = 0

  beforeAll(async () => {
    shop = await Shop.open()
    client = new XPayClient({ apiKey: terminals[0]?.apiKey ?? "", baseUrl: shop.simulator.apiUrl })
  })
  beforeEach(() => shop.reset())
  afterAll(async () => {
    client.close()
    await shop.close()
  })

  async function open(switches: SwitchChanges = {}) {
    await shop.control.setSwitches(switches)
    const orderId = `F${String(++counter).padStart(9, "0")}`
    const opened = valueOf(
      await client.openBuild({
        order: { orderId, amount: "3545", currency: "eur" },
        merchantUrl: "https://shop.example",
        captureType: "EXPLICIT",
        resultUrl: "https://shop.example/result",
        cancelUrl: "https://shop.example/cancel",
      })
    )
    return { ...opened, session: { sessionId: opened.sessionId, orderId } }
  }

  it.each([
    ["as they come", {}],
    ["with ids in base64", { buildSessionId: "base64-encoded" }],
    ["with the other spellings", { redirectState: "REDIRECT_TO_EXTERNAL_DOMAIN", fieldSetForm: "array" }],
    ["with a state that says ready too early", { buildState: "READY_FOR_PAYMENT" }],
    ["with another form of the expiry", { buildExpiryForm: "MM/YY" }],
  ] as const)("are understood at each step: %s", async (_what, switches) => {
    const { session, fields, securityToken, sdkIntegrity } = await open(switches as SwitchChanges)
    expect([fields.length, securityToken === undefined, sdkIntegrity === undefined]).toEqual([
      5,
      false,
      false,
    ])
    expect(valueOf(await client.getBuild(session))).toEqual({ state: "CARD_DATA_COLLECTION" })
    expect(errorOf(await client.getBuildCard(session)).outcome).toBe("refused")
    expect(errorOf(await client.finalizeBuild(session)).outcome).toBe("refused")
    await shop.fillBuild(session.sessionId)
    expect(valueOf(await client.getBuild(session))).toEqual({ state: "READY_FOR_PAYMENT" })
    expect(valueOf(await client.getBuildCard(session))).toEqual({
      bin: "434994",
      last4: "4549",
      expiry: "203012",
      circuit: "VISA",
    })
    expect(errorOf(await client.getOrder(session.orderId)).status).toBe(404)

    const sent = valueOf(await client.finalizeBuild(session))
    expect(sent).toEqual({ state: "REDIRECTED_TO_EXTERNAL_DOMAIN", url: expect.any(String) as string })
    expect(valueOf(await client.getBuild(session))).toEqual(sent)
    const bank = new URL(sent.url ?? "")
    const challenge = bank.searchParams.get("id") ?? ""
    await postForm(`${bank.origin}${bank.pathname}`, { challenge, outcome: "succeeds" })
    expect(valueOf(await client.getBuild(session))).toMatchObject({
      state: "PAYMENT_COMPLETE",
      operation: { type: "AUTHORIZATION", result: "AUTHORIZED", amount: "3545", currency: "EUR" },
    })
    expect(valueOf(await client.getOrder(session.orderId)).operations).toMatchObject([
      { result: "AUTHORIZED" },
    ])
  })

  it("are paid once although the answer is lost: the session knows, and the order", async () => {
    const { session } = await open()
    await shop.fillBuild(session.sessionId, FRICTIONLESS)
    await shop.control.addFault({ kind: "reset-after", path: "/build/finalize_payment" })
    expect((await client.finalizeBuild(session)).kind).toBe("unknown")
    expect(valueOf(await client.getBuild(session)).operation?.result).toBe("AUTHORIZED")
    expect((await shop.control.order(session.orderId)).totals.liveHold).toBe(3545)
  })

  it("end before they are finalized when the fingerprint fails", async () => {
    const { session } = await open({ fingerprint: "KO" })
    await shop.fillBuild(session.sessionId)
    expect(valueOf(await client.getBuild(session))).toMatchObject({
      state: "PAYMENT_COMPLETE",
      operation: { result: "THREEDS_FAILED" },
    })
  })

  it("are cancelled, and over by time: refused with GW0004, or as not found", async () => {
    const { session } = await open()
    expect(valueOf(await client.cancelBuild(session)).operation).toMatchObject({
      type: "CANCEL",
      result: "CANCELED",
    })
    await shop.control.expireBuild(session.orderId)
    expect(errorOf(await client.getBuild(session)).codes).toEqual(["GW0004"])
    await shop.control.setSwitches({ expiredBuildStatus: 404 })
    expect(errorOf(await client.getBuild(session)).status).toBe(404)
  })
})
