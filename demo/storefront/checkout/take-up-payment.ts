import type { Payment } from "../../../src/storefront"
import { forget, recall, remember, type StartedPayment } from "../remembered"
import type { Shop } from "../shop"

export interface TakenUp {
  readonly reference: StartedPayment
  readonly payment: Payment
}

/**
 * Resumes the payment of a shopper who returns from the bank or XPay's page, by the Back button, or after a reload. The
 * URL is not trusted: the store is queried.
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
