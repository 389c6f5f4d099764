import type { Payment } from "../../../src/storefront"
import type { StartedPayment } from "../remembered"

/** How an order was paid: by a card, or by a method on XPay's page. */
export type PaidBy = Pick<Payment, "card"> & Pick<StartedPayment, "method">

let last: { readonly orderId: string; readonly by: PaidBy } | undefined

/** Keeps, until the page is left, how an order was paid: for the thank-you page. */
export function rememberMethod(orderId: string, by: PaidBy): void {
  last = { orderId, by }
}

export function lastMethod(orderId: string): PaidBy | undefined {
  return last?.orderId === orderId ? last.by : undefined
}
