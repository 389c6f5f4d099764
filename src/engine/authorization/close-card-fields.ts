import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"

/**
 * How long card fields can be used, as far as is known: XPay gives no number. Then the attempt is checked and
 * abandoned.
 */
export const FIELDS_SECONDS = 20 * 60

/**
 * Tells XPay that card fields are not needed any more. The caller does not wait for it: nothing is charged through them
 * without a call from us, and they expire by themselves.
 */
export function closeCardFields(
  { terminal }: Pick<Engine, "terminal">,
  attempt: Pick<AttemptRecord, "id" | "xpay_order_id" | "fields_session_id" | "created_at">
): void {
  const { xpay_order_id: orderId, fields_session_id: sessionId, created_at: openedAt } = attempt
  const isOver = Date.now() - openedAt.getTime() > FIELDS_SECONDS * 1_000
  if (sessionId !== null && !isOver) {
    // A refusal is in the log of calls; what XPay cannot have given is no reason to fail.
    terminal.client
      .about(attempt.id)
      .cancelBuild({ sessionId, orderId })
      .catch(() => undefined)
  }
}
