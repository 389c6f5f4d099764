import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createOrUpdateOrderPaymentCollectionWorkflow } from "@medusajs/medusa/core-flows"
import type { Engine } from "../../engine/engine"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord, MovementRecord } from "../../modules/xpay/journal/records"
import type { PaymentPlace } from "./find-in-medusa"
import { recountPaymentOf } from "./recount"
import { hasCaptures } from "./repair-bookings"

/**
 * Keeps money that was captured on purpose for an order that remains. Medusa voids the hold of an order whose edit is
 * confirmed, also while a clerk's capture is under way, and cancels the payment; XPay has then captured the money. Had
 * the capture come a moment earlier, Medusa would have kept it and requested the difference alone, so the plugin
 * restores that state. If the money were returned, the shop would have shipped for nothing, or the shopper would have
 * to pay the full amount again.
 *
 * @returns the attempt, no longer to be returned, and the payment, no longer canceled; undefined if that is already so,
 * or the money does not stay.
 */
export async function keepCaptured(
  container: MedusaContainer,
  { journal, logger }: Engine,
  attempt: AttemptRecord,
  place: PaymentPlace
): Promise<{ attempt: AttemptRecord; place: PaymentPlace } | undefined> {
  const { payment, order } = place
  const isUnwanted = payment?.isCanceled === true || attempt.abandon_requested_at !== null
  if (order === undefined || payment?.isOurs !== true || !isUnwanted) {
    return undefined
  }
  if (!isCapturedForMedusa(await journal.movements(attempt.id))) {
    return undefined
  }
  const kept = await journal.update(attempt.id, { clear: ["abandon_requested_at"] }, [
    "captured",
    "partially_refunded",
  ])
  if (kept === undefined) {
    return undefined
  }
  logger.warn(
    `${attemptLabel(attempt)}: it was captured while Medusa canceled its payment. The money stays with the order.`
  )
  // Medusa's types do not name the column.
  await container
    .resolve<IPaymentModuleService>(Modules.PAYMENT)
    .updatePayment({ id: payment.id, canceled_at: null } as { id: string })
  return { attempt: kept, place: { ...place, payment: { ...payment, isCanceled: false } } }
}

/** Whether a clerk requested the capture, and its reversal has not begun. */
function isCapturedForMedusa(movements: readonly MovementRecord[]): boolean {
  const done = movements.filter(({ state }) => state === "done")
  const isReturned = done.some(
    ({ kind, origin, is_booked: isBooked, medusa_reference: reference }) =>
      kind === "refund" && origin === "medusa" && isBooked && reference === null
  )
  return (
    !isReturned &&
    done.some(({ kind, medusa_reference: reference }) => kind === "capture" && reference !== null)
  )
}

/** Requests only the difference, if Medusa requested the full amount when it canceled the payment. */
export async function askForDifference(
  container: MedusaContainer,
  attempt: AttemptRecord,
  { order, payment }: PaymentPlace
): Promise<void> {
  await recountPaymentOf(container, attempt)
  // As long as Medusa has no capture of it, it would cancel the payment once more.
  if (order !== undefined && payment !== undefined && (await hasCaptures(container, payment.id))) {
    await createOrUpdateOrderPaymentCollectionWorkflow(container).run({ input: { order_id: order.id } })
  }
}
