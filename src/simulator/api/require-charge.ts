import { refuseSomehow } from "../refusal"
import type { World } from "../world"

/** A payment of nothing, where there is another call to verify a card, is refused unless a switch lets it verify. */
export function requireCharge({ switches }: World, charged: number): void {
  if (charged === 0 && switches.chargeOfNothing === "refused") refuseSomehow("PS0026", "order.amount")
}

/** The result that an approved payment of nothing has; null for a payment of something. */
export function resultOfNothing(charged: number): "AUTHORIZED" | null {
  return charged === 0 ? "AUTHORIZED" : null
}
