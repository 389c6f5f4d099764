import type { AttemptRecord } from "../../modules/xpay/journal/records"

/** Whether a payment has a receipt: it holds or captured money for an order, and the money is not being returned. */
export function hasReceipt({
  state,
  abandon_requested_at: returned,
  order_id: orderId,
}: AttemptRecord): boolean {
  return (state === "authorized" || state === "captured") && returned === null && orderId !== null
}
