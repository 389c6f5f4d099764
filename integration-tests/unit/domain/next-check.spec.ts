import fc from "fast-check"
import { ATTEMPT_STATES, DOUBTFUL_STATES, type AttemptState } from "../../../src/domain/attempt-state"
import { nextCheck, type Checked } from "../../../src/domain/next-check"

const resting: Checked = {
  state: "captured",
  checks: 0,
  age: 3_600,
  isAbandonRequested: false,
  isBooked: true,
  isDecided: true,
  isStillPolled: false,
  hasUnbooked: false,
  isAwaited: false,
  hasPending: false,
  untilDeadline: undefined,
  untilLinkEnds: undefined,
}
const DAY = 86_400

describe("when XPay is asked next", () => {
  it("asks about nothing that is resolved", () => {
    for (const state of ["captured", "partially_refunded", "refunded", "voided"] as const) {
      expect(nextCheck({ ...resting, state })).toBeNull()
    }
    expect(nextCheck({ ...resting, state: "declined", age: 4 * DAY })).toBeNull()
  })

  it.each(DOUBTFUL_STATES)("asks about doubt ever more rarely, and never gives up: %s", (state) => {
    const pauses = Array.from({ length: 20 }, (_, checks) => nextCheck({ ...resting, state, checks }) ?? 0)
    expect(pauses[0]).toBeLessThan(60)
    expect(pauses.at(-1)).toBe(6 * 3_600)
    expect([...pauses].sort((one, other) => one - other)).toEqual(pauses)
  })

  it("keeps a payment that ended until it is known what became of its order", () => {
    expect(nextCheck({ ...resting, state: "declined" })).toBeNull()
    expect(nextCheck({ ...resting, state: "declined", isDecided: false })).toBeLessThan(60)
    expect(nextCheck({ ...resting, state: "abandoned", age: 60, isStillPolled: true })).toBeLessThan(60)
  })

  it("asks about money that is in no order yet, and about money that is to go back", () => {
    expect(nextCheck({ ...resting, isBooked: false })).toBeLessThan(60)
    expect(nextCheck({ ...resting, isAbandonRequested: true })).toBeLessThan(60)
  })

  it("asks about what is not in Medusa's books, whatever the state", () => {
    for (const state of ["captured", "partially_refunded", "refunded", "voided"] as const) {
      expect(nextCheck({ ...resting, state, hasUnbooked: true })).toBeLessThan(60)
    }
  })

  it("asks about what has not ended at XPay, ever more rarely", () => {
    for (const state of ["authorized", "captured", "partially_refunded", "refunded", "voided"] as const) {
      expect(nextCheck({ ...resting, state, hasPending: true })).toBeLessThan(60)
      expect(nextCheck({ ...resting, state, hasPending: true, checks: 20 })).toBe(6 * 3_600)
    }
  })

  it("comes back a day before a hold ends, at its end, and no more", () => {
    const hold = { ...resting, state: "authorized" as const }
    expect(nextCheck({ ...hold, untilDeadline: 3 * DAY })).toBe(2 * DAY)
    expect(nextCheck({ ...hold, untilDeadline: 3_600 })).toBeGreaterThan(3_600)
    expect(nextCheck({ ...hold, untilDeadline: -1 })).toBeNull()
  })

  it("watches a page for three days and a link for a day after its end", () => {
    const open = { ...resting, state: "pending_payer" as const, isBooked: false }
    expect(nextCheck({ ...open, age: 60 })).toBeLessThan(60)
    expect(nextCheck({ ...open, age: 4 * DAY })).toBeNull()
    expect(nextCheck({ ...open, age: 4 * DAY, untilLinkEnds: 10 })).toBe(1_800)
    expect(nextCheck({ ...open, untilLinkEnds: -2 * DAY })).toBeNull()
  })

  it.each(["isAwaited", "hasPending"] as const)(
    "never leaves an order that waits, or a payment that runs, to itself: %s",
    (still) => {
      for (const state of ["pending_payer", "abandoned", "expired"] as const) {
        const open = { ...resting, state, isBooked: true, isStillPolled: true, [still]: true, checks: 400 }
        expect(nextCheck({ ...open, age: 60 })).toBeLessThan(60)
        expect(nextCheck({ ...open, age: 2 * DAY })).toBe(3 * 3_600)
        expect(nextCheck({ ...open, age: 40 * DAY })).toBe(6 * 3_600)
        expect(nextCheck({ ...open, age: 40 * DAY, untilLinkEnds: -9 * DAY })).toBe(6 * 3_600)
      }
    }
  )

  it("never asks all the time, whatever the payment", () => {
    fc.assert(
      fc.property(
        fc.record({
          state: fc.constantFrom(...(Object.keys(ATTEMPT_STATES) as AttemptState[])),
          checks: fc.nat(1_000),
          age: fc.nat(100 * DAY),
          isAbandonRequested: fc.boolean(),
          isBooked: fc.boolean(),
          isDecided: fc.boolean(),
          isStillPolled: fc.boolean(),
          hasUnbooked: fc.boolean(),
          isAwaited: fc.boolean(),
          hasPending: fc.boolean(),
          untilDeadline: fc.option(fc.integer({ min: -9 * DAY, max: 9 * DAY }), { nil: undefined }),
          untilLinkEnds: fc.option(fc.integer({ min: -9 * DAY, max: 90 * DAY }), { nil: undefined }),
        }),
        (attempt) => {
          const seconds = nextCheck(attempt)
          expect(seconds === null || seconds > 0).toBe(true)
        }
      )
    )
  })
})
