import type { MedusaContainer } from "@medusajs/framework/types"
import type { OrderId } from "../../domain/ids"
import type { Locale } from "../../domain/locale"
import { end } from "../../engine/attempt"
import type { Engine } from "../../engine/engine"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { PaymentRefusal } from "../refusal"
import { closeStaffSession, openStaffSession } from "./order-session"
import { withOrderLock } from "./order-lock"
import { requireDue } from "./require-due"

/**
 * Creates the session of a payment for an order. Checks again what is due, because another request may have been
 * faster. From here on the recorded payment blocks others.
 *
 * @param orderId of the order or draft order that it pays.
 * @param amount in major units.
 * @param underWay the error to throw if another request has taken over this payment.
 * @throws PaymentRefusal if less is due now. The attempt has failed then, and nothing was sent.
 */
export async function bindStaffSession(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  { orderId, amount: asked }: { readonly orderId: OrderId; readonly amount: number },
  locale: Locale,
  underWay: () => PaymentRefusal
): Promise<AttemptRecord> {
  const bind = async () => {
    const { outstanding, amount } = await requireDue(container, orderId, asked, locale, attempt.id)
    const { sessionId, collectionId } = await openStaffSession(
      container,
      orderId,
      attempt.provider_id,
      amount,
      outstanding.amount
    )
    const bound = await engine.journal.update(
      attempt.id,
      { payment_session_id: sessionId, payment_collection_id: collectionId },
      ["created"]
    )
    if (bound === undefined) {
      await closeStaffSession(container, sessionId)
      throw underWay()
    }
    return bound
  }
  try {
    // The customer may be opening a page for the same money at this moment.
    return await withOrderLock(container, orderId, underWay, bind)
  } catch (error) {
    await end(engine, attempt, "failed", { reason: "not_sent" })
    throw error
  }
}
