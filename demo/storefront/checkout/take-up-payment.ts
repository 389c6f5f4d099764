import type { Payment } from "../../../src/storefront"
import { forget, recall, remember, type StartedPayment } from "../remembered"
import type { Shop } from "../shop"

export interface TakenUp {
  readonly reference: StartedPayment
  readonly payment: Payment
}

/**
 * The payment that the shopper comes back to: from the bank or XPay's page, by the Back button, after a reload. What the address says
 * is not believed; the store is asked.
 */
export async function takeUpPayment({ xpay }: Shop): Promise<TakenUp | undefined> {
  const back = xpay.readReturn()
  const started = recall("payment")
  const cartId = started?.cartId ?? recall("cartId")
  if (back !== undefined && cartId !== undefined && back.paymentSessionId !== started?.paymentSessionId) {
    remember("payment", { paymentSessionId: back.paymentSessionId, cartId })
  }
  const reference = recall("payment")
  if (reference === undefined) {
    return undefined
  }
  const payment = await xpay.resume(reference, { timeoutMs: 0 })
  if (payment === undefined) {
    forget("payment")
    return undefined
  }
  return { reference, payment }
}
