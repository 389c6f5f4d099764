import { acquireLockStepId } from "@medusajs/medusa/core-flows"
import type { CartId, OrderId } from "../domain/ids"

/**
 * The key that Medusa's completion of a cart locks. Holding it blocks every completion of that cart. Work on an order
 * without a cart is locked by the order's id in the same manner.
 */
export function completionLock(id: CartId | OrderId): string {
  return id
}

/** Whether a Medusa workflow ended because its lock was held: then it has done nothing. */
export function isLockRefusal({ action }: { readonly action: string }): boolean {
  return action === acquireLockStepId
}
