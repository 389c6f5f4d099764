import { XPayClient } from "../../src/gateway/client"
import type { SwitchChanges } from "../../src/simulator"
import { allFlipped } from "../../src/simulator/rules"
import { Shop, terminals } from "../simulator/support/shop"
import { postForm } from "../simulator/support/payer"
import { errorOf, valueOf } from "./support/outcome"
import { asXPayOrderId, type XPayOrderId } from "../../src/domain/ids"

const FRICTIONLESS = { pan: "4000000000010001", cvv: "123" }

/** The calls of a payment in card fields, in order, with XPay as the simulator implements it. */
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
    const orderId = asXPayOrderId(`F${String(++counter).padStart(9, "0")}`)
    const opened = valueOf(
      await client.openBuild({
        order: { orderId, amount: "3545", currency: "eur" },
        merchantUrl: "https://shop.example",
        captureType: "EXPLICIT",
        resultUrl: "https://shop.example/result",
        cancelUrl: "https://shop.example/cancel",
        notificationUrl: shop.inbox.url,
        language: "ita",
      })
    )
    return { ...opened, session: { sessionId: opened.sessionId, orderId } }
  }

  it.each([
    ["as they come", {}],
    ["with ids in base64", { buildSessionId: "base64-encoded" }],
    ["with the other spellings", { redirectState: "REDIRECT_TO_EXTERNAL_DOMAIN", fieldSetForm: "array" }],
    ["with a state that says ready too early", { buildState: "READY_FOR_PAYMENT" }],
  ] as const)("are understood at each step: %s", async (_what, switches) => {
    const { session, fields, securityToken, sdkIntegrity } = await open(switches as SwitchChanges)
    expect([fields.length, securityToken === undefined, sdkIntegrity === undefined]).toEqual([
      5,
      false,
      false,
    ])
    expect(valueOf(await client.getBuild(session))).toEqual({ state: "CARD_DATA_COLLECTION" })
    expect(errorOf(await client.finalizeBuild(session)).outcome).toBe("refused")
    await shop.fillBuild(session.sessionId)
    expect(valueOf(await client.getBuild(session))).toEqual({ state: "READY_FOR_PAYMENT" })
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

  describe("with every assumption about XPay turned round", () => {
    const operationsOf = async (orderId: XPayOrderId) => {
      const { readLagMs = 0 } = allFlipped()
      await shop.control.advanceClock(readLagMs)
      return valueOf(await client.getOrder(orderId)).operations
    }

    /** Card fields whose payer is on the bank's page. */
    async function atBank() {
      const opened = await open(allFlipped())
      await shop.fillBuild(opened.session.sessionId)
      const { url = "" } = valueOf(await client.finalizeBuild(opened.session))
      const { origin, pathname, searchParams } = new URL(url)
      const answer = async (outcome: string) =>
        await postForm(`${origin}${pathname}`, { challenge: searchParams.get("id") ?? "", outcome })
      return { ...opened, answer }
    }

    it("say before the payment only how they stand, and are paid once however often they are finalized", async () => {
      const { session } = await open(allFlipped())
      expect(await operationsOf(session.orderId)).toEqual([])
      // There is nothing to charge yet: the response is neither a refusal nor a payment.
      expect(valueOf(await client.finalizeBuild(session))).toEqual({ state: "CARD_DATA_COLLECTION" })
      await shop.fillBuild(session.sessionId, FRICTIONLESS)
      const paid = valueOf(await client.finalizeBuild(session))
      expect(paid).toMatchObject({ state: "PAYMENT_COMPLETE", operation: { result: "AUTHORIZED" } })
      expect(valueOf(await client.finalizeBuild(session))).toEqual(paid)
      expect(await operationsOf(session.orderId)).toMatchObject([{ result: "AUTHORIZED" }])
      expect((await shop.control.order(session.orderId)).totals.authorized).toBe(3545)
    })

    it("are paid through the bank's page, and notified with their token", async () => {
      const { session, securityToken, answer } = await atBank()
      expect(await operationsOf(session.orderId)).toEqual([])
      await answer("succeeds")
      expect(valueOf(await client.getBuild(session)).operation?.result).toBe("AUTHORIZED")
      expect(await operationsOf(session.orderId)).toMatchObject([{ result: "AUTHORIZED" }])
      const [notification] = await shop.inbox.until(1)
      expect((notification?.body as { securityToken: string }).securityToken).toBe(securityToken?.reveal())
    })

    it("say that the payer gave up at the bank: nothing is held", async () => {
      const { session, answer } = await atBank()
      await answer("abandoned")
      expect(valueOf(await client.getBuild(session)).operation?.result).toBe("THREEDS_FAILED")
      expect(await operationsOf(session.orderId)).toMatchObject([{ result: "THREEDS_FAILED" }])
      expect((await shop.control.order(session.orderId)).totals.liveHold).toBe(0)
    })

    it("are cancelled while the payer is at the bank, who can pay no more then", async () => {
      const { session, answer } = await atBank()
      expect(valueOf(await client.cancelBuild(session))).toMatchObject({
        state: "PAYMENT_COMPLETE",
        operation: { type: "CANCEL", result: "CANCELED" },
      })
      await answer("succeeds")
      expect(await operationsOf(session.orderId)).not.toContainEqual(
        expect.objectContaining({ type: "CANCEL" })
      )
      expect((await shop.control.order(session.orderId)).totals.authorized).toBe(0)
      const [notification] = await shop.inbox.until(1)
      expect(notification?.body).toMatchObject({ operation: { operationResult: "CANCELED" } })
    })

    it("are over after five minutes: refused as not found", async () => {
      const { session } = await open(allFlipped())
      await shop.control.advanceClock(6 * 60_000)
      for (const gone of [await client.getBuild(session), await client.finalizeBuild(session)]) {
        expect(gone).toMatchObject({ kind: "refused", error: { status: 404 } })
      }
    })
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
