/** What the address says to a shopper who comes back from the bank. A hint only: ask for the payment itself. */
export interface PaymentReturn {
  readonly paymentSessionId: string
  readonly status: string | undefined
  readonly orderId: string | undefined
}

const PARAMETERS = ["xpay_payment_session", "xpay_status", "order_id"] as const

/**
 * Reads the address that the shopper came back to, and takes the parameters out of the address bar, so that a reload
 * or a shared link does not come back again.
 *
 * @param address to read instead of the page's; the address bar is then left alone.
 * @returns undefined when the shopper does not come back from the bank.
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
