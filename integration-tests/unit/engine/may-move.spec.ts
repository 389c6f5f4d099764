import fc from "fast-check"
import { money } from "../../../src/domain/money"
import type { MovementKind } from "../../../src/domain/operation-results"
import { mayCancelCapture, mayCapture, mayRefund, mayVoid } from "../../../src/engine/operations/may-move"
import type { AttemptWithMovements } from "../../../src/modules/xpay/journal/tables"
import {
  isForReview,
  restingState,
  totals,
  type AttemptRecord,
  type MovementRecord,
} from "../../../src/modules/xpay/journal/records"

const HELD = 2499n
const NOW = new Date("2026-11-24T12:00:00Z")

interface Wish {
  readonly kind: MovementKind
  readonly minor: bigint
}

const wishes = fc.array(
  fc.record({
    kind: fc.constantFrom<MovementKind>("capture", "refund", "void", "cancel_capture"),
    minor: fc.bigInt({ min: 1n, max: 3_000n }),
  }),
  { maxLength: 12 }
)

/** An attempt that holds 24.99, with the movements executed on it so far. */
function accountWith(movements: readonly MovementRecord[]): AttemptWithMovements {
  const attempt = {
    state: restingState(movements),
    amount: HELD.toString(),
    currency_code: "EUR",
    operation_id: "authorization",
    method: null,
  } as AttemptRecord
  return { attempt, movements }
}

function permissionFor(account: AttemptWithMovements, { kind, minor }: Wish, multipleCaptures: boolean) {
  const amount = money(minor, "EUR")
  switch (kind) {
    case "capture":
      return mayCapture(account, amount, { multipleCaptures })
    case "refund":
      return mayRefund(account, amount)
    case "void":
      return mayVoid(account)
    case "cancel_capture":
      return mayCancelCapture(account, NOW)
  }
}

/** What XPay would execute of the requests that pass the check. */
function carryOut(list: readonly Wish[], multipleCaptures: boolean, check: (done: MovementRecord[]) => void) {
  const done: MovementRecord[] = []
  for (const [index, wish] of list.entries()) {
    const permission = permissionFor(accountWith(done), wish, multipleCaptures)
    if ("objection" in permission) {
      continue
    }
    const canceled = done.find((one) => one.xpay_operation_id === permission.targetOperationId)
    done.push({
      kind: wish.kind,
      amount: wish.kind === "cancel_capture" ? (canceled?.amount ?? "0") : wish.minor.toString(),
      state: "done",
      target_operation_id: permission.targetOperationId,
      xpay_operation_id: `operation-${index}`,
      resolved_at: NOW,
    } as MovementRecord)
    check(done)
  }
}

describe("what is let through to XPay", () => {
  it.each([false, true])(
    "never takes more than is held nor returns more than was taken, in any sequence (several captures: %s)",
    (multipleCaptures) => {
      fc.assert(
        fc.property(wishes, (list) => {
          carryOut(list, multipleCaptures, (done) => {
            const { captured, refunded } = totals(done)
            expect(captured).toBeLessThanOrEqual(HELD)
            expect(refunded).toBeLessThanOrEqual(captured)
            expect(captured).toBeGreaterThanOrEqual(0n)
          })
        }),
        { numRuns: 500 }
      )
    }
  )

  it("is nothing any more after the hold was voided", () => {
    fc.assert(
      fc.property(wishes, (list) => {
        carryOut([{ kind: "void", minor: HELD }, ...list], true, (done) => {
          expect(done.map(({ kind }) => kind)).toEqual(["void"])
        })
      })
    )
  })
})

describe("a payment that is held for review", () => {
  const held = (review: AttemptRecord["review"]) => {
    const { attempt, movements } = accountWith([])
    return { attempt: { ...attempt, review }, movements }
  }
  const capture = (review: AttemptRecord["review"]) =>
    mayCapture(held(review), money(HELD, "EUR"), { multipleCaptures: true })

  const PENDING = { review: "pending", abandon_requested_at: null } as const
  const captured = (minor: bigint): MovementRecord[] => {
    let made: MovementRecord[] = []
    carryOut([{ kind: "capture", minor }], true, (done) => {
      made = [...done]
    })
    return made
  }

  it("is not captured, and can be voided", () => {
    expect(capture("pending")).toEqual({ objection: { code: "under_review" } })
    expect(mayVoid(held("pending"))).toEqual({ targetOperationId: "authorization" })
  })

  it("is not captured further after a part was captured in the back office", () => {
    const movements = captured(1_000n)
    const account = { attempt: { ...accountWith(movements).attempt, ...PENDING }, movements }
    const left = money(HELD - 1_000n, "EUR")
    expect(mayCapture(account, left, { multipleCaptures: true })).toEqual({
      objection: { code: "under_review" },
    })
    expect(isForReview(account.attempt, movements)).toBe(true)
    expect(isForReview({ ...accountWith(captured(HELD)).attempt, ...PENDING }, captured(HELD))).toBe(false)
  })

  it("is captured like any other once it is accepted", () => {
    expect(capture("accepted")).toEqual({ targetOperationId: "authorization" })
    expect(capture(null)).toEqual({ targetOperationId: "authorization" })
  })
})
