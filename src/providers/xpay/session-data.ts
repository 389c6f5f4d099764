import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { attemptCard } from "../../modules/xpay/journal/records"

/**
 * The content of `payment_session.data` and `payment.data`. The shopper can read it and Medusa stores it
 * forever: ids and masked facts only, no secret, and nothing that is trusted when it comes back.
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
