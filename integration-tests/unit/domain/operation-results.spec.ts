import {
  endOf,
  isMade,
  isNotMade,
  MEANING,
  MOVEMENTS,
  type MovementKind,
  type ReportedResult,
} from "../../../src/domain/operation-results"

const RESULTS = Object.keys(MEANING) as ReportedResult[]
const KINDS = Object.keys(MOVEMENTS) as MovementKind[]

describe("what XPay's results mean for a movement", () => {
  it.each<[MovementKind, Partial<Record<"made" | "not_made", readonly ReportedResult[]>>]>([
    [
      "capture",
      {
        made: ["EXECUTED"],
        not_made: ["DECLINED", "DENIED_BY_RISK", "THREEDS_FAILED", "CANCELED", "EXPIRED", "FAILED"],
      },
    ],
    [
      "refund",
      {
        made: ["EXECUTED", "VOIDED", "REFUNDED"],
        not_made: ["DECLINED", "DENIED_BY_RISK", "THREEDS_FAILED", "CANCELED", "EXPIRED", "FAILED"],
      },
    ],
    [
      "void",
      {
        made: ["EXECUTED", "VOIDED", "REFUNDED"],
        not_made: ["DECLINED", "DENIED_BY_RISK", "THREEDS_FAILED", "CANCELED", "EXPIRED", "FAILED"],
      },
    ],
    [
      // CANCELED confirms the cancellation here; it is not a refusal.
      "cancel_capture",
      {
        made: ["EXECUTED", "VOIDED", "CANCELED"],
        not_made: ["DECLINED", "DENIED_BY_RISK", "THREEDS_FAILED", "EXPIRED", "FAILED"],
      },
    ],
  ])("of a %s", (kind, ends) => {
    const ended = (end: "made" | "not_made") => RESULTS.filter((result) => endOf(kind, result) === end)
    expect({ made: ended("made"), not_made: ended("not_made") }).toEqual(ends)
  })

  it("never take what is not final, or not known, for an end", () => {
    const open = RESULTS.filter((result) => MEANING[result] === "unresolved")
    expect(open).toEqual(["PENDING", "THREEDS_VALIDATED", "UNRECOGNISED"])
    for (const kind of KINDS) {
      expect(open.map((result) => endOf(kind, result))).toEqual(open.map(() => undefined))
    }
  })

  it("count for operations of its own types alone", () => {
    expect(isMade("capture", { type: "CAPTURE", result: "EXECUTED" })).toBe(true)
    expect(isMade("capture", { type: "REFUND", result: "EXECUTED" })).toBe(false)
    expect(isNotMade("capture", { type: "CAPTURE", result: "FAILED" })).toBe(true)
    expect(isNotMade("capture", { type: "AUTHORIZATION", result: "FAILED" })).toBe(false)
    expect(isMade("refund", { type: "VOID", result: "VOIDED" })).toBe(true)
  })
})
