import type { BalanceInput } from "./pay-order"

/** The contents of a balance link. */
export interface BalanceLink extends BalanceInput {
  /** Undefined if the URL has none. */
  readonly token: string | undefined
}

/**
 * Reads the URL of a balance link on the page it leads to, and removes the token from the address bar. Keep the token
 * for the lifetime of the tab, so that the customer can try again after a failed payment.
 *
 * @param address read instead of the page's URL; the address bar then stays unchanged.
 * @returns the order and the token; the token is undefined in a URL without one, such as Medusa's own payment link.
 * Undefined if the URL names no order.
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
