import { execFileSync } from "node:child_process"
import path from "node:path"
import { hostileBodies, hostileForms, hostileNotifications } from "../../harness/hostile-bodies"
import type { Timed, Timings } from "./time-guards"

const ROOT = path.resolve(__dirname, "../../..")
const LONGEST_HOLD_MS = 50
const LONGEST_NOTIFICATION_MS = 25

jest.setTimeout(120_000)

describe("a body that is meant to be a burden", () => {
  let timings: Timings
  const slow = (timed: readonly Timed[]) => timed.filter(({ ms }) => !(ms <= LONGEST_HOLD_MS))

  beforeAll(() => {
    const command = ["--swc", "-T", path.join(__dirname, "time-guards.ts")]
    const { NODE_OPTIONS: _, ...env } = process.env
    const printed = execFileSync(path.join(ROOT, "node_modules/.bin/ts-node"), command, { cwd: ROOT, env })
    timings = JSON.parse(printed.toString()) as Timings
  })

  it.each(hostileBodies())("is not worked on for more than 50 ms: %s", (what) => {
    const timed = timings.hostile.filter((one) => one.what === what)
    expect(timed.length).toBeGreaterThan(0)
    expect(slow(timed)).toEqual([])
  })

  it.each(hostileForms())("is not either when it is a form: %s", (what) => {
    const timed = timings.forms.filter((one) => one.what === what)
    expect(timed).toHaveLength(1)
    expect(slow(timed)).toEqual([])
  })

  it.each(hostileNotifications())("is not either when it is a notification: %s", (what) => {
    const timed = timings.notifications.filter((one) => one.what === what)
    expect(timed).toHaveLength(1)
    expect(timed.filter(({ ms }) => !(ms <= LONGEST_NOTIFICATION_MS))).toEqual([])
  })

  it("is not either when it is made up by chance", () => {
    expect(timings.random.length).toBeGreaterThan(0)
    expect(slow(timings.random)).toEqual([])
  })

  it("takes time in proportion to its length", () => {
    for (const [, short, long] of timings.growing) {
      // Eight times as long; a further factor of four allows for the clock's resolution.
      expect(long).toBeLessThan(Math.max(short, 0.5) * 32)
    }
  })
})
