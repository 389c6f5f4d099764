import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isOneOf } from "../../domain/attempt-state"
import type { Engine } from "../../engine/engine"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { isUnbooked } from "./book-movements"
import type { PaymentPlace } from "./find-in-medusa"
import { hasCaptures } from "./repair-bookings"

/** XPay has nothing of the money any more. */
export const RETURNED_STATES = ["refunded", "voided", "expired"] as const

/**
 * Medusa cancels the payment whose hold it voids, unless it dies over it; of one that lapsed it knows nothing. What was
 * taken and returned behind a canceled payment it has no rows for: then there is nothing to book.
 */
export async function closePayment(
  container: MedusaContainer,
  { journal }: Engine,
  attempt: AttemptRecord,
  { payment }: PaymentPlace
): Promise<AttemptRecord> {
  if (payment?.isOurs !== true || !isOneOf(attempt.state, RETURNED_STATES)) {
    return attempt
  }
  if (attempt.state !== "refunded" && !payment.isCanceled) {
    await container.resolve<IPaymentModuleService>(Modules.PAYMENT).cancelPayment(payment.id)
  }
  if (payment.isCanceled && !(await hasCaptures(container, payment.id))) {
    for (const movement of (await journal.movements(attempt.id)).filter(isUnbooked)) {
      await journal.book(movement, undefined)
    }
  }
  return attempt
}
