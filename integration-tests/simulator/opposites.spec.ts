import { codeOf, type ApiResponse } from "./support/api-client"
import { answerChallenge, payOnPage } from "./support/payer"
import { Shop, visa } from "./support/shop"

/** Unknown behavior of XPay, both ways: with the simulator's default, and with its switch inverted. */
describe("what is assumed of a payment's edges", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(async () => {
    await shop.reset()
    await shop.control.changeClock({ now: "2026-03-10T10:00:00Z" })
  })
  afterAll(() => shop.close())

  const authorized = () => shop.payByCard(shop.explicit, { captureType: "EXPLICIT" })
  const executed = () => shop.payByCard(shop.explicit, { captureType: "IMPLICIT" })
  const act = (verb: string, id: string, amount?: string): Promise<ApiResponse> =>
    shop.explicit.postOnce(`/operations/${id}/${verb}`, amount ? { amount, currency: "EUR" } : {})
  const idOf = (response: ApiResponse): string => response.body.operationId as string
  const captured = async (orderId: string): Promise<string> =>
    (await shop.explicit.get(`/orders/${orderId}`)).body.orderStatus.capturedAmount as string
  const totals = async (orderId: string): Promise<object> => (await shop.control.order(orderId)).totals

  it.each([
    ["reduced", "0"],
    ["kept", "3545"],
  ] as const)(
    "a full refund of the same day: the captured amount is %s",
    async (capturedAmountAfterVoidedRefund, left) => {
      await shop.control.setSwitches({ capturedAmountAfterVoidedRefund })
      const { orderId, operationId } = await executed()
      await act("refunds", operationId, "3545")
      expect(await captured(orderId)).toBe(left)
    }
  )

  it.each([
    ["reduced", "2545"],
    ["kept", "3545"],
  ] as const)(
    "a refund in the back office: the captured amount is %s, also where refunds over the API are not told alike",
    async (capturedAmountAfterPortalRefund, left) => {
      const capturedAmountAfterRefund = capturedAmountAfterPortalRefund === "kept" ? "reduced" : "kept"
      await shop.control.setSwitches({ capturedAmountAfterPortalRefund, capturedAmountAfterRefund })
      const { orderId } = await executed()
      await shop.control.actInOffice({ verb: "refund", orderId, amount: 1000 })
      expect(await captured(orderId)).toBe(left)
    }
  )

  it.each(["PENDING", "CANCELED"] as const)(
    "a payer who gives up on the bank's page leaves the payment %s",
    async (abandonedChallenge) => {
      await shop.control.setSwitches({ abandonedChallenge })
      const { operationId } = await shop.authenticate(shop.explicit, {}, "abandoned")
      const { body } = await shop.explicit.get(`/operations/${operationId}`)
      expect(body).toMatchObject({ operationType: "AUTHORIZATION", operationResult: abandonedChallenge })
    }
  )

  it("a second payment call is refused, or answered as the first by a switch, and charges nothing more", async () => {
    const { orderId, operationId } = await authorized()
    const again = () =>
      shop.explicit.post("/orders/3steps/payment", {
        operationId,
        order: { orderId, amount: "3545", currency: "EUR" },
        card: visa,
        threeDSAuthData: { threeDSAuthResponse: "notneeded" },
      })
    expect(codeOf(await again())).toBe("PS0023")
    await shop.control.setSwitches({ secondPayment: "same-answer" })
    expect((await again()).body.operation).toMatchObject({ operationId, operationResult: "AUTHORIZED" })
    expect(await totals(orderId)).toMatchObject({ authorized: 3545, captured: 0 })
  })

  it("a payment call after a failed authentication is refused, or answered so by a switch, and charges nothing", async () => {
    const { operationId, order, card } = await shop.authenticate(shop.explicit, {}, "fails")
    const threeDSAuthResponse = "notneeded"
    await shop.explicit.post("/orders/3steps/validation", { operationId, threeDSAuthResponse })
    const body = { operationId, order, card, threeDSAuthData: { threeDSAuthResponse } }
    expect(codeOf(await shop.explicit.post("/orders/3steps/payment", body))).toBe("GW0001")
    await shop.control.setSwitches({ paymentAfterFailedChallenge: "answered" })
    const answer = await shop.explicit.post("/orders/3steps/payment", body)
    expect(answer.body.operation).toMatchObject({ operationResult: "THREEDS_FAILED" })
    expect(await totals(order.orderId)).toMatchObject({ authorized: 0 })
  })

  it("a refund is not cancelled, or by a switch is: then the money is taken again and can be refunded again", async () => {
    const { orderId, operationId } = await authorized()
    const capture = idOf(await act("captures", operationId))
    const refund = idOf(await act("refunds", capture, "1000"))
    expect(codeOf(await act("cancels", refund))).toBe("PS0026")
    await shop.control.setSwitches({ cancelledOperations: "all" })
    expect((await act("cancels", refund)).status).toBe(200)
    expect(codeOf(await act("cancels", refund))).toBe("PS0028")
    expect(await totals(orderId)).toMatchObject({ captured: 3545, refunded: 0 })
    expect((await act("refunds", capture, "3545")).status).toBe(200)
    expect(await totals(orderId)).toMatchObject({ captured: 3545, refunded: 3545 })
  })

  it("a payment taken at once is not cancelled, or by a switch is, once: then there is nothing to refund", async () => {
    const { orderId, operationId } = await executed()
    expect(codeOf(await act("cancels", operationId))).toBe("PS0026")
    await shop.control.setSwitches({ cancelledOperations: "all" })
    expect((await act("cancels", operationId)).status).toBe(200)
    expect(await totals(orderId)).toMatchObject({ captured: 0, liveHold: 0 })
    expect(await captured(orderId)).toBe("0")
    expect([codeOf(await act("cancels", operationId)), codeOf(await act("refunds", operationId))]).toEqual([
      "PS0028",
      "PS0028",
    ])
  })

  it.each(["captures", "refunds"])(
    "a lapsed authorization refuses %s, or takes them by a switch",
    async (verb) => {
      const { operationId } = await authorized()
      await shop.control.changeClock({ now: "2026-03-16T10:00:00Z" })
      expect((await act(verb, operationId, "3545")).status).toBe(400)
      await shop.control.setSwitches({ lapsedAuthorization: "taken" })
      expect((await act(verb, operationId, "3545")).status).toBe(200)
    }
  )

  it.each([
    ["calendar-days", 200],
    ["24-hours", 400],
  ] as const)(
    "an authorization's fourth day ends with the day, or to the hour by a switch: %s",
    async (daysAre, status) => {
      await shop.control.setSwitches({ daysAre })
      const { operationId, orderId } = await authorized()
      await shop.control.changeClock({ now: "2026-03-14T09:59:00Z" })
      expect(await totals(orderId)).toMatchObject({ liveHold: 3545 })
      await shop.control.changeClock({ now: "2026-03-14T10:01:00Z" })
      expect((await act("captures", operationId, "3545")).status).toBe(status)
      const { orderId: other } = await authorized()
      await shop.control.changeClock({ now: "2026-03-19T00:00:00Z" })
      expect(await totals(other)).toMatchObject({ liveHold: 0 })
    }
  )

  it.each([
    ["made", 200],
    ["refused", 400],
  ] as const)(
    "a method of which no page says whether it is refunded: refunds are %s",
    async (undescribedRefunds, status) => {
      await shop.control.setSwitches({ undescribedRefunds })
      const paid = async (method: string) => {
        const { orderId, hostedPage } = await shop.openHosted(shop.explicit, { paymentService: method })
        await payOnPage(hostedPage, { method })
        const { operations } = (await shop.explicit.get(`/orders/${orderId}`)).body
        return operations[0].operationId as string
      }
      expect((await act("refunds", await paid("KLARNA"), "100")).status).toBe(status)
      expect((await act("refunds", await paid("BANCOMATPAY"), "100")).status).toBe(200)
      expect((await act("refunds", await paid("MYBANK"), "100")).status).toBe(400)
    }
  )

  it("a pre-authorization on an implicit terminal is refused, or by a switch held and captured later", async () => {
    const open = () => {
      const order = shop.order()
      const paymentSession = shop.session({ actionType: "PREAUTH", paymentService: "CARDS" })
      return shop.implicit.post("/orders/hpp", { order, paymentSession })
    }
    expect(codeOf(await open())).toBe("PS0026")
    await shop.control.setSwitches({ preauthOnImplicit: "taken" })
    await payOnPage((await open()).body.hostedPage as string)
    const [{ operationId, operationResult }] = (await shop.implicit.get("/operations")).body.operations
    expect(operationResult).toBe("AUTHORIZED")
    expect((await shop.implicit.postOnce(`/operations/${operationId}/captures`, {})).status).toBe(200)
  })

  it("a payer who failed at the bank cannot try again, or can by a switch until the shop validates", async () => {
    const again = async (outcome: "succeeds" | "fails") => {
      const { operationId, init } = await shop.authenticate(shop.explicit, {}, "fails")
      const page = await answerChallenge(init.body.threeDSAuthUrl as string, operationId, outcome)
      const threeDSAuthResponse = "notneeded"
      const validate = () =>
        shop.explicit.post("/orders/3steps/validation", { operationId, threeDSAuthResponse })
      const { operationResult } = (await validate()).body.operation
      const late = await answerChallenge(init.body.threeDSAuthUrl as string, operationId, "succeeds")
      return [page.status, operationResult, late.status]
    }
    expect(await again("succeeds")).toEqual([400, "THREEDS_FAILED", 400])
    await shop.control.setSwitches({ challengeAnswers: "repeatable" })
    expect(await again("fails")).toEqual([200, "THREEDS_FAILED", 400])
    expect(await again("succeeds")).toEqual([200, "THREEDS_VALIDATED", 400])
  })

  it.each(["/orders/hpp", "/orders/paybylink"])(
    "VERIFY of an amount is refused at %s, or by a switch a payment like any other",
    async (path) => {
      const order = shop.order()
      const open = () =>
        shop.explicit.post(path, {
          order,
          paymentSession: shop.session({ actionType: "VERIFY", captureType: "IMPLICIT" }),
          expirationDate: "2026-03-12",
        })
      expect(codeOf(await open())).toBe(path === "/orders/hpp" ? "PS0026" : "PS0042")
      await shop.control.setSwitches({ verifiedAmount: "charged" })
      const { hostedPage, paymentLink } = (await open()).body as {
        hostedPage?: string
        paymentLink?: { link: string }
      }
      await payOnPage(hostedPage ?? paymentLink?.link ?? "")
      const { operations } = await shop.control.order(order.orderId)
      expect(operations).toMatchObject([{ type: "AUTHORIZATION", result: "EXECUTED" }])
      expect(await totals(order.orderId)).toMatchObject({ captured: 3545 })
    }
  )
})
