import { useEffect, useState } from "react"
import type { Payment, PaymentReference, WaitOptions, XPayClient } from "../index"

export interface SeenPayment {
  /** As last seen; undefined until the first response, and if nothing was paid. */
  readonly payment?: Payment | undefined
  /** No more updates: the payment is resolved, or the time limit was reached. */
  readonly isOver: boolean
  /** Why it could not be queried. */
  readonly error?: unknown
}

/**
 * Follows a payment: after the return from the bank or from XPay's page, after a reload, or until the money of a slow
 * method arrives.
 *
 * @param reference undefined: there is nothing to follow.
 */
export function useXPayPayment(
  client: XPayClient,
  reference: PaymentReference | undefined,
  { until }: Pick<WaitOptions, "until"> = {}
): SeenPayment {
  const [seen, setSeen] = useState<SeenPayment>({ isOver: false })
  const { paymentSessionId, cartId } = reference ?? {}

  useEffect(() => {
    if (paymentSessionId === undefined || cartId === undefined) {
      return undefined
    }
    const abort = new AbortController()
    const { signal } = abort
    const onUpdate = (payment: Payment) => setSeen({ payment, isOver: false })
    client.resume({ paymentSessionId, cartId }, { until, onUpdate, signal }).then(
      (payment) => setSeen({ payment, isOver: true }),
      (error: unknown) => signal.aborted || setSeen({ isOver: true, error })
    )
    return () => abort.abort()
  }, [client, paymentSessionId, cartId, until])

  return seen
}
