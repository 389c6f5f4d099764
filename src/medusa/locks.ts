import { acquireLockStepId } from "@medusajs/medusa/core-flows"

/** The key that Medusa's completion of a cart locks. Whoever holds it keeps every completion of that cart out. */
export function completionLock(cartId: string): string {
  return cartId
}

/** Whether a workflow of Medusa's ended because somebody else held its lock: it has done nothing then. */
export function isLockRefusal({ action }: { readonly action: string }): boolean {
  return action === acquireLockStepId
}
