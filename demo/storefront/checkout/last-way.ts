import type { Payment } from "../../../src/storefront"
import type { StartedPayment } from "../remembered"

/** How an order was paid: by a card, or by a method on XPay's page. */
export type Way = Pick<Payment, "card"> & Pick<StartedPayment, "method">

let last: { readonly orderId: string; readonly way: Way } | undefined

/** Keeps, until the page is left, how an order was paid: for the thank-you page. */
export function rememberWay(orderId: string, way: Way): void {
  last = { orderId, way }
}

export function lastWay(orderId: string): Way | undefined {
  return last?.orderId === orderId ? last.way : undefined
}
