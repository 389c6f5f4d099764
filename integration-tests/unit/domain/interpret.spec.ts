import { asOperationId } from "../../../src/domain/ids"
import { interpretOrder, type OrderFunds, type ReportedOperation } from "../../../src/domain/interpret"
import type { ReportedResult, ReportedType } from "../../../src/domain/operation-results"

const TYPES: ReportedType[] = [
  "AUTHORIZATION",
  "CAPTURE",
  "VOID",
  "REFUND",
  "CANCEL",
  "CARD_VERIFICATION",
  "NOSHOW",
  "INCREMENTAL",
  "DELAY_CHARGE",
  "UNRECOGNISED",
]
const RESULTS: ReportedResult[] = [
  "AUTHORIZED",
  "EXECUTED",
  "DECLINED",
  "DENIED_BY_RISK",
  "THREEDS_VALIDATED",
  "THREEDS_FAILED",
  "PENDING",
  "CANCELED",
  "VOIDED",
  "REFUNDED",
  "FAILED",
  "EXPIRED",
  "UNRECOGNISED",
]
const VERDICTS: OrderFunds["verdict"][] = [
  "nothing",
  "pending",
  "authorized",
  "captured",
  "voided",
  "refused",
  "verified",
  "unrecognised",
]

let serial = 0
const op = (
  type: ReportedType,
  result: ReportedResult,
  amount = 3545n,
  more: Partial<ReportedOperation> = {}
): ReportedOperation => ({
  id: asOperationId(`op${++serial}`),
  type,
  result,
  amount,
  currency: "EUR",
  ...more,
})
const read = (
  operations: ReportedOperation[],
  more: { authorizedAmount?: bigint; capturedAmount?: bigint } = {}
) => interpretOrder({ operations, ...more })

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, index) =>
        permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest])
      )

describe("what the operations of an order mean", () => {
  it("has a verdict for every pair of type and result, and never takes the unknown for an end", () => {
    for (const type of TYPES) {
      for (const result of RESULTS) {
        for (const second of [
          undefined,
          op("AUTHORIZATION", "AUTHORIZED"),
          op("AUTHORIZATION", "EXECUTED"),
        ]) {
          const funds = read([...(second === undefined ? [] : [second]), op(type, result)])
          expect(VERDICTS).toContain(funds.verdict)
          expect(funds.verdict === "refused").toBe(funds.refusal !== undefined)
          if (type === "UNRECOGNISED" || (result === "UNRECOGNISED" && type === "AUTHORIZATION")) {
            expect(second === undefined ? ["unrecognised"] : ["authorized", "captured"]).toContain(
              funds.verdict
            )
          }
        }
      }
    }
  })

  it.each<[string, ReportedOperation[], OrderFunds["verdict"], object]>([
    ["no operations", [], "nothing", {}],
    ["a challenge that is open", [op("AUTHORIZATION", "PENDING")], "pending", {}],
    ["a validated challenge", [op("AUTHORIZATION", "THREEDS_VALIDATED")], "pending", {}],
    ["a hold", [op("AUTHORIZATION", "AUTHORIZED")], "authorized", { authorized: 3545n, captured: 0n }],
    [
      "a payment taken at once",
      [op("AUTHORIZATION", "EXECUTED")],
      "captured",
      { captured: 3545n, refunded: 0n },
    ],
    ["a decline", [op("AUTHORIZATION", "DECLINED")], "refused", { refusal: "declined" }],
    ["risk", [op("AUTHORIZATION", "DENIED_BY_RISK")], "refused", { refusal: "denied_by_risk" }],
    [
      "a failed challenge",
      [op("AUTHORIZATION", "THREEDS_FAILED")],
      "refused",
      { refusal: "authentication_failed" },
    ],
    ["given up", [op("AUTHORIZATION", "CANCELED")], "refused", { refusal: "canceled" }],
    ["out of time", [op("AUTHORIZATION", "EXPIRED")], "refused", { refusal: "expired" }],
    ["a technical failure", [op("AUTHORIZATION", "FAILED")], "refused", { refusal: "failed" }],
    ["a card check", [op("CARD_VERIFICATION", "EXECUTED", 0n)], "verified", { captured: 0n }],
    [
      "a partial capture",
      [op("AUTHORIZATION", "AUTHORIZED"), op("CAPTURE", "EXECUTED", 3000n)],
      "captured",
      { captured: 3000n, refunded: 0n },
    ],
    [
      "a capture under way",
      [op("AUTHORIZATION", "AUTHORIZED"), op("CAPTURE", "PENDING", 3000n)],
      "authorized",
      { captured: 0n },
    ],
    [
      "a failed capture",
      [op("AUTHORIZATION", "AUTHORIZED"), op("CAPTURE", "FAILED", 3000n)],
      "authorized",
      { captured: 0n },
    ],
    [
      "a void",
      [op("AUTHORIZATION", "AUTHORIZED"), op("VOID", "VOIDED")],
      "voided",
      { captured: 0n, refunded: 0n },
    ],
    [
      "a void that is called refund",
      [op("AUTHORIZATION", "AUTHORIZED"), op("REFUND", "VOIDED")],
      "voided",
      { refunded: 0n },
    ],
    [
      "partial refunds",
      [op("AUTHORIZATION", "EXECUTED"), op("REFUND", "REFUNDED", 1000n), op("REFUND", "EXECUTED", 500n)],
      "captured",
      { captured: 3545n, refunded: 1500n },
    ],
    [
      "a refund of the same day",
      [op("AUTHORIZATION", "EXECUTED"), op("REFUND", "VOIDED")],
      "captured",
      { captured: 3545n, refunded: 3545n },
    ],
    [
      "a refund under way",
      [op("AUTHORIZATION", "EXECUTED"), op("REFUND", "PENDING", 100n)],
      "captured",
      { refunded: 0n },
    ],
    [
      "a second try that went well",
      [op("AUTHORIZATION", "DECLINED"), op("AUTHORIZATION", "EXECUTED")],
      "captured",
      {},
    ],
    ["an original that flips after a void", [op("AUTHORIZATION", "VOIDED")], "voided", {}],
  ])("reads %s", (_what, operations, verdict, facts) => {
    expect(read(operations)).toMatchObject({ verdict, ...facts })
  })

  it("counts a canceled capture as not executed", () => {
    const capture = op("CAPTURE", "EXECUTED", 3000n)
    const funds = read([
      op("AUTHORIZATION", "AUTHORIZED"),
      capture,
      op("CANCEL", "EXECUTED", 3000n, { cancels: capture.id }),
    ])
    expect(funds).toMatchObject({ verdict: "authorized", captured: 0n })
  })

  it("believes the captured amount of an authorization that was to capture at once but answers AUTHORIZED", () => {
    expect(read([op("AUTHORIZATION", "AUTHORIZED")], { capturedAmount: 3545n })).toMatchObject({
      verdict: "captured",
      captured: 3545n,
    })
    expect(read([op("AUTHORIZATION", "AUTHORIZED")], { capturedAmount: 0n })).toMatchObject({
      verdict: "authorized",
    })
  })

  it("sees captures of the back office, which XPay does not list, in the captured amount only", () => {
    expect(read([op("AUTHORIZATION", "AUTHORIZED")], { capturedAmount: 1000n })).toMatchObject({
      verdict: "captured",
      captured: 1000n,
    })
  })

  it("comes to the same whatever the order that operations are listed in", () => {
    const all = [
      op("AUTHORIZATION", "AUTHORIZED"),
      op("CAPTURE", "EXECUTED", 3000n),
      op("REFUND", "REFUNDED", 1000n),
      op("REFUND", "DECLINED", 2000n),
    ]
    const facts = ({ verdict, authorized, captured, refunded }: OrderFunds) => [
      verdict,
      authorized,
      captured,
      refunded,
    ]
    const expected = facts(read(all))
    expect(expected).toEqual(["captured", 3545n, 3000n, 1000n])
    for (const order of permutations(all)) {
      expect(facts(read(order))).toEqual(expected)
    }
  })

  it("keeps what was refunded although the captured amount drops after it", () => {
    const funds = read([op("AUTHORIZATION", "EXECUTED"), op("REFUND", "VOIDED")], { capturedAmount: 0n })
    expect(funds).toMatchObject({ verdict: "captured", captured: 3545n, refunded: 3545n })
  })

  it("counts as taken what the order's amount says although the authorization is not final", () => {
    for (const result of ["PENDING", "UNRECOGNISED"] as const) {
      expect(
        interpretOrder({ operations: [op("AUTHORIZATION", result)], capturedAmount: 3545n })
      ).toMatchObject({ verdict: "captured", captured: 3545n })
    }
  })

  it("reads a payment that is listed as a capture alone as taken", () => {
    const capture = op("CAPTURE", "EXECUTED")
    expect(interpretOrder({ operations: [capture] })).toMatchObject({
      verdict: "captured",
      captured: 3545n,
      captures: [capture],
    })
  })

  it("does not call a payment refused of which the order says that money was taken", () => {
    expect(
      interpretOrder({ operations: [op("AUTHORIZATION", "DECLINED")], capturedAmount: 3545n }).verdict
    ).toBe("unrecognised")
  })
})
