import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"

/** The assumed lifetime of card fields: XPay documents none. After it the attempt is checked and abandoned. */
export const FIELDS_SECONDS = 20 * 60

/**
 * Tells XPay that card fields are no longer needed. The caller does not wait for it: nothing is charged
 * through the fields without a call from us, and they expire on their own.
 */
export function closeCardFields(
  { terminal }: Pick<Engine, "terminal">,
  attempt: Pick<AttemptRecord, "id" | "xpay_order_id" | "fields_session_id" | "created_at">
): void {
  const { xpay_order_id: orderId, fields_session_id: sessionId, created_at: openedAt } = attempt
  const isOver = Date.now() - openedAt.getTime() > FIELDS_SECONDS * 1_000
  if (sessionId !== null && !isOver) {
    // The call log records a refusal; a missing response is no reason to fail.
    terminal.client
      .about(attempt.id)
      .cancelBuild({ sessionId, orderId })
      .catch(() => undefined)
  }
}
