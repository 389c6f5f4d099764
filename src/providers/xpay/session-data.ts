import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { attemptCard } from "../../modules/xpay/journal/records"

/**
 * What Medusa keeps in `payment_session.data` and `payment.data`. The shopper can read it and it is stored for ever:
 * ids and masked facts, no secret, and nothing that is believed when it comes back.
 */
export interface SessionData extends Record<string, unknown> {
  session_id: string
  channel: AttemptRecord["channel"]
  attempt_id?: string
  xpay_order_id?: string
  card?: { circuit?: string; last4: string; expiry: string }
}

export function sessionData(attempt: AttemptRecord): SessionData {
  const card = attemptCard(attempt)
  return {
    session_id: attempt.payment_session_id ?? "",
    channel: attempt.channel,
    attempt_id: attempt.id,
    xpay_order_id: attempt.xpay_order_id,
    ...(card === undefined ? {} : { card: { ...card } }),
  }
}
