import type { AttemptRecord } from "../../modules/xpay/journal/records"

/** Whether there is a receipt for a payment: it holds or took money, which nobody returns, for an order. */
export function hasReceipt({
  state,
  abandon_requested_at: returned,
  order_id: orderId,
}: AttemptRecord): boolean {
  return (state === "authorized" || state === "captured") && returned === null && orderId !== null
}
