import { useEffect, useState } from "react"
import type { Payment, PaymentReference, WaitOptions, XPayClient } from "../index"

export interface SeenPayment {
  /** As it was last seen; undefined until the first answer, and when nothing was paid. */
  readonly payment?: Payment | undefined
  /** Nothing more will be seen: it is resolved, or was waited for long enough. */
  readonly isOver: boolean
  /** Why it could not be asked for. */
  readonly error?: unknown
}

/**
 * Follows a payment: after the return from the bank or from XPay's page, after a reload, or until the money of a slow
 * method comes.
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
