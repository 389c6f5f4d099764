import { AsyncLocalStorage } from "node:async_hooks"

const inside = new AsyncLocalStorage<true>()

/**
 * Runs work that may open payment sessions for staff (MOTO payments, payment links). A request over Medusa's
 * own routes never runs inside, whatever it contains: a shopper who could open a MOTO payment would bypass
 * 3-D Secure.
 */
export async function staffOnly<T>(work: () => Promise<T>): Promise<T> {
  return await inside.run(true, work)
}

export function isStaffOnly(): boolean {
  return inside.getStore() === true
}
