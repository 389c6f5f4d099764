import type { Payment } from "../../../src/storefront"
import type { StartedPayment } from "../remembered"

/** How an order was paid: by a card, or by a method on XPay's page. */
export type Way = Pick<Payment, "card"> & Pick<StartedPayment, "method">

let last: { readonly orderId: string; readonly channel: Way } | undefined

/** Keeps, until the page is left, how an order was paid: for the thank-you page. */
export function rememberMethod(orderId: string, channel: Way): void {
  last = { orderId, channel }
}

export function lastMethod(orderId: string): Way | undefined {
  return last?.orderId === orderId ? last.channel : undefined
}
