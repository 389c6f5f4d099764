import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { DROPPABLE_STATES, isOneOf, MONEY_STATES } from "../domain/attempt-state"
import { isSameMoney, toMinor } from "../domain/money"
import type { ShopperMessage } from "../domain/shopper-messages"
import type { Engine } from "../engine/engine"
import { release } from "../engine/release"
import { attemptAmount, type AttemptRecord } from "../modules/xpay/records"
import { completeCart } from "./complete-cart"

/**
 * Makes the order of a payment that is ready: completes the cart on the server, so that a shopper who closes the
 * browser still gets the order. The payment itself is made inside the completion, as its last step.
 *
 * A cart whose total is not what the payment was started for is not completed, and nothing is charged.
 *
 * @returns the attempt where it stands then.
 */
export async function finishPayment(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  const cartId = attempt.cart_id
  if (cartId === null) {
    return attempt
  }
  if (!(await isStillDue(container, attempt, cartId))) {
    return await release(engine, attempt, "cart_changed")
  }
  const completion = await completeCart(container, cartId)
  const now = (await engine.journal.find(attempt.id)) ?? attempt
  switch (completion.kind) {
    case "order":
      return isOneOf(now.state, MONEY_STATES)
        ? ((await engine.journal.amend(now.id, { order_id: completion.orderId })) ?? now)
        : // The order was paid by another attempt.
          await dropUnsent(engine, now, "replaced")
    case "impossible":
      engine.logger.warn(`XPay order ${now.xpay_order_id}: no order was placed. ${completion.message}`)
      return await dropUnsent(engine, now, "order_failed")
    case "unpaid":
    case "busy":
      return now
  }
}

/** What was sent already is for Medusa's compensation, which calls the provider, and for reconciliation. */
async function dropUnsent(
  engine: Engine,
  attempt: AttemptRecord,
  reason: ShopperMessage
): Promise<AttemptRecord> {
  return isOneOf(attempt.state, DROPPABLE_STATES) ? await release(engine, attempt, reason) : attempt
}

async function isStillDue(
  container: MedusaContainer,
  attempt: AttemptRecord,
  cartId: string
): Promise<boolean> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: ["id", "total", "currency_code", "completed_at"],
    filters: { id: cartId },
  })
  const cart = data[0] as unknown as
    { total: number; currency_code: string; completed_at: unknown } | undefined
  if (cart === undefined) {
    return false
  }
  return (
    cart.completed_at != null || isSameMoney(toMinor(cart.total, cart.currency_code), attemptAmount(attempt))
  )
}
