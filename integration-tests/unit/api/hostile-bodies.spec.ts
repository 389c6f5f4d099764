import { bodyProblem } from "../../../src/api/requests/request-limits"
import { findCardNumberIn } from "../../../src/domain/card-numbers/find-in-value"
import { seeded } from "../../harness/harmless-numbers"
import { hostileBodies, randomHostileBody } from "../../harness/hostile-bodies"
import { slowness } from "../../harness/loop-holds"
import { RANDOM, SEED } from "../../harness/tried-inputs"

const LONGEST_HOLD_MS = 50

/** What our guards do with a body before anything else does: they run to their end without a pause. */
function guard(text: string): string {
  const body = JSON.parse(text) as unknown
  const problem = bodyProblem(body)
  return problem?.code ?? (findCardNumberIn(body) === undefined ? "fine" : "card")
}

/** Milliseconds of this process's own computing. */
function timeOf(text: string): number {
  const start = process.cpuUsage()
  guard(text)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** What holds the loop does so every time; what is compiled, or collected, does so once. */
function isHeld(text: string): boolean {
  return [1, 2, 3, 4].every(
    () => timeOf(text) > LONGEST_HOLD_MS && timeOf(text) > LONGEST_HOLD_MS * slowness()
  )
}

describe("a body that is meant to be a burden", () => {
  it.each(hostileBodies())("is not worked on for more than 50 ms: %s", (_what, body) => {
    expect(isHeld(body)).toBe(false)
  })

  it("is not either when it is made up by chance", () => {
    const random = seeded(SEED)
    const bodies = Array.from({ length: RANDOM.bodies }, () => randomHostileBody(random))
    const slow = bodies.filter(isHeld)
    expect(slow.map((body) => body.slice(0, 60))).toEqual([])
  })

  it("takes time in proportion to its length", () => {
    for (const unit of ["4 ", "4444 ", "IT60 ", "%34", "NDQ0_"]) {
      const textOf = (length: number) => JSON.stringify({ note: unit.repeat(length / unit.length) })
      const quickest = (text: string) => Math.min(...Array.from({ length: 5 }, () => timeOf(text)))
      const [short, long] = [quickest(textOf(4_000)), quickest(textOf(32_000))]
      // Eight times as long; four times that is left for the clock's grain.
      expect(long).toBeLessThan(Math.max(short, 0.5) * 32)
    }
  })
})
