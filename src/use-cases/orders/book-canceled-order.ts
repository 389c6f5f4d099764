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
 * Medusa changes a canceled order no more, and counts the return of its money in its own way: all of it, when it is canceled,
 * whatever XPay says. So what XPay carried out, before or since, goes into the rows of the payment alone. That comes first:
 * what was returned already must not be returned again, and while it is not booked nothing more is refunded.
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
    // Medusa captures a canceled payment no more, and refunds nothing that it has not captured.
    const hasMoney = isOneOf(noted.state, MONEY_STATES)
    return await closePayment(container, engine, hasMoney ? await reverse(engine, noted) : noted, place)
  }
  // A refund whose answer was lost is booked like any other; its request is gone.
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
