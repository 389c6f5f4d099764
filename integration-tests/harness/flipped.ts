import { setTimeout as pause } from "node:timers/promises"
import { allFlipped, assumptions } from "../../src/simulator/rules"
import type { SwitchChanges } from "../../src/simulator/switches"

/** Whether this run has every assumption about XPay turned round (`npm run test:flipped`). */
export const isFlipped = process.env["FLIP_ASSUMED_RULES"] === "1"

/**
 * The switches that the simulator starts with, and that a reset brings back. Editions disagree on the length of an order id:
 * the plugin's has to do for the shortest.
 */
export function startingSwitches(): SwitchChanges {
  return { orderIdMaxLength: 18, ...(isFlipped ? allFlipped() : {}) }
}

/** The job comes a minute after what it looks for: XPay's reads have caught up by then, and what was running has ended. */
export async function readsCatchUp(): Promise<void> {
  if (isFlipped) {
    const { readLagMs = 0, postOperationPendingMs = 0 } = startingSwitches()
    await pause(readLagMs + postOperationPendingMs)
  }
}

/** How the name of a test begins that is left out because it asserts an assumption itself; the rule comes after it. */
export const LEFT_OUT = "left out, because it asserts: "

/**
 * `it`, for a test that asserts what a rule says, and not how the plugin lives with it. Where the rules are turned round it
 * is left out, and the run says so with the rule.
 *
 * @param rule as it stands in the table of rules, so that one that goes takes its tests along
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
