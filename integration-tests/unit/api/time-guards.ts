import { bodyProblem } from "../../../src/api/requests/request-limits"
import { findCardNumberIn } from "../../../src/domain/card-numbers/find-in-value"
import { seeded } from "../../harness/harmless-numbers"
import { hostileBodies, randomHostileBody } from "../../harness/hostile-bodies"
import { slowness } from "../../harness/loop-holds"
import { RANDOM, SEED } from "../../harness/tried-inputs"

// Run by `hostile-bodies.spec.ts` as a process of its own, and prints what took how long: the sandbox of the tests runs
// code at a third of the speed that it has on a server.

/** What was worked on, and for how long, in milliseconds of a machine that has nothing else to do. */
export interface Timed {
  readonly what: string
  readonly ms: number
}

/** What is printed. */
export interface Timings {
  readonly hostile: readonly Timed[]
  readonly random: readonly Timed[]
  /** The same text at two lengths, the second eight times the first. */
  readonly growing: readonly (readonly [what: string, short: number, long: number])[]
}

/** What our guards do with a body before anything else does: they run to their end without a pause. */
function guard(text: string): string {
  const body = JSON.parse(text) as unknown
  const problem = bodyProblem(body)
  return problem?.code ?? (findCardNumberIn(body) === undefined ? "fine" : "card")
}

/** The shortest of several: what holds the loop does so every time; what is compiled, or collected, does so once. */
function timeOf(text: string): number {
  const times = [1, 2, 3, 4].map(() => {
    const start = process.cpuUsage()
    guard(text)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000 / (user + system > WORTH_A_LOOK ? slowness() : 1)
  })
  return Math.min(...times)
}

/** Microseconds. Below it a busy machine is no excuse that is needed. */
const WORTH_A_LOOK = 40_000

const random = seeded(SEED)

const timings: Timings = {
  hostile: hostileBodies().map(([what, body]) => ({ what, ms: timeOf(body) })),
  random: Array.from({ length: RANDOM.bodies }, () => randomHostileBody(random)).map((body) => ({
    what: body.slice(0, 60),
    ms: timeOf(body),
  })),
  growing: ["4 ", "4444 ", "IT60 ", "%34", "NDQ0_"].map((unit) => {
    const textOf = (length: number) => JSON.stringify({ note: unit.repeat(length / unit.length) })
    return [unit, timeOf(textOf(4_000)), timeOf(textOf(32_000))]
  }),
}

process.stdout.write(JSON.stringify(timings))
