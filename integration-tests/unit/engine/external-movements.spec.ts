import { asOperationId } from "../../../src/domain/ids"
import { interpretOrder, type ReportedOperation } from "../../../src/domain/interpret"
import { externalMovements } from "../../../src/engine/operations/sync"
import type { MovementRecord } from "../../../src/modules/xpay/journal/records"

const taken = {
  kind: "capture",
  state: "done",
  amount: "2499",
  xpay_operation_id: "payment",
} as MovementRecord

/** Charged at once, and later shown as reversed, because it was refunded in full on the same day. */
const reversed: ReportedOperation = {
  id: asOperationId("payment"),
  type: "AUTHORIZATION",
  result: "VOIDED",
  amount: 2499n,
}

/** Still held, according to the authorization itself. */
const held: ReportedOperation = {
  id: asOperationId("hold"),
  type: "AUTHORIZATION",
  result: "AUTHORIZED",
  amount: 2499n,
}

const operationOf =
  (type: ReportedOperation["type"]) =>
  (id: string, amount: bigint, result: ReportedOperation["result"]): ReportedOperation => ({
    id: asOperationId(id),
    type,
    result,
    amount,
  })
const refund = operationOf("REFUND")
const capture = operationOf("CAPTURE")

/** The results of two checks, the second with the movements recorded by the first. */
function look(known: readonly MovementRecord[], refunds: readonly ReportedOperation[]): MovementRecord[] {
  const found = externalMovements(
    known,
    interpretOrder({ operations: [reversed, ...refunds], capturedAmount: 0n })
  )
  return found.map(
    ({ kind, amount, xpayOperationId = null }) =>
      ({
        kind,
        amount: amount.toString(),
        xpay_operation_id: xpayOperationId,
        state: "done",
      }) as MovementRecord
  )
}

const sum = (movements: readonly MovementRecord[]) =>
  movements.filter(({ kind }) => kind === "refund").reduce((total, { amount }) => total + Number(amount), 0)

describe("a payment that XPay shows as reversed", () => {
  it("went back once, in the refunds that are listed", () => {
    const refunds = [refund("one", 700n, "REFUNDED"), refund("two", 1799n, "REFUNDED")]
    expect(sum(look([taken], refunds))).toBe(2499)
  })

  it("is not counted while the refunds that reversed it are still running, and once when they have ended", () => {
    const first = look([taken], [refund("one", 700n, "PENDING"), refund("two", 1799n, "PENDING")])
    const refunds = [refund("one", 700n, "REFUNDED"), refund("two", 1799n, "REFUNDED")]
    expect(first).toEqual([])
    expect(sum(look([taken, ...first], refunds))).toBe(2499)
  })

  it("went back in one refund when none is listed", () => {
    expect(look([taken], [])).toMatchObject([{ kind: "refund", amount: "2499" }])
  })

  it.each([
    ["one after the other", [[refund("one", 700n, "REFUNDED")], [refund("two", 1799n, "REFUNDED")]]],
    ["at once", [[refund("one", 700n, "REFUNDED"), refund("two", 1799n, "REFUNDED")]]],
  ])("is not counted again when the refunds are listed later, %s", (_how, later) => {
    const rows = [taken, ...look([taken], [])]
    const shown: ReportedOperation[] = []
    for (const operations of later) {
      shown.push(...operations)
      rows.push(...look(rows, shown))
    }
    expect(sum(rows)).toBe(2499)
  })

  it("has a part listed, and another part when it is listed later", () => {
    const first = look([taken], [refund("one", 700n, "REFUNDED")])
    const refunds = [refund("one", 700n, "REFUNDED"), refund("two", 1799n, "REFUNDED")]
    expect(sum([...first, ...look([taken, ...first], refunds)])).toBe(2499)
  })
})

describe("a capture that is still running", () => {
  const shown = (result: ReportedOperation["result"]) =>
    interpretOrder({
      operations: [held, capture("capture", 1000n, result)],
      capturedAmount: 1000n,
    })

  it("is not taken for a payment that was taken at once, although the order counts it already", () => {
    expect(externalMovements([], shown("PENDING"))).toEqual([])
  })

  it("is counted once, when it has ended", () => {
    expect(externalMovements([], shown("EXECUTED"))).toMatchObject([{ kind: "capture", amount: 1000n }])
  })
})

describe("what is still running beside what has ended", () => {
  it("keeps a refund of a capture that is still running from being taken for the void of the hold", () => {
    const operations = [held, capture("capture", 2499n, "PENDING"), refund("refund", 700n, "REFUNDED")]
    expect(externalMovements([], interpretOrder({ operations }))).not.toContainEqual(
      expect.objectContaining({ kind: "void" })
    )
    const ended = [held, capture("capture", 2499n, "EXECUTED"), refund("refund", 700n, "REFUNDED")]
    expect(externalMovements([], interpretOrder({ operations: ended }))).toMatchObject([
      { kind: "capture", amount: 2499n },
      { kind: "refund", amount: 700n },
    ])
  })

  it("keeps a reversed payment from counting as refunded while its cancellation is still running", () => {
    const cancel = {
      id: "cancel",
      type: "CANCEL",
      result: "PENDING",
      cancels: "payment",
    } as ReportedOperation
    expect(externalMovements([taken], interpretOrder({ operations: [reversed, cancel] }))).toEqual([])
  })

  it("keeps a capture's own amount while another one runs that the order counts already", () => {
    const operations = [held, capture("one", 1000n, "EXECUTED"), capture("two", 500n, "PENDING")]
    expect(externalMovements([], interpretOrder({ operations, capturedAmount: 1500n }))).toMatchObject([
      { kind: "capture", amount: 1000n },
    ])
  })
})
