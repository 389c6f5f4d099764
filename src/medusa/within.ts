import { setTimeout as pause } from "node:timers/promises"

/** The work did not end in time; it may still end later. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer"
}

/**
 * Waits for external work that may never end.
 *
 * @throws NoAnswer if it has not ended within this time
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const stop = new AbortController()
  const late = pause(ms, undefined, { signal: stop.signal, ref: false }).then(() => {
    throw new NoAnswer(`no answer within ${ms} ms`)
  })
  late.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    stop.abort()
  }
}
