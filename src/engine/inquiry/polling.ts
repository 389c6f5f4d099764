import type { TerminalSettings } from "../terminal/options"

/** Longest that somebody who waits for an answer is kept waiting while XPay is asked what happened. */
const LONGEST_MS = 12_000

/** Parts of the longest wait before each question: soon at first, because most answers are there by then. */
const PARTS = [0.025, 0.075, 0.15, 0.25, 0.5] as const

/** One question, for whoever comes back to something in doubt. */
export const ASK_ONCE_MS: readonly number[] = [0]

/**
 * Questions where XPay's reads may be a moment behind: after a payment that it has answered, or after a refusal because of
 * what was done in its back office a moment ago.
 */
export const READS_BEHIND_MS: readonly number[] = [0, 400, 1_200]

/**
 * Pauses before each question right after a call whose outcome is not known, in milliseconds. Altogether not longer
 * than the time after which XPay's word counts.
 */
export function pausesAfterDoubt({ assumeNotExecutedAfterSeconds }: TerminalSettings): readonly number[] {
  const longest = Math.min(LONGEST_MS, assumeNotExecutedAfterSeconds * 1_000)
  return PARTS.map((part) => part * longest)
}

/** After this no new question is begun, however slow the answers are. */
const ASKING_MS = 20_000

/**
 * Waits for each pause in turn, and ends early when the questions in between have taken too long: with its last pause
 * and its last question (20 s, with the repeat) nobody waits longer than about 46 s. A card payment and the asking after
 * it stay below the 120 s for which Medusa locks a cart.
 */
export async function* poll(
  pauses: readonly number[],
  longestMs = ASKING_MS
): AsyncGenerator<number, void> {
  const start = performance.now()
  for (const milliseconds of pauses) {
    if (performance.now() - start > longestMs) {
      return
    }
    await pause(milliseconds)
    yield milliseconds
  }
}

/** Waits; for the pauses between questions to XPay. */
export async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
}
