/** The URL parameters of a shopper's return from the bank. Only a hint: query the payment itself. */
export interface PaymentReturn {
  readonly paymentSessionId: string
  readonly status: string | undefined
  readonly orderId: string | undefined
}

const PARAMETERS = ["xpay_payment_session", "xpay_status", "order_id"] as const

/**
 * Reads the URL that the shopper returned to, and removes the parameters from the address bar, so that a reload or a
 * shared link does not count as another return.
 *
 * @param address read instead of the page's URL; the address bar then stays unchanged.
 * @returns undefined if the shopper does not return from the bank.
 */
export function readReturn(address?: string | URL): PaymentReturn | undefined {
  const url = new URL(address ?? location.href)
  const [paymentSessionId, status, orderId] = PARAMETERS.map(
    (name) => url.searchParams.get(name) ?? undefined
  )
  if (paymentSessionId === undefined) {
    return undefined
  }
  if (address === undefined) {
    PARAMETERS.forEach((name) => url.searchParams.delete(name))
    history.replaceState(history.state, "", url)
  }
  return { paymentSessionId, status, orderId }
}
