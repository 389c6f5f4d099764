import type { MedusaContainer } from "@medusajs/framework/types"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../../domain/attempt-state"
import type { Engine } from "../../engine/engine"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { findCompletion } from "../orders/completion"
import { isStillDue } from "../orders/finish-payment"
import { findPlace } from "../orders/find-in-medusa"

/**
 * Medusa deletes a payment session whenever the cart changes, another payment method is chosen or a payment starts in
 * another tab, and does not give the provider a reason. A shopper who returns to such an attempt gets the actual
 * reason: the cart is paid, a newer payment was started, or the cart changed.
 *
 * @returns the attempt with the reason that now applies.
 */
export async function explainReplacedSession(
  container: MedusaContainer,
  { journal }: Pick<Engine, "journal">,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  const { cart_id: cartId, circumstance } = attempt
  if (cartId === null || !isOneOf(attempt.state, ENDED_WITHOUT_MONEY_STATES)) {
    return attempt
  }
  if (circumstance !== "cart_changed" && circumstance !== "replaced") {
    return attempt
  }
  const { orders } = await findCompletion(container, cartId)
  const isPaid = orders.some(({ outcome }) => outcome === "paid" || outcome === "awaited")
  const right = isPaid
    ? "already_paid"
    : circumstance === "replaced"
      ? circumstance
      : await compare(container, attempt)
  return right === circumstance
    ? attempt
    : ((await journal.update(attempt.id, { reason: right }, [attempt.state])) ?? attempt)
}

async function compare(
  container: MedusaContainer,
  attempt: AttemptRecord
): Promise<"cart_changed" | "replaced"> {
  const { openCart } = await findPlace(container, attempt)
  return openCart !== undefined && isStillDue(openCart, attempt) ? "replaced" : "cart_changed"
}
