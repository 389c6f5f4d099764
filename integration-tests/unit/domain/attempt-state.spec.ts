import {
  assertMayTransition,
  ATTEMPT_STATES,
  ATTEMPT_TRANSITIONS,
  DOUBTFUL_STATES,
  IllegalTransition,
  mayTransition,
  type AttemptState,
} from "../../../src/domain/attempt-state"

const states = Object.keys(ATTEMPT_STATES) as AttemptState[]

describe("the life of an attempt", () => {
  it("names every state in the table, and no other", () => {
    expect(Object.keys(ATTEMPT_TRANSITIONS).sort()).toEqual([...states].sort())
    for (const targets of Object.values(ATTEMPT_TRANSITIONS)) {
      expect(states).toEqual(expect.arrayContaining([...targets]))
    }
  })

  it("reaches every state from the first one", () => {
    const reached = new Set<AttemptState>(["created"])
    for (const state of reached) {
      ATTEMPT_TRANSITIONS[state].forEach((next) => reached.add(next))
    }
    expect([...reached].sort()).toEqual([...states].sort())
  })

  it("leaves no state of doubt without a way out, and none to itself", () => {
    for (const state of DOUBTFUL_STATES) {
      expect(ATTEMPT_TRANSITIONS[state].length).toBeGreaterThan(1)
    }
    for (const state of states) {
      expect(mayTransition(state, state)).toBe(false)
    }
  })

  it("never lets money be taken without an authorization being sent", () => {
    for (const state of ["created", "authenticating", "authenticated"] as const) {
      expect(mayTransition(state, "authorized")).toBe(false)
      expect(mayTransition(state, "captured")).toBe(false)
    }
  })

  it("refuses what is not in the table, naming both ends", () => {
    expect(() => assertMayTransition("voided", "captured")).toThrow(IllegalTransition)
    expect(() => assertMayTransition("voided", "captured")).toThrow('from "voided" to "captured"')
  })
})
