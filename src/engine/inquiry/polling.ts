import type { TerminalSettings } from "../terminal/options"

/** The longest time a caller waits while XPay is polled for an outcome. */
const LONGEST_MS = 12_000

/** Poll intervals as fractions of the longest wait: short at first, because most outcomes are known early. */
const PARTS = [0.025, 0.075, 0.15, 0.25, 0.5] as const

/** A single inquiry, for a caller that returns to something in doubt. */
export const SINGLE_QUERY_MS: readonly number[] = [0]

/**
 * Poll intervals for when XPay's read calls may lag: after a payment it has responded to, or after a refusal
 * caused by a recent change in its back office.
 */
export const READS_BEHIND_MS: readonly number[] = [0, 400, 1_200]

/**
 * Poll intervals in milliseconds right after a call with an unknown outcome. Their total is at most the time
 * after which a payment that XPay does not show counts as not executed.
 */
export function pollIntervalsAfterDoubt({
  assumeNotExecutedAfterSeconds,
}: TerminalSettings): readonly number[] {
  const longest = Math.min(LONGEST_MS, assumeNotExecutedAfterSeconds * 1_000)
  return PARTS.map((part) => part * longest)
}

/** No new inquiry starts after this time, however slow the responses are. */
const LONGEST_POLLING_MS = 20_000

/**
 * Waits for each interval in turn, and ends early if the inquiries in between take too long: with the last
 * interval and the last inquiry (20 s, with the retry) a caller waits at most about 46 s. A card payment and
 * the inquiries after it stay below the 120 s for which Medusa locks a cart.
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

/** Waits between two inquiries. */
export async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
}
