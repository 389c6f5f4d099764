import type { ILockingModule, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { passingCause } from "../../medusa/passing-errors"
import type { PaymentRefusal } from "../refusal"
import type { OrderId } from "../../domain/ids"

/** As long as XPay usually takes to close one link and to open another. */
const LOCK_SECONDS = 20

/**
 * Runs work that opens a payment of an order under a lock. Otherwise a customer in two tabs, or a customer and a clerk,
 * would each find nothing open, and open something.
 *
 * @param busy the error to throw if the lock stays taken for all that time. Nothing was done then.
 */
export async function withOrderLock<T>(
  container: MedusaContainer,
  orderId: OrderId,
  busy: () => PaymentRefusal,
  work: () => Promise<T>
): Promise<T> {
  const locking = container.resolve<ILockingModule>(Modules.LOCKING)
  let isBegun = false
  const begin = async () => {
    isBegun = true
    return await work()
  }
  try {
    return await locking.execute([`xpay-order:${orderId}`], begin, { timeout: LOCK_SECONDS })
  } catch (error) {
    throw isBegun || passingCause(error) === undefined ? error : busy()
  }
}
