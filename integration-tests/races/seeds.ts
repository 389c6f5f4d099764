/** How often each race is run. To run more: `RACE_REPEATS=100`. */
const REPEATS = Number(process.env["RACE_REPEATS"] ?? 3)

/** The first seed; the others follow it. To repeat a run: `RACE_SEED=…`, from the name of a failed race. */
const FIRST = Number(process.env["RACE_SEED"] ?? Math.floor(Math.random() * 1_000_000))

export const SEEDS: readonly number[] = Array.from({ length: REPEATS }, (_, index) => FIRST + index)

/** Longest delay of one contender after another. */
const SPREAD_MS = 40

/** Runs contenders, each after a delay determined by the seed. */
export async function race<T>(seed: number, contenders: readonly (() => Promise<T>)[]): Promise<T[]> {
  const random = randomOf(seed)
  return await Promise.all(
    contenders.map(async (contender) => {
      const milliseconds = random() * SPREAD_MS
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      return await contender()
    })
  )
}

/** The next number from 0 to 1. */
export type Random = () => number

/** Numbers from 0 to 1, identical for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
