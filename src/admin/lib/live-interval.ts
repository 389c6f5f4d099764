/** Polling intervals by time without a change: short while a change is expected, then ever longer. */
const PAUSES: readonly [quietMs: number, pauseMs: number][] = [
  [60_000, 4_000],
  [5 * 60_000, 15_000],
]
const LONGEST_PAUSE_MS = 60_000

/** How long to wait until the next query. */
export function pauseAfter(quietMs: number): number {
  return PAUSES.find(([most]) => quietMs < most)?.[1] ?? LONGEST_PAUSE_MS
}
