export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** Interpolates between the two nearest values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  const position = ((sorted.length - 1) * percent) / 100
  const below = sorted[Math.floor(position)] ?? NaN
  const above = sorted[Math.ceil(position)] ?? NaN
  return below + (above - below) * (position - Math.floor(position))
}

/** The ratio of two medians, with the interval that contains 95 of 100 resamplings. */
export function ratio(
  ours: readonly number[],
  theirs: readonly number[]
): { readonly value: number; readonly low: number; readonly high: number } {
  const random = seeded(42)
  const resample = (values: readonly number[]) =>
    values.map(() => values[Math.floor(random() * values.length)] ?? NaN)
  const ratios = Array.from({ length: 1000 }, () => median(resample(ours)) / median(resample(theirs)))
  return {
    value: median(ours) / median(theirs),
    low: percentile(ratios, 2.5),
    high: percentile(ratios, 97.5),
  }
}

/** Repeatable, so that the same numbers always give the same result. Source: mulberry32, public domain. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
