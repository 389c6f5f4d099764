/** Pauses between two looks, by how long nothing has changed: often while something is expected, then ever more rarely. */
const PAUSES: readonly [quietMs: number, pauseMs: number][] = [
  [60_000, 4_000],
  [5 * 60_000, 15_000],
]
const LONGEST_PAUSE_MS = 60_000

/** How long to wait until the next look. */
export function pauseAfter(quietMs: number): number {
  return PAUSES.find(([most]) => quietMs < most)?.[1] ?? LONGEST_PAUSE_MS
}
