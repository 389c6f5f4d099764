import { acquireLockStepId } from "@medusajs/medusa/core-flows"
import type { CartId, OrderId } from "../domain/ids"

/**
 * The key that Medusa's completion of a cart locks. Whoever holds it keeps every completion of that cart out. What is done
 * to an order without a cart is locked by the order's id in the same way.
 */
export function completionLock(id: CartId | OrderId): string {
  return id
}

/** Whether a workflow of Medusa's ended because somebody else held its lock: it has done nothing then. */
export function isLockRefusal({ action }: { readonly action: string }): boolean {
  return action === acquireLockStepId
}
