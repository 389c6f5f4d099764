import type { ILockingModule, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** Longer than XPay may take to close one link and to open another. */
const TURN_SECONDS = 60

/**
 * Does what opens a payment of an order while nobody else does: a customer in two tabs, or a customer and a clerk, would
 * each see that nothing is open, and open something.
 */
export async function inOrderTurn<T>(
  container: MedusaContainer,
  orderId: string,
  work: () => Promise<T>
): Promise<T> {
  const locking = container.resolve<ILockingModule>(Modules.LOCKING)
  return await locking.execute([`xpay-order:${orderId}`], work, { timeout: TURN_SECONDS })
}
