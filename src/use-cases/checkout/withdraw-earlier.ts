import { DROPPABLE_STATES, isOneOf } from "../../domain/attempt-state"
import type { PaymentSessionId } from "../../domain/ids"
import { isStillPolled } from "../../engine/authorization/resolve-pending"
import type { Engine } from "../../engine/engine"
import { requestReversal } from "../../engine/operations/reverse-money"
import { abandon } from "../../engine/reverse"
import type { AttemptRecord } from "../../modules/xpay/journal/records"

/**
 * Ends what was opened for a session before the shop decided otherwise. XPay's page stays open, so the mark causes what is paid
 * there to be reversed. A payment that is in doubt or executed is not touched.
 */
export async function withdrawEarlier(engine: Engine, sessionId: PaymentSessionId): Promise<void> {
  for (const attempt of await engine.journal.listForSession(sessionId)) {
    if (isOneOf(attempt.state, [...DROPPABLE_STATES, "pending_payer"]) || mayBePaidLater(attempt)) {
      await withdraw(engine, attempt)
    }
  }
}

/** Ends one payment that nothing was paid with, so that what may still be paid with it is reversed. */
export async function withdraw(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  const marked = await requestReversal(engine, attempt, [attempt.state])
  return await abandon(engine, marked ?? attempt, "cart_changed")
}

function mayBePaidLater(attempt: AttemptRecord): boolean {
  return attempt.next_check_at !== null && attempt.abandon_requested_at === null && isStillPolled(attempt)
}
