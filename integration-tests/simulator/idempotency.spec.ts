import { codeOf, type ApiResponse } from "./support/api-client"
import { Shop } from "./support/shop"

const key = "66666666-7777-4888-9999-aaaaaaaaaaaa"
const hourMs = 3_600_000

describe("the memory behind Idempotency-Key", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const capture = (operationId: string, amount: string, own = key): Promise<ApiResponse> =>
    shop.explicit.postOnce(`/operations/${operationId}/captures`, { amount, currency: "EUR" }, own)

  it("gives the same request the same answer and moves the money once", async () => {
    await shop.control.setSwitches({ multipleCaptures: true })
    const { orderId, operationId } = await shop.payByCard(shop.explicit)
    const answers = [await capture(operationId, "1000"), await capture(operationId, "1000")]
    expect(answers[1]?.text).toBe(answers[0]?.text)
    expect((await shop.control.order(orderId)).totals.captured).toBe(1000)
  })

  it("refuses the key with another body or on another path, and keeps the first answer", async () => {
    const { operationId } = await shop.payByCard(shop.explicit)
    const first = await capture(operationId, "1000")
    expect(codeOf(await capture(operationId, "1001"))).toBe("PS0025")
    const elsewhere = await shop.explicit.postOnce(
      `/operations/${operationId}/refunds`,
      { amount: "1000", currency: "EUR" },
      key
    )
    expect([elsewhere.status, codeOf(elsewhere)]).toEqual([400, "PS0025"])
    expect((await capture(operationId, "1000")).text).toBe(first.text)
  })

  it("belongs to the API key", async () => {
    const { operationId } = await shop.payByCard(shop.explicit)
    await capture(operationId, "1000")
    const other = await shop.implicit.postOnce(
      `/operations/${operationId}/captures`,
      { amount: "1000", currency: "EUR" },
      key
    )
    expect(other.status).toBe(404)
  })

  it("is shared by a merchant's API keys where the switch says so", async () => {
    await shop.control.setSwitches({ idempotencyScope: "merchant" })
    const { operationId } = await shop.payByCard(shop.explicit)
    await capture(operationId, "1000")
    const body = { amount: "1000", currency: "EUR" }
    const other = await shop.implicit.postOnce(`/operations/${operationId}/refunds`, body, key)
    expect(codeOf(other)).toBe("PS0025")
  })

  it("keeps no refusal, so that the key works once the reason is gone", async () => {
    const { operationId } = await shop.payByCard(shop.explicit)
    await shop.control.advanceClock(20 * 24 * hourMs)
    expect(codeOf(await capture(operationId, "1000"))).toBe("PS0000")
    await shop.control.advanceClock(-20 * 24 * hourMs)
    expect((await capture(operationId, "1000")).status).toBe(200)
  })

  it("keeps refusals too in the other mode, and replays them for ever", async () => {
    await shop.control.setSwitches({ idempotencyMemory: "all" })
    const { operationId } = await shop.payByCard(shop.explicit)
    await shop.control.advanceClock(20 * 24 * hourMs)
    await capture(operationId, "1000")
    await shop.control.advanceClock(-20 * 24 * hourMs)
    expect(codeOf(await capture(operationId, "1000"))).toBe("PS0000")
    expect((await capture(operationId, "1000", "another-key")).status).toBe(200)
  })

  it("remembers for 24 hours of simulated time", async () => {
    await shop.control.setSwitches({ multipleCaptures: true })
    const { orderId, operationId } = await shop.payByCard(shop.explicit)
    const captured = async (): Promise<number> => (await shop.control.order(orderId)).totals.captured
    await capture(operationId, "1000")
    await shop.control.advanceClock(24 * hourMs - 5000)
    await capture(operationId, "1000")
    expect(await captured()).toBe(1000)
    await shop.control.advanceClock(10_000)
    await capture(operationId, "1000")
    expect(await captured()).toBe(2000)
  })

  // SPEC 2.4
  it.each([
    ["missing", undefined, "PS0074"],
    ["empty", "", "PS0074"],
    ["longer than 63 characters", "k".repeat(64), "PS0025"],
  ])("refuses a key that is %s", async (_case, own, code) => {
    const { operationId } = await shop.payByCard(shop.explicit)
    const answer = await shop.explicit.post(
      `/operations/${operationId}/captures`,
      {},
      { "Idempotency-Key": own }
    )
    expect([answer.status, codeOf(answer)]).toEqual([400, code])
  })

  const keyed = ["/operations/x/captures", "/operations/x/refunds", "/operations/x/cancels", "/incrementals"]

  it.each([...keyed, "/delay_charges", "/no_shows"])("is asked for on %s", async (path) => {
    const answer = await shop.explicit.post(path, {})
    expect(answer.body.errors).toEqual([{ code: "PS0074", description: "Missing Idempotency header" }])
  })

  it("is not asked for on cancels by a switch, and on /orders/mit only by a switch", async () => {
    await shop.control.setSwitches({ cancelKeyRequired: false })
    expect((await shop.explicit.post("/operations/x/cancels", {})).status).toBe(404)
    expect(codeOf(await shop.explicit.post("/orders/mit", {}))).toBe("PS0026")
    await shop.control.setSwitches({ mitKeyRequired: true })
    expect(codeOf(await shop.explicit.post("/orders/mit", {}))).toBe("PS0074")
  })

  it("refuses the same request again, and answers another body, where the switches say so", async () => {
    await shop.control.setSwitches({ idempotencyReplay: "refused", idempotencyOtherBody: "stored-answer" })
    const { operationId } = await shop.payByCard(shop.explicit)
    const first = await capture(operationId, "1000")
    expect(codeOf(await capture(operationId, "1000"))).toBe("PS0025")
    expect((await capture(operationId, "1001")).text).toBe(first.text)
  })

  it("is not asked for where the switch says so", async () => {
    await shop.control.setSwitches({ idempotencyKeyRequired: false })
    const { operationId } = await shop.payByCard(shop.explicit)
    expect((await shop.explicit.post(`/operations/${operationId}/captures`, {})).status).toBe(200)
  })

  it("does not exist for first payments: the header is ignored there", async () => {
    const body = { order: shop.order(), paymentSession: shop.session() }
    const answers = [
      await shop.explicit.postOnce("/orders/hpp", body, key),
      await shop.explicit.postOnce("/orders/hpp", body, key),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 400])
  })

  it("takes effect for one of many that arrive together", async () => {
    const { orderId, operationId } = await shop.payByCard(shop.explicit)
    const answers = await Promise.all(Array.from({ length: 8 }, () => capture(operationId, "1000")))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect((await shop.control.order(orderId)).operations).toHaveLength(2)
  })
})
