import { setTimeout as pause } from "node:timers/promises"
import { allFlipped, assumptions } from "../../src/simulator/rules"
import type { SwitchChanges } from "../../src/simulator/switches"

/** Whether this run has every assumption about XPay inverted (`npm run test:flipped`). */
export const isFlipped = process.env["FLIP_ASSUMED_RULES"] === "1"

/**
 * The switches that the simulator starts with and that a reset restores. Editions differ in the maximum length of an
 * order id; the plugin's ids must fit the shortest.
 */
export function startingSwitches(): SwitchChanges {
  return { orderIdMaxLength: 18, ...(isFlipped ? allFlipped() : {}) }
}

/** The job runs a minute later: XPay's reads are up to date then, and running work has ended. */
export async function readsCatchUp(): Promise<void> {
  if (isFlipped) {
    const { readLagMs = 0, postOperationPendingMs = 0 } = startingSwitches()
    await pause(readLagMs + postOperationPendingMs)
  }
}

/** Prefix of the name of a test that is left out because it asserts an assumption; the rule follows it. */
export const LEFT_OUT = "left out, because it asserts: "

/**
 * `it`, for a test that asserts what a rule says, not how the plugin handles it. Where the rules are inverted, the test
 * is left out and the run names the rule.
 *
 * @param rule exactly as in the table of rules, so that removing a rule also removes its tests
 */
export function itWhile(rule: string): jest.It {
  if (!assumptions.some(({ says }) => says === rule)) {
    throw new Error(`No assumption about XPay says "${rule}"`)
  }
  return isFlipped ? leaveOut(rule) : it
}

function leaveOut(rule: string): jest.It {
  const skip = (name: string, test?: jest.ProvidesCallback, ms?: number) => {
    it.skip(`${name} (${LEFT_OUT}${rule})`, test, ms)
  }
  const each =
    (...table: unknown[]) =>
    (name: string, test: (...row: never[]) => unknown, ms?: number) => {
      ;(it.skip.each as (...rows: unknown[]) => (name: string, test: unknown, ms?: number) => void)(...table)(
        `${name} (${LEFT_OUT}${rule})`,
        test,
        ms
      )
    }
  return Object.assign(skip, { each }) as unknown as jest.It
}
