import { codeOf, type ApiResponse } from "./support/api-client"
import { payOnPage } from "./support/payer"
import { Shop, visa } from "./support/shop"

const hourMs = 3_600_000

describe("reading", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(async () => {
    await shop.reset()
    await shop.control.changeClock({ now: "2026-03-10T10:00:00Z", frozen: true })
  })
  afterAll(() => shop.close())

  const get = (path: string): Promise<ApiResponse> => shop.explicit.get(path)
  const orderIds = async (query: string): Promise<string[]> =>
    ((await get(`/orders?${query}`)).body.orders as { order: { orderId: string } }[]).map(
      ({ order }) => order.orderId
    )
  const executed = (order: object = {}): ReturnType<Shop["payByCard"]> =>
    shop.payByCard(shop.explicit, { captureType: "IMPLICIT" }, { order: shop.order({ ...order }) })

  it("shows an order to its own terminal only", async () => {
    const { orderId, operationId } = await executed()
    const others = [
      await shop.implicit.get(`/orders/${orderId}`),
      await shop.implicit.get(`/operations/${operationId}`),
    ]
    expect(others.map(({ status, text }) => [status, text])).toEqual([
      [404, ""],
      [404, ""],
    ])
    expect((await shop.implicit.get("/orders")).body.orders).toEqual([])
  })

  it("shows an order to the merchant's other terminals by a switch", async () => {
    const { orderId, operationId } = await executed()
    await shop.control.setSwitches({ visibleTo: "merchant" })
    expect((await shop.implicit.get(`/orders/${orderId}`)).status).toBe(200)
    expect((await shop.implicit.get(`/operations/${operationId}`)).status).toBe(200)
    expect((await shop.implicit.get("/orders")).body.orders).toHaveLength(1)
  })

  it("lists orders newest first, as many as asked for", async () => {
    const ids = []
    for (const _time of [1, 2, 3]) {
      ids.unshift((await executed()).orderId)
      await shop.control.advanceClock(1000)
    }
    expect(await orderIds("maxRecords=2")).toEqual(ids.slice(0, 2))
  })

  it("goes on with the next page from the last one's own time", async () => {
    for (const _time of [1, 2]) {
      await executed()
      await shop.control.advanceClock(hourMs)
    }
    const [last] = (await get("/orders?maxRecords=1")).body.orders
    expect(last.lastOperationTime).toBe("2026-03-10 12:00:00.000")
    await shop.control.advanceClock(hourMs)
    await executed()
    const page = (await get(`/orders?toTime=${encodeURIComponent(last.lastOperationTime as string)}`)).body
      .orders
    expect(page).toHaveLength(2)
  })

  it("finds orders by their id, field, amounts and state", async () => {
    const paid = await executed({ amount: "1000", customField: "blue" })
    const held = await shop.payByCard(shop.explicit, { captureType: "EXPLICIT" })
    expect(await orderIds(`orderId=${paid.orderId}`)).toEqual([paid.orderId])
    expect(await orderIds("customField=blue")).toEqual([paid.orderId])
    expect(await orderIds("amountType=ORDER_AMOUNT&minAmount=999&maxAmount=1000")).toEqual([paid.orderId])
    expect(await orderIds("amountType=CAPTURED_AMOUNT&minAmount=0&maxAmount=0")).toEqual([held.orderId])
    expect(await orderIds("amountType=AUTHORIZED_AMOUNT&minAmount=3545&maxAmount=3545")).toEqual([
      held.orderId,
    ])
    expect(await orderIds("orderState=TO_CAPTURE")).toEqual([held.orderId])
    expect(await orderIds("orderState=CAPTURED")).toEqual([paid.orderId])
  })

  it.each([
    ["fromTime=yesterday", "PS0008"],
    ["toTime=2026-13-01T00:00:00Z", "PS0008"],
    ["fromTime=2026-03-10T09:00:00Z&toTime=2026-03-10T08:00:00Z", "PS0012"],
    ["fromTime=2026-01-01T00:00:00Z", "PS0013"],
    ["maxRecords=501", "PS0026"],
    ["maxRecords=0", "PS0026"],
    ["orderState=OPEN", "PS0026"],
    ["amountType=ORDER_AMOUNT&minAmount=1", "PS0026"],
  ])("refuses the search %s", async (query, code) => {
    const answer = await get(`/orders?${query}`)
    expect([answer.status, codeOf(answer)]).toEqual([400, code])
  })

  it("lists operations of the last month by channel and type", async () => {
    const { operationId } = await executed()
    await shop.explicit.postOnce(`/operations/${operationId}/refunds`, { amount: "100", currency: "EUR" })
    const types = async (query: string): Promise<string[]> =>
      ((await get(`/operations?${query}`)).body.operations as { operationType: string }[]).map(
        ({ operationType }) => operationType
      )
    expect(await types("")).toEqual(["REFUND", "AUTHORIZATION"])
    expect(await types("channel=ECOMMERCE")).toEqual(["AUTHORIZATION"])
    expect(await types("channelType=BACKOFFICE")).toEqual(["REFUND"])
    expect(await types("operationType=REFUND")).toEqual(["REFUND"])
    await shop.control.advanceClock(32 * 24 * hourMs)
    expect(await types("")).toEqual([])
    expect(codeOf(await get("/operations?operationType=PAYMENT"))).toBe("PS0026")
  })

  it("finds orders by the amount that is still authorized, or that ever was by a switch", async () => {
    const { orderId, operationId } = await shop.payByCard(shop.explicit, { captureType: "EXPLICIT" })
    await shop.explicit.postOnce(`/operations/${operationId}/refunds`, { amount: "3545", currency: "EUR" })
    const query = "amountType=AUTHORIZED_AMOUNT&minAmount=3545&maxAmount=3545"
    expect(await orderIds(query)).toEqual([])
    await shop.control.setSwitches({ authorizedAmountAfterVoid: "kept" })
    expect(await orderIds(query)).toEqual([orderId])
  })

  it("lists the operations of orders with a custom field", async () => {
    const { operationId } = await executed({ customField: "blue" })
    await executed({ customField: "red" })
    const ids = async (query: string): Promise<string[]> =>
      ((await get(`/operations?${query}`)).body.operations as { operationId: string }[]).map(
        (operation) => operation.operationId
      )
    expect(await ids("customField=blue")).toEqual([operationId])
    expect(await ids("customField=green")).toEqual([])
  })

  it("prints times in Italy, in summer too, or as ISO by a switch", async () => {
    await shop.control.changeClock({ now: "2026-07-10T10:00:00.123Z" })
    const { operationId } = await executed()
    const time = async (): Promise<string> =>
      (await get(`/operations/${operationId}`)).body.operationTime as string
    expect(await time()).toBe("2026-07-10 12:00:00.123")
    await shop.control.setSwitches({ timestampForm: "iso" })
    expect(await time()).toBe("2026-07-10T10:00:00.123Z")
  })

  // SPEC 3: whether summer time applies is unknown; the Intesa edition says UTC+01:00.
  it.each([
    ["applies", "2026-07-10 12:00:00.123"],
    ["ignored", "2026-07-10 11:00:00.123"],
  ] as const)(
    "prints summer times two hours ahead of UTC, or one by a switch (%s), and reads them so",
    async (summerTime, printed) => {
      await shop.control.setSwitches({ summerTime })
      await shop.control.changeClock({ now: "2026-07-10T10:00:00.123Z" })
      const { orderId } = await executed()
      const [listed] = (await get("/orders")).body.orders
      expect(listed.lastOperationTime).toBe(printed)
      expect(await orderIds(`fromTime=${printed}&toTime=${printed}`)).toEqual([orderId])
      await shop.control.changeClock({ now: "2026-01-10T10:00:00.123Z" })
      await executed()
      const [inWinter] = (await get("/orders?toTime=2026-01-10T11:00:00Z")).body.orders
      expect(inWinter.lastOperationTime).toBe("2026-01-10 11:00:00.123")
    }
  )

  it.each([
    ["payments", "EUR", "978", "EUR"],
    ["everywhere", "978", "978", "978"],
    ["never", "EUR", "EUR", "EUR"],
  ] as const)("prints the currency as numbers: %s", async (numericCurrency, atInit, atPayment, atRead) => {
    await shop.control.setSwitches({ numericCurrency })
    const { init } = await shop.authenticate(shop.explicit)
    const { payment, operationId } = await shop.payByCard(shop.explicit)
    expect([
      init.body.operation.operationCurrency,
      payment.body.operation.operationCurrency,
      (await get(`/operations/${operationId}`)).body.operationCurrency,
    ]).toEqual([atInit, atPayment, atRead])
  })

  // SPEC 8.2: hvallieri and dalpras treat the first as the latest.
  it.each([
    ["newest-first", ["REFUND", "AUTHORIZATION"]],
    ["oldest-first", ["AUTHORIZATION", "REFUND"]],
  ] as const)("lists operations newest first, or oldest first by a switch", async (operationOrder, types) => {
    const { orderId, operationId } = await executed()
    await shop.explicit.postOnce(`/operations/${operationId}/refunds`, { amount: "100", currency: "EUR" })
    if (operationOrder === "oldest-first") await shop.control.setSwitches({ operationOrder })
    const { operations } = (await get(`/orders/${orderId}`)).body as {
      operations: { operationType: string }[]
    }
    expect(operations.map(({ operationType }) => operationType)).toEqual(types)
  })

  // SPEC 15.15: hvallieri and italiamultimedia.
  it("tells by which channel an operation came", async () => {
    const { orderId, operationId } = await executed()
    await shop.explicit.postOnce(`/operations/${operationId}/refunds`, { amount: "100", currency: "EUR" })
    const { hostedPage, orderId: hosted } = await shop.openHosted(shop.explicit, {})
    await payOnPage(hostedPage)
    const channels = async (id: string) =>
      ((await get(`/orders/${id}`)).body.operations as { channelDetail?: string }[]).map(
        ({ channelDetail }) => channelDetail
      )
    expect([await channels(orderId), await channels(hosted)]).toEqual([
      ["POST_PAYMENT_OPERATION", "SERVER_TO_SERVER"],
      ["HOSTED_PAYMENT_PAGE"],
    ])
    await shop.control.setSwitches({ channelDetailInReads: false })
    expect(await channels(orderId)).toEqual([undefined, undefined])
  })

  it("leaves nulls out of init, reverses operations, and names methods as documented, by switches", async () => {
    await shop.control.setSwitches({
      nullFilledInit: false,
      operationOrder: "newest-first",
      paymentMethodsForm: "documented",
      underscoredCircuits: true,
    })
    const { init } = await shop.authenticate(shop.explicit)
    expect(Object.values(init.body.operation as object)).not.toContain(null)
    const { orderId, operationId } = await executed()
    await shop.explicit.postOnce(`/operations/${operationId}/refunds`, { amount: "100", currency: "EUR" })
    expect((await get(`/orders/${orderId}`)).body.operations[0].operationType).toBe("REFUND")
    const { paymentMethods } = (await get("/payment_methods")).body
    expect(paymentMethods[0]).toMatchObject({ methodType: "CARD", circuit: "VISA" })
    expect(paymentMethods.map(({ circuit }: { circuit: string }) => circuit)).toContain("GOOGLE_PAY")
  })

  it("serves the images that the list of methods points to", async () => {
    const { paymentMethods } = (await get("/payment_methods")).body as {
      paymentMethods: { imageLink: string }[]
    }
    for (const { imageLink } of paymentMethods) {
      const image = await fetch(imageLink)
      expect([image.status, image.headers.get("content-type")]).toEqual([200, "image/svg+xml"])
    }
  })

  it("reduces the captured amount by refunds where the switch says so", async () => {
    const { orderId, operationId } = await executed()
    await shop.explicit.postOnce(`/operations/${operationId}/refunds`, { amount: "545", currency: "EUR" })
    const captured = async (): Promise<string> =>
      (await get(`/orders/${orderId}`)).body.orderStatus.capturedAmount as string
    expect(await captured()).toBe("3545")
    await shop.control.setSwitches({ capturedAmountAfterRefund: "reduced" })
    expect(await captured()).toBe("3000")
  })

  describe("too early", () => {
    it("does not see a payment at first, then does", async () => {
      await shop.control.setSwitches({ readLagMs: 5000 })
      const order = shop.order()
      const answer = await shop.explicit.post("/orders/moto", { order, card: visa })
      expect(answer.body.operation.operationResult).toBe("AUTHORIZED")
      const path = `/operations/${answer.body.operation.operationId}`
      expect([(await get(`/orders/${order.orderId}`)).status, (await get(path)).status]).toEqual([404, 404])
      await shop.control.advanceClock(5000)
      expect([(await get(`/orders/${order.orderId}`)).status, (await get(path)).status]).toEqual([200, 200])
    })

    it("sees the state before the last step", async () => {
      const { operationId, order, card } = await shop.authenticate(shop.explicit)
      await shop.control.advanceClock(10_000)
      await shop.control.setSwitches({ readLagMs: 5000 })
      await shop.explicit.post("/orders/3steps/validation", { operationId, threeDSAuthResponse: "notneeded" })
      const threeDSAuthData = { threeDSAuthResponse: "notneeded" }
      await shop.explicit.post("/orders/3steps/payment", { operationId, order, card, threeDSAuthData })
      const read = (await get(`/orders/${order.orderId}`)).body
      expect([read.operations[0].operationResult, read.orderStatus.authorizedAmount]).toEqual([
        "PENDING",
        "0",
      ])
      await shop.control.advanceClock(5000)
      const later = (await get(`/orders/${order.orderId}`)).body
      expect([later.operations[0].operationResult, later.orderStatus.authorizedAmount]).toEqual([
        "AUTHORIZED",
        "3545",
      ])
    })

    it("sees PENDING where the switch says so", async () => {
      await shop.control.setSwitches({ readLagMs: 5000, readLagShows: "pending" })
      const answer = await shop.explicit.post("/orders/moto", { order: shop.order(), card: visa })
      const path = `/operations/${answer.body.operation.operationId}`
      expect((await get(path)).body.operationResult).toBe("PENDING")
    })

    it("sees a capture as PENDING for a number of reads, or for a time", async () => {
      await shop.control.setSwitches({ postOperationPendingReads: 2 })
      const first = await shop.payByCard(shop.explicit)
      const second = await shop.payByCard(shop.explicit)
      const capture = async (operationId: string): Promise<string> =>
        `/operations/${(await shop.explicit.postOnce(`/operations/${operationId}/captures`, {})).body.operationId}`
      const result = async (path: string): Promise<string> => (await get(path)).body.operationResult as string
      const byReads = await capture(first.operationId)
      expect([await result(byReads), await result(byReads), await result(byReads)]).toEqual([
        "PENDING",
        "PENDING",
        "EXECUTED",
      ])
      await shop.control.setSwitches({ postOperationPendingReads: 0, postOperationPendingMs: 1000 })
      const byTime = await capture(second.operationId)
      expect(await result(byTime)).toBe("PENDING")
      expect((await get(`/orders/${second.orderId}`)).body.orderStatus.capturedAmount).toBe("0")
      await shop.control.advanceClock(1000)
      expect(await result(byTime)).toBe("EXECUTED")
    })
  })

  describe("what the merchant did in the back office", () => {
    it("is not among the API's operations, only in the order's amounts and last operation", async () => {
      const { orderId } = await executed()
      await shop.control.actInOffice({ verb: "refund", orderId, amount: 1000 })
      const { orderStatus, operations } = (await get(`/orders/${orderId}`)).body
      expect(operations).toHaveLength(1)
      expect(orderStatus).toMatchObject({ capturedAmount: "2545", lastOperationType: "REFUND" })
      expect((await get("/operations")).body.operations).toHaveLength(1)
    })

    it("is among an order's operations where the switch says so, never in the list of operations", async () => {
      await shop.control.setSwitches({ portalOperationsInOrder: true })
      const { orderId } = await executed()
      await shop.control.actInOffice({ verb: "refund", orderId, amount: 1000 })
      expect((await get(`/orders/${orderId}`)).body.operations).toHaveLength(2)
      expect((await get("/operations")).body.operations).toHaveLength(1)
    })

    it("obeys the same rules as the API", async () => {
      const { orderId } = await shop.payByCard(shop.explicit, { captureType: "EXPLICIT" })
      await expect(shop.control.actInOffice({ verb: "refund", orderId })).rejects.toThrow("409 PS0026")
      await shop.control.actInOffice({ verb: "capture", orderId, amount: 3000 })
      await expect(shop.control.actInOffice({ verb: "capture", orderId })).rejects.toThrow("409 PS0023")
      await shop.control.actInOffice({ verb: "cancel", orderId })
      await shop.control.actInOffice({ verb: "void", orderId })
      expect((await shop.control.order(orderId)).totals).toMatchObject({ voided: 3545, liveHold: 0 })
    })
  })

  it("shows hosted payments without the token that notifications carry", async () => {
    const { orderId, hostedPage, securityToken } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    expect((await get(`/orders/${orderId}`)).text).not.toContain(securityToken)
  })
})
