import { type ApiClient, codeOf } from "./support/api-client"
import { payOnPage } from "./support/payer"
import { Shop, visa } from "./support/shop"

describe("the capture type", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const terminalOf = (name: string): ApiClient => (name === "explicit" ? shop.explicit : shop.implicit)

  const matrix = [
    ["explicit", "IMPLICIT", "EXECUTED"],
    ["explicit", "EXPLICIT", "AUTHORIZED"],
    ["explicit", undefined, "AUTHORIZED"],
    ["implicit", "IMPLICIT", "EXECUTED"],
    ["implicit", "EXPLICIT", "refused"],
    ["implicit", undefined, "EXECUTED"],
  ] as const

  it.each(matrix)(
    "in 3 steps on the %s terminal: %s comes to %s",
    async (terminal, captureType, expected) => {
      const { payment } = await shop.payByCard(terminalOf(terminal), { captureType })
      if (expected === "refused") expect(codeOf(payment)).toBe("PS0026")
      else expect(payment.body.operation.operationResult).toBe(expected)
    }
  )

  it.each(matrix)("on a page of the %s terminal: %s comes to %s", async (terminal, captureType, expected) => {
    const order = shop.order()
    const opened = await terminalOf(terminal).post("/orders/hpp", {
      order,
      paymentSession: shop.session({ captureType }),
    })
    if (expected === "refused") return expect(codeOf(opened)).toBe("PS0026")
    await payOnPage(opened.body.hostedPage as string)
    return expect((await shop.control.order(order.orderId)).operations[0]?.result).toBe(expected)
  })

  it("can still be corrected when it was refused", async () => {
    const { operationId, order, card } = await shop.authenticate(shop.implicit)
    await shop.implicit.post("/orders/3steps/validation", { operationId, threeDSAuthResponse: "notneeded" })
    const pay = (captureType: string): Promise<{ status: number }> => {
      const threeDSAuthData = { threeDSAuthResponse: "notneeded" }
      return shop.implicit.post("/orders/3steps/payment", {
        operationId,
        order,
        card,
        captureType,
        threeDSAuthData,
      })
    }
    expect([(await pay("EXPLICIT")).status, (await pay("IMPLICIT")).status]).toEqual([400, 200])
  })

  it("means nothing to a method that is always captured at once", async () => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit, { captureType: "EXPLICIT" })
    await payOnPage(hostedPage, { method: "MYBANK" })
    expect((await shop.control.order(orderId)).totals).toMatchObject({ captured: 3545, liveHold: 0 })
  })

  it("is AUTHORIZED for a pre-authorization, which an implicit terminal refuses", async () => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit, { actionType: "PREAUTH" })
    await payOnPage(hostedPage, { method: "PAYPAL" })
    expect((await shop.control.order(orderId)).totals.liveHold).toBe(3545)
    const body = { order: shop.order(), paymentSession: shop.session({ actionType: "PREAUTH" }) }
    expect(codeOf(await shop.implicit.post("/orders/hpp", body))).toBe("PS0026")
  })

  it.each([
    ["captured", { captured: 3545, liveHold: 0 }, "3545"],
    ["uncaptured", { captured: 0, liveHold: 3545 }, "0"],
  ] as const)("may be answered AUTHORIZED for IMPLICIT, %s", async (quirk, totals, capturedAmount) => {
    await shop.control.setSwitches({ implicitAnswersAuthorized: quirk })
    const { orderId, payment } = await shop.payByCard(shop.implicit)
    expect(payment.body.operation.operationResult).toBe("AUTHORIZED")
    const read = await shop.implicit.get(`/orders/${orderId}`)
    expect(read.body.operations[0].operationResult).toBe("AUTHORIZED")
    expect(read.body.orderStatus.capturedAmount).toBe(capturedAmount)
    expect((await shop.control.order(orderId)).totals).toMatchObject(totals)
  })

  it("is the terminal's own for a MOTO payment", async () => {
    const answer = await shop.explicit.post("/orders/moto", { order: shop.order(), card: visa })
    expect(answer.body.operation.operationResult).toBe("AUTHORIZED")
  })
})
