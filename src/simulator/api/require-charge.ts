import { refuseSomehow } from "../refusal"
import type { World } from "../world"

/** Refuses a zero-amount payment where another call verifies cards, unless a switch lets it verify. */
export function requireCharge({ switches }: World, charged: number): void {
  if (charged === 0 && switches.chargeOfNothing === "refused") refuseSomehow("PS0026", "order.amount")
}

/** The result of an approved zero-amount payment; null for any other amount. */
export function resultOfNothing(charged: number): "AUTHORIZED" | null {
  return charged === 0 ? "AUTHORIZED" : null
}
