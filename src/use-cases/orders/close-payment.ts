import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isOneOf } from "../../domain/attempt-state"
import type { Engine } from "../../engine/engine"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { isUnbooked } from "./book-movements"
import type { PaymentPlace } from "./find-in-medusa"
import { hasCaptures } from "./repair-bookings"

/** States in which XPay no longer has any of the money. */
export const RETURNED_STATES = ["refunded", "voided", "expired"] as const

/**
 * Cancels in Medusa a payment whose money is gone. Medusa cancels the payment whose hold it voids, unless its process
 * dies first; it does not know of a hold that lapsed. For money captured and returned behind a canceled payment Medusa
 * has no rows: there is nothing to book then.
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
