import { type PaymentLink } from "../ledger/order"
import { romeDate } from "../time/italian-time"

/** What can still be done with a link. Cancelled and paid are final; an expired one can be renewed. */
export type LinkState = "active" | "paid" | "cancelled" | "expired"

export function linkStateOf(link: PaymentLink, now: number): LinkState {
  if (link.paidByOperationId !== null) return "paid"
  if (link.isCancelled) return "cancelled"
  return romeDate(now) > link.expirationDate ? "expired" : "active"
}
