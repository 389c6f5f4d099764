import type { Payment } from "../../../src/storefront"
import type { StartedPayment } from "../remembered"

/** How an order was paid: with a card, or with a method on XPay's page. */
export type PaidBy = Pick<Payment, "card"> & Pick<StartedPayment, "method">

let last: { readonly orderId: string; readonly by: PaidBy } | undefined

/** Keeps how an order was paid for the thank-you page, until the page is left. */
export function rememberMethod(orderId: string, by: PaidBy): void {
  last = { orderId, by }
}

export function lastMethod(orderId: string): PaidBy | undefined {
  return last?.orderId === orderId ? last.by : undefined
}
