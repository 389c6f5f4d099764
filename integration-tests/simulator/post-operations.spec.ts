import { codeOf, type ApiResponse } from "./support/api-client"
import { payOnPage } from "./support/payer"
import { Shop } from "./support/shop"

const dayMs = 86_400_000

describe("what is done with a payment afterwards", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(async () => {
    await shop.reset()
    await shop.control.changeClock({ now: "2026-03-10T10:00:00Z" })
  })
  afterAll(() => shop.close())

  const act = (verb: string, operationId: string, amount?: string): Promise<ApiResponse> =>
    shop.explicit.postOnce(`/operations/${operationId}/${verb}`, amount ? { amount, currency: "EUR" } : {})
  const capture = (id: string, amount?: string): Promise<ApiResponse> => act("captures", id, amount)
  const refund = (id: string, amount?: string): Promise<ApiResponse> => act("refunds", id, amount)
  const cancel = (id: string): Promise<ApiResponse> => shop.explicit.postOnce(`/operations/${id}/cancels`, {})
  const idOf = (response: ApiResponse): string => response.body.operationId as string
  const resultOf = async (id: string): Promise<string> =>
    (await shop.explicit.get(`/operations/${id}`)).body.operationResult as string
  const authorized = (): ReturnType<Shop["payByCard"]> =>
    shop.payByCard(shop.explicit, { captureType: "EXPLICIT" })
  const executed = (): ReturnType<Shop["payByCard"]> =>
    shop.payByCard(shop.explicit, { captureType: "IMPLICIT" })
  const totals = async (orderId: string): Promise<object> => (await shop.control.order(orderId)).totals

  describe("a capture", () => {
    it("takes part of the authorized money and lets go of the rest", async () => {
      const { orderId, operationId } = await authorized()
      const answer = await capture(operationId, "3000")
      expect(Object.keys(answer.body as object).sort()).toEqual(["operationId", "operationTime"])
      expect(await resultOf(idOf(answer))).toBe("EXECUTED")
      expect(await totals(orderId)).toMatchObject({ authorized: 3545, captured: 3000, liveHold: 0 })
    })

    it("takes everything when no amount is given", async () => {
      const { orderId, operationId } = await authorized()
      await capture(operationId)
      expect(await totals(orderId)).toMatchObject({ captured: 3545 })
    })

    it("and a refund without an amount are refused by a switch", async () => {
      await shop.control.setSwitches({ missingAmount: "refused" })
      const { orderId, operationId } = await authorized()
      expect(codeOf(await capture(operationId))).toBe("PS0026")
      expect(codeOf(await shop.explicit.postOnce(`/operations/${operationId}/refunds`, {}))).toBe("PS0026")
      expect(await totals(orderId)).toMatchObject({ captured: 0, voided: 0 })
    })

    it("is possible once", async () => {
      const { operationId } = await authorized()
      const first = await capture(operationId, "1000")
      expect(codeOf(await capture(operationId, "1000"))).toBe("PS0023")
      expect(codeOf(await capture(idOf(first), "1000"))).toBe("PS0023")
    })

    it("is possible several times up to the authorized amount where the switch says so", async () => {
      await shop.control.setSwitches({ multipleCaptures: true })
      const { orderId, operationId } = await authorized()
      await capture(operationId, "1000")
      await capture(operationId, "2000")
      expect(await totals(orderId)).toMatchObject({ captured: 3000, liveHold: 545 })
      expect(codeOf(await capture(operationId, "546"))).toBe("PS0026")
    })

    it.each([
      ["more than was authorized", "3546", "PS0026"],
      ["nothing", "0", "PS0026"],
      ["letters", "abc", "PS0036"],
    ])("of %s is refused", async (_case, amount, code) => {
      const { orderId, operationId } = await authorized()
      expect(codeOf(await capture(operationId, amount))).toBe(code)
      expect(await totals(orderId)).toMatchObject({ captured: 0, liveHold: 3545 })
    })

    it("in another currency is refused", async () => {
      const { operationId } = await authorized()
      const path = `/operations/${operationId}/captures`
      expect(codeOf(await shop.explicit.postOnce(path, { amount: "1", currency: "USD" }))).toBe("PS0026")
      expect(codeOf(await shop.explicit.postOnce(path, { amount: "1", currency: "XXX" }))).toBe("PS0009")
    })

    it("is refused on an implicit payment, on a refunded one, on a voided one", async () => {
      const paid = await executed()
      expect(codeOf(await capture(paid.operationId))).toBe("PS0023")
      await refund(paid.operationId, "100")
      expect(codeOf(await capture(paid.operationId))).toBe("PS0024")
      const voided = await authorized()
      await refund(voided.operationId)
      expect(codeOf(await capture(voided.operationId))).toBe("PS0022")
    })

    it("is refused on a decline", async () => {
      await shop.control.addOutcome({ result: "DECLINED" })
      const { operationId } = await authorized()
      expect(codeOf(await capture(operationId, "3545"))).toBe("PS0026")
    })

    it("gets a bare 404 for an unknown operation and for another terminal's", async () => {
      expect((await capture("123456789012340779", "1")).status).toBe(404)
      const { operationId } = await authorized()
      const answer = await shop.implicit.postOnce(`/operations/${operationId}/captures`, {})
      expect([answer.status, answer.text]).toEqual([404, ""])
    })

    it("is refused from the fifth calendar day on, and the hold is gone", async () => {
      const { orderId, operationId } = await authorized()
      await shop.control.changeClock({ now: "2026-03-14T22:30:00Z" })
      expect(await totals(orderId)).toMatchObject({ liveHold: 3545 })
      await shop.control.changeClock({ now: "2026-03-14T23:30:00Z" })
      expect(await totals(orderId)).toMatchObject({ liveHold: 0 })
      expect(codeOf(await capture(operationId, "3545"))).toBe("PS0000")
      expect(codeOf(await refund(operationId, "3545"))).toBe("PS0000")
      expect(await resultOf(operationId)).toBe("AUTHORIZED")
      await shop.control.setSwitches({ expiredAuthorizationShows: "EXPIRED" })
      expect(await resultOf(operationId)).toBe("EXPIRED")
    })

    it("of a pre-authorization is possible for 27 days", async () => {
      const { orderId, hostedPage } = await shop.openHosted(shop.explicit, { actionType: "PREAUTH" })
      await payOnPage(hostedPage)
      await shop.control.advanceClock(27 * dayMs)
      expect(await totals(orderId)).toMatchObject({ liveHold: 3545 })
      await shop.control.advanceClock(dayMs)
      expect(await totals(orderId)).toMatchObject({ liveHold: 0 })
    })
  })

  describe("a void", () => {
    it("lets the whole authorization go", async () => {
      const { orderId, operationId } = await authorized()
      const answer = await refund(operationId, "3545")
      const read = await shop.explicit.get(`/operations/${idOf(answer)}`)
      expect(read.body).toMatchObject({
        operationType: "VOID",
        operationResult: "VOIDED",
        cancelledOperationId: operationId,
      })
      expect(await totals(orderId)).toMatchObject({ voided: 3545, liveHold: 0, refunded: 0 })
      expect((await shop.explicit.get(`/orders/${orderId}`)).body.orderStatus.authorizedAmount).toBe("0")
    })

    it("of a part is refused", async () => {
      const { orderId, operationId } = await authorized()
      expect(codeOf(await refund(operationId, "3544"))).toBe("PS0026")
      expect(await totals(orderId)).toMatchObject({ liveHold: 3545 })
    })

    it("is possible once", async () => {
      const { operationId } = await authorized()
      await refund(operationId)
      expect(codeOf(await refund(operationId))).toBe("PS0028")
    })

    it("shows the type REFUND, and changes the original, where the switches say so", async () => {
      await shop.control.setSwitches({ voidOperationType: "REFUND", reversalChangesOriginal: true })
      const { operationId } = await authorized()
      const answer = await refund(operationId)
      const read = await shop.explicit.get(`/operations/${idOf(answer)}`)
      expect(read.body.operationType).toBe("REFUND")
      expect(await resultOf(operationId)).toBe("VOIDED")
    })
  })

  describe("a refund", () => {
    it("gives captured money back in parts, up to what was captured", async () => {
      const { orderId, operationId } = await authorized()
      const captured = await capture(operationId, "3000")
      await refund(idOf(captured), "1000")
      expect(codeOf(await refund(idOf(captured), "2001"))).toBe("PS0029")
      await refund(idOf(captured), "2000")
      expect(codeOf(await refund(idOf(captured), "1"))).toBe("PS0027")
      expect(await totals(orderId)).toMatchObject({ captured: 3000, refunded: 3000 })
    })

    // SPEC 7.2 and 15.14
    it("of an explicit capture takes the capture's id, and the authorization's unless a switch refuses it", async () => {
      const { orderId, operationId } = await authorized()
      await capture(operationId, "3000")
      await shop.control.setSwitches({ refundByAuthorizationId: false })
      expect(codeOf(await refund(operationId, "1000"))).toBe("PS0026")
      await shop.control.setSwitches({ refundByAuthorizationId: true })
      expect((await refund(operationId, "1000")).status).toBe(200)
      expect(await totals(orderId)).toMatchObject({ refunded: 1000 })
    })

    it.each([
      ["on the day, in full", 0, "3545", "VOIDED"],
      ["on the day, in part", 0, "1000", "REFUNDED"],
      ["on the next day, in full", dayMs, "3545", "REFUNDED"],
    ])("of an implicit payment %s", async (_case, later, amount, result) => {
      const { operationId } = await executed()
      await shop.control.advanceClock(later)
      expect(await resultOf(idOf(await refund(operationId, amount)))).toBe(result)
    })

    it("counts the day in Italy", async () => {
      await shop.control.changeClock({ now: "2026-07-10T21:59:00Z" })
      const { operationId } = await executed()
      await shop.control.changeClock({ now: "2026-07-10T22:01:00Z" })
      expect(await resultOf(idOf(await refund(operationId)))).toBe("REFUNDED")
    })

    it("is refused for MyBank, and after a year for Bancomat Pay", async () => {
      const pay = async (method: string): Promise<string> => {
        const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
        await payOnPage(hostedPage, { method })
        return (await shop.control.order(orderId)).operations[0]?.id ?? ""
      }
      expect(codeOf(await refund(await pay("MYBANK"), "100"))).toBe("PS0000")
      const bancomat = await pay("BANCOMATPAY")
      await shop.control.advanceClock(365 * dayMs)
      expect((await refund(bancomat, "100")).status).toBe(200)
      await shop.control.advanceClock(dayMs)
      expect(codeOf(await refund(bancomat, "100"))).toBe("PS0000")
    })

    it("that fails moves nothing and stands in nobody's way", async () => {
      const { orderId, operationId } = await executed()
      await shop.control.addOutcome({ moment: "refund", result: "FAILED" })
      expect(await resultOf(idOf(await refund(operationId, "3545")))).toBe("FAILED")
      expect(await totals(orderId)).toMatchObject({ refunded: 0 })
      expect((await refund(operationId, "3545")).status).toBe(200)
    })

    it("that stays pending counts against the rest until it is resolved", async () => {
      const { orderId, operationId } = await executed()
      await shop.control.addOutcome({ moment: "refund", result: "PENDING" })
      const pending = idOf(await refund(operationId, "3000"))
      expect(codeOf(await refund(operationId, "546"))).toBe("PS0029")
      await shop.control.conclude({ operationId: pending })
      expect(await totals(orderId)).toMatchObject({ refunded: 3000 })
    })

    it("never returns more than was captured, however many arrive together", async () => {
      const { orderId, operationId } = await executed()
      await Promise.all(Array.from({ length: 10 }, () => refund(operationId, "1000")))
      expect(await totals(orderId)).toMatchObject({ refunded: 3000 })
    })
  })

  describe("a cancel", () => {
    it("undoes a capture on its day; the money is held again but not capturable again", async () => {
      const { orderId, operationId } = await authorized()
      const captured = idOf(await capture(operationId, "3000"))
      const answer = await cancel(captured)
      const read = await shop.explicit.get(`/operations/${idOf(answer)}`)
      expect(read.body).toMatchObject({
        operationType: "CANCEL",
        operationResult: "EXECUTED",
        cancelledOperationId: captured,
      })
      expect(await totals(orderId)).toMatchObject({ captured: 0, liveHold: 3545 })
      expect(codeOf(await capture(operationId, "3000"))).toBe("PS0023")
      expect((await refund(operationId)).status).toBe(200)
      expect(await totals(orderId)).toMatchObject({ liveHold: 0, voided: 3545 })
    })

    it("leaves the authorization capturable where the switch says so", async () => {
      await shop.control.setSwitches({ recaptureAfterCancel: true })
      const { orderId, operationId } = await authorized()
      await cancel(idOf(await capture(operationId, "3000")))
      await capture(operationId, "3545")
      expect(await totals(orderId)).toMatchObject({ captured: 3545 })
    })

    it("is refused on another day, in Italy", async () => {
      const { operationId } = await authorized()
      const captured = idOf(await capture(operationId))
      await shop.control.changeClock({ now: "2026-03-10T23:01:00Z" })
      expect(codeOf(await cancel(captured))).toBe("PS0002")
    })

    it("is taken for 24 hours where days are no days of the calendar", async () => {
      await shop.control.setSwitches({ daysAre: "24-hours" })
      const { operationId } = await authorized()
      const captured = idOf(await capture(operationId))
      await shop.control.changeClock({ now: "2026-03-10T23:01:00Z" })
      expect((await cancel(captured)).status).toBe(200)
    })

    it("is refused on an authorization, a cancelled capture and a refunded one", async () => {
      const { operationId } = await authorized()
      expect(codeOf(await cancel(operationId))).toBe("PS0026")
      const captured = idOf(await capture(operationId))
      await refund(captured, "100")
      expect(codeOf(await cancel(captured))).toBe("PS0027")
      const other = await authorized()
      const otherCapture = idOf(await capture(other.operationId))
      await cancel(otherCapture)
      expect(codeOf(await cancel(otherCapture))).toBe("PS0028")
      expect(codeOf(await refund(otherCapture))).toBe("PS0028")
    })

    it("is refused for PayPal", async () => {
      const { orderId, hostedPage } = await shop.openHosted(shop.explicit, { actionType: "PREAUTH" })
      await payOnPage(hostedPage, { method: "PAYPAL" })
      const [payment] = (await shop.control.order(orderId)).operations
      expect(codeOf(await cancel(idOf(await capture(payment?.id ?? ""))))).toBe("PS0001")
    })
  })

  it("raises an authorization by an incremental, which is then captured with it", async () => {
    const { orderId, operationId } = await authorized()
    const body = { originalOperationId: operationId, amount: "1000", currency: "EUR" }
    expect((await shop.explicit.postOnce("/incrementals", body)).status).toBe(200)
    expect(await totals(orderId)).toMatchObject({ authorized: 4545, liveHold: 4545 })
    await capture(operationId, "4545")
    expect(codeOf(await shop.explicit.postOnce("/incrementals", body))).toBe("PS0023")
  })

  it("lists what can be done next", async () => {
    const { operationId } = await authorized()
    const actions = async (id: string): Promise<unknown> =>
      (await shop.explicit.get(`/operations/${id}/actions`)).body
    expect(await actions(operationId)).toEqual({
      actions: [
        { action: "CAPTURE", minAmount: "1", maxAmount: "3545" },
        { action: "VOID", minAmount: "3545", maxAmount: "3545" },
      ],
    })
    const captured = idOf(await capture(operationId, "3000"))
    expect(await actions(operationId)).toEqual({
      actions: [{ action: "REFUND", minAmount: "1", maxAmount: "3000" }],
    })
    await shop.control.setSwitches({ refundByAuthorizationId: false })
    expect(await actions(operationId)).toEqual({ actions: [] })
    expect(await actions(captured)).toEqual({
      actions: [
        { action: "REFUND", minAmount: "1", maxAmount: "3000" },
        { action: "CANCEL", minAmount: "3000", maxAmount: "3000" },
      ],
    })
  })

  it("has ids of the observed forms", async () => {
    const { operationId } = await authorized()
    expect(operationId).toMatch(/^\d{14}0699$/)
    expect(idOf(await capture(operationId))).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
  })
})
