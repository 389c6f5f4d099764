import type { Started } from "./started"

/** Runs one step and prints how long it took. */
export async function step<T>(started: Started, title: string, work: () => Promise<T>): Promise<T> {
  started.assertGoingOn()
  const start = performance.now()
  process.stdout.write(`  ${title} … `)
  try {
    const result = await work()
    console.log(inSeconds(performance.now() - start))
    return result
  } catch (error) {
    if (!started.isStopping) {
      console.log("failed")
    }
    throw error
  }
}

export function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
