import type { TerminalSettings } from "../terminal/options"

/** The longest that a caller waits while XPay is polled for an outcome. */
const LONGEST_MS = 12_000

/** Poll intervals as parts of the longest wait: short at first, because most answers are there by then. */
const PARTS = [0.025, 0.075, 0.15, 0.25, 0.5] as const

/** One inquiry, for a caller that returns to something in doubt. */
export const SINGLE_QUERY_MS: readonly number[] = [0]

/**
 * Inquiries where XPay's reads may lag a moment behind: after a payment that it has answered, or after a refusal that
 * was caused by a recent change in its back office.
 */
export const READS_BEHIND_MS: readonly number[] = [0, 400, 1_200]

/**
 * Poll intervals right after a call whose outcome is not known, in milliseconds. In total not longer than the time
 * after which a payment that XPay does not show counts as not executed.
 */
export function pollIntervalsAfterDoubt({
  assumeNotExecutedAfterSeconds,
}: TerminalSettings): readonly number[] {
  const longest = Math.min(LONGEST_MS, assumeNotExecutedAfterSeconds * 1_000)
  return PARTS.map((part) => part * longest)
}

/** After this no new inquiry is begun, however slow the answers are. */
const LONGEST_POLLING_MS = 20_000

/**
 * Waits for each pause in turn, and ends early when the questions in between have taken too long: with its last pause
 * and its last question (20 s, with the repeat) nobody waits longer than about 46 s. A card payment and the asking after
 * it stay below the 120 s for which Medusa locks a cart.
 */
export async function* poll(
  pauses: readonly number[],
  longestMs = LONGEST_POLLING_MS
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

/** Waits; between two inquiries. */
export async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
}
