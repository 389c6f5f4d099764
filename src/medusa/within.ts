import { setTimeout as pause } from "node:timers/promises"

/**
 * Waits for something outside that may never answer.
 *
 * @throws Error when it has not ended within this time; it may still end later
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const stop = new AbortController()
  const late = pause(ms, undefined, { signal: stop.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${ms} ms`)
  })
  late.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    stop.abort()
  }
}
