import { asXPayOrderId } from "../../src/domain/ids"
import { CALLS, connect } from "./support/client"
import { valueOf } from "./support/outcome"
import { answer } from "./support/xpay-double"
import { ask } from "./support/ask"

describe("an order", () => {
  test.each([
    ["explicit-authorized", "3545", "0", [["AUTHORIZATION", "AUTHORIZED"]]],
    [
      "explicit-captured",
      "3545",
      "3000",
      [
        ["AUTHORIZATION", "AUTHORIZED"],
        ["CAPTURE", "EXECUTED"],
      ],
    ],
    ["implicit-paid", "3545", "3545", [["AUTHORIZATION", "EXECUTED"]]],
    ["declined", "0", "0", [["AUTHORIZATION", "DECLINED"]]],
    [
      "partially-refunded",
      "3545",
      "3545",
      [
        ["AUTHORIZATION", "EXECUTED"],
        ["REFUND", "REFUNDED"],
      ],
    ],
    [
      "same-day-refund",
      "3545",
      "0",
      [
        ["AUTHORIZATION", "EXECUTED"],
        ["REFUND", "VOIDED"],
      ],
    ],
    ["verify", "0", "0", [["CARD_VERIFICATION", "AUTHORIZED"]]],
    [
      "voided",
      "0",
      "0",
      [
        ["AUTHORIZATION", "AUTHORIZED"],
        ["VOID", "VOIDED"],
      ],
    ],
    ["abandoned", "0", "0", []],
  ])("%s", async (name, authorizedAmount, capturedAmount, operations) => {
    const state = await ask(`orders-get-${name}.response`, CALLS.getOrder)
    expect(state).toMatchObject({
      orderId: "T1700000000A0001",
      currency: "EUR",
      authorizedAmount,
      capturedAmount,
    })
    expect(state.operations.map(({ type, result }) => [type, result])).toEqual(operations)
    expect(state.paymentLinks).toEqual([])
  })

  test("a void names the operation that it undoes", async () => {
    const { operations } = await ask("orders-get-voided.response", CALLS.getOrder)
    expect(operations[1]?.cancels).toBe("696995050267340689")
  })

  test("an abandoned order has no last operation", async () => {
    const state = await ask("orders-get-abandoned.response", CALLS.getOrder)
    expect(state).not.toHaveProperty("lastOperationType")
    expect(state).not.toHaveProperty("lastOperationTime")
  })

  test("has its operations oldest first, whatever XPay's order, and those without a time last", async () => {
    const { double, client } = await connect()
    const operation = (operationId: string, operationTime?: string) => ({ operationId, operationTime })
    double.will(
      answer(200, {
        operations: [
          operation("no time"),
          operation("third", "2024-03-10 10:00:00.000"),
          operation("first", "2024-03-08T05:22:36.277Z"),
          operation("also third", "2024-03-10 10:00:00.000"),
          operation("second", "2024-03-08 06:22:36.278"),
        ],
      })
    )
    const { operations } = valueOf(await client.getOrder(asXPayOrderId("A")))
    expect(operations.map(({ id }) => id)).toEqual(["first", "second", "also third", "third", "no time"])
  })

  test.each(["paymentLinks", "links", "paymentLink"])("has its links under %s", async (name) => {
    const { double, client } = await connect()
    const link = { linkId: "92864835", amount: 3545, paidByOperationId: "1", link: "https://pay.example/1" }
    const body = { orderStatus: { order: { orderId: "A" } }, [name]: [link, null, { noId: true }] }
    double.will(answer(200, body))
    expect(valueOf(await client.getOrder(asXPayOrderId("A"))).paymentLinks).toEqual([
      { id: "92864835", amount: "3545", paidBy: "1", url: "https://pay.example/1" },
    ])
  })

  test("has a single link too", async () => {
    const { double, client } = await connect()
    double.will(
      answer(200, { orderStatus: { order: { orderId: "A" } }, paymentLink: { linkId: "92864835" } })
    )
    expect(valueOf(await client.getOrder(asXPayOrderId("A"))).paymentLinks).toEqual([{ id: "92864835" }])
  })
})
