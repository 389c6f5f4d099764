import type { TerminalSettings } from "./options"

/** Longest that somebody who waits for an answer is kept waiting while XPay is asked what happened. */
const LONGEST_MS = 12_000

/** Parts of the patience before each question: soon at first, because most answers are there by then. */
const PARTS = [0.025, 0.075, 0.15, 0.25, 0.5] as const

/** One question, for whoever comes back to something in doubt. */
export const ASK_ONCE_MS: readonly number[] = [0]

/**
 * Pauses before each question right after a call whose outcome is not known, in milliseconds. Altogether not longer
 * than the time after which XPay's word counts, and far below the 120 s for which Medusa locks a cart.
 */
export function pausesAfterDoubt({ settleAfterSeconds }: TerminalSettings): readonly number[] {
  const patience = Math.min(LONGEST_MS, settleAfterSeconds * 1_000)
  return PARTS.map((part) => part * patience)
}
