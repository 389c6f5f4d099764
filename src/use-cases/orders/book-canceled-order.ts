import type { MedusaContainer } from "@medusajs/framework/types"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import type { Engine } from "../../engine/engine"
import { learnState } from "../../engine/refresh"
import { reverse } from "../../engine/reverse"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { bookMovements } from "./book-movements"
import { closePayment } from "./close-payment"
import type { PaymentPlace } from "./find-in-medusa"
import { noteOrder } from "./finish-payment"
import { returnForCanceledOrder } from "./refund-canceled-order"
import { hasCaptures, repairCanceledBookings } from "./repair-bookings"

/**
 * Medusa no longer changes a canceled order, and counts the return of its money on its own terms: all of it, at the
 * cancellation, regardless of XPay. So operations that XPay executed, before or since, are booked in the payment's rows
 * alone. They are booked first: what was returned already must not be returned again, and nothing more is refunded
 * until it is booked.
 */
export async function bookCanceled(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  place: PaymentPlace & { readonly order: NonNullable<PaymentPlace["order"]> }
): Promise<AttemptRecord> {
  const { payment, order } = place
  const noted = attempt.order_id === null ? await noteOrder(container, engine, attempt, place) : attempt
  if (payment?.isOurs !== true) {
    return isOneOf(noted.state, MONEY_STATES) ? await reverse(engine, noted) : noted
  }
  if (payment.isCanceled && !(await hasCaptures(container, payment.id))) {
    // Medusa does not capture a canceled payment, and refunds only what it has captured.
    const hasMoney = isOneOf(noted.state, MONEY_STATES)
    return await closePayment(container, engine, hasMoney ? await reverse(engine, noted) : noted, place)
  }
  // A refund whose response was lost is booked like any other; the request for it is gone.
  const known = noted.state === "refunding" ? await learnState(engine, noted) : noted
  await repairCanceledBookings(container, engine, known, payment.id)
  const booked = { paymentId: payment.id, orderId: order.id, isCanceled: payment.isCanceled }
  await bookMovements(container, engine, known, booked, "payment_alone")
  const hasMoney = isOneOf(known.state, MONEY_STATES)
  const returned = hasMoney ? await returnForCanceledOrder(container, engine, known, payment.id) : known
  const closed = await closePayment(container, engine, returned, place)
  if (!isOneOf(closed.state, MONEY_STATES)) {
    await engine.incidents.close(closed.id, "order_canceled_with_money")
  }
  return closed
}
