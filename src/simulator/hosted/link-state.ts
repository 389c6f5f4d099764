import { type PaymentLink } from "../ledger/order"
import { romeDate } from "../time/italian-time"
import { type World } from "../world"

/** State of a link. Cancelled and paid are final; an expired one can be renewed. */
export type LinkState = "active" | "paid" | "cancelled" | "expired"

export function linkStateOf({ clock, switches }: World, link: PaymentLink): LinkState {
  if (link.paidByOperationId !== null) return "paid"
  if (link.isCancelled) return "cancelled"
  const now = clock.now()
  const today = switches.daysAre === "24-hours" ? new Date(now).toISOString().slice(0, 10) : romeDate(now)
  return today > link.expirationDate ? "expired" : "active"
}
