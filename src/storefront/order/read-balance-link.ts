import type { BalanceInput } from "./pay-order"

/** What the address of a page for an order's balance says. */
export interface BalanceLink extends BalanceInput {
  /** Undefined in an address without one. */
  readonly token: string | undefined
}

/**
 * Reads the address of a balance link, on the page that it leads to, and takes the token out of the address bar. Keep the token
 * for as long as the tab lives, so that the customer can try again after a payment that failed.
 *
 * @param address to read instead of the page's; the address bar is then left alone.
 * @returns the order and the token, undefined for an address without one, such as Medusa's own payment link; undefined when
 * the address names no order.
 */
export function readBalanceLink(address?: string | URL): BalanceLink | undefined {
  const url = new URL(address ?? location.href)
  const orderId = url.searchParams.get("order_id")
  const token = new URLSearchParams(url.hash.slice(1)).get("xpay_token") ?? undefined
  if (address === undefined && token !== undefined) {
    url.hash = ""
    history.replaceState(history.state, "", url)
  }
  return orderId === null ? undefined : { orderId, token }
}
