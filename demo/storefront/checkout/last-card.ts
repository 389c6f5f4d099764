import type { Payment } from "../../../src/storefront"

let last: Payment | undefined

/** Keeps, until the page is left, which card paid: for the thank-you page. */
export function rememberCard(payment: Payment): void {
  last = payment
}

export function lastCard(orderId: string): Payment["card"] {
  return last?.orderId === orderId ? last.card : undefined
}
