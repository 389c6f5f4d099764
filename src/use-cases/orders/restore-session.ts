import { staysOpen } from "../../domain/channels"
import type { ILockingModule, IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { NO_ID } from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { reread } from "../../engine/attempt"
import type { Engine } from "../../engine/engine"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { requestedAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { findPlace } from "./find-in-medusa"
import { openStaffSession } from "./order-session"
import { outstandingOf } from "./outstanding"

/** The notification and the job may arrive at once. */
const LOCK_SECONDS = 60

/**
 * Creates a new payment session for an order that was placed with a payment and awaits its money. Medusa deletes the
 * session whenever another one is requested, and without one the money could not be booked.
 *
 * @returns the attempt, with its new session if it needed one.
 */
export async function restoreSession(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  if (!(await hasLostSession(container, attempt))) {
    return attempt
  }
  const locking = container.resolve<ILockingModule>(Modules.LOCKING)
  const restore = async () => {
    const now = await reread(engine, attempt)
    return (await hasLostSession(container, now)) ? await openSession(container, engine, now) : now
  }
  return await locking.execute([`xpay-session:${attempt.id}`], restore, { timeout: LOCK_SECONDS })
}

/** A payment created by staff for an order has no cart, and is deleted with its session. */
async function hasLostSession(container: MedusaContainer, attempt: AttemptRecord): Promise<boolean> {
  const { cart_id: cartId, order_id: orderId, state, abandon_requested_at: abandon } = attempt
  const isWanted = abandon === null && isOneOf(state, ["pending_payer", ...MONEY_STATES])
  if (!staysOpen(attempt) || cartId === null || orderId === null || !isWanted) {
    return false
  }
  const { session, payment, order } = await findPlace(container, attempt)
  return session === undefined && payment === undefined && order?.status === "pending"
}

async function openSession(
  container: MedusaContainer,
  { journal, logger }: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  const orderId = attempt.order_id ?? NO_ID
  const amount = requestedAmount(attempt)
  const outstanding = await outstandingOf(container, orderId, attempt.id)
  if (outstanding === undefined || outstanding.amount.minor < amount.minor) {
    return attempt
  }
  const { sessionId, collectionId } = await openStaffSession(
    container,
    orderId,
    attempt.provider_id,
    amount,
    outstanding.amount
  )
  const moved = await journal.update(attempt.id, {
    payment_session_id: sessionId,
    payment_collection_id: collectionId,
  })
  logger.warn(`${attemptLabel(attempt)}: its payment session was deleted; order ${orderId} has a new one.`)
  if (attempt.state === "pending_payer") {
    // Calls the provider, and marks the session as awaiting its money.
    await container.resolve<IPaymentModuleService>(Modules.PAYMENT).authorizePaymentSession(sessionId, {})
  }
  return (await journal.find(attempt.id)) ?? moved ?? attempt
}
