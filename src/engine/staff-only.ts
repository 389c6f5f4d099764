import { AsyncLocalStorage } from "node:async_hooks"

const inside = new AsyncLocalStorage<true>()

/**
 * Runs work that may open payment sessions for the desk (telephone payments, payment links). Nothing that comes in over
 * Medusa's own routes is inside, whatever it holds: a shopper who could open a telephone payment would be round 3-D
 * Secure.
 */
export async function behindTheDesk<T>(work: () => Promise<T>): Promise<T> {
  return await inside.run(true, work)
}

export function isBehindTheDesk(): boolean {
  return inside.getStore() === true
}
