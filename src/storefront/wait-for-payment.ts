import { isResolved, sessionPath, toPayment, type Payment, type PaymentReference } from "./payment"
import type { StoreApi } from "./store-api"
import { XPayError } from "./xpay-error"

export interface WaitOptions {
  /** Called on every change of the payment, including the last one. */
  readonly onUpdate?: (payment: Payment) => void
  /** Stops waiting: the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** How long to wait, in milliseconds. Default: five minutes. */
  readonly timeoutMs?: number
  /**
   * What to wait for. `"order"`, the default: until the order is placed, even if its payment is still `awaiting`.
   * `"money"`: until the money has arrived too, or will not arrive; with some methods that takes days.
   */
  readonly until?: "order" | "money" | undefined
}

const FIRST_PAUSE_MS = 500
export const LONGEST_PAUSE_MS = 8_000
const DEFAULT_TIMEOUT_MS = 5 * 60_000

/**
 * The current state of a payment.
 *
 * @throws XPayError `payment_not_found` if no card was submitted for the session yet.
 */
export async function findPayment(
  api: Pick<StoreApi, "get">,
  { paymentSessionId, cartId }: PaymentReference,
  signal?: AbortSignal
): Promise<Payment> {
  const path = sessionPath(paymentSessionId, `?cart_id=${encodeURIComponent(cartId)}`)
  return toPayment((await api.get<{ payment: object }>(path, signal)).payment)
}

/**
 * Polls a payment, at growing intervals, until waiting can no longer change it. Tolerates a lost connection.
 *
 * @returns the payment as last seen: after the time limit it may still be `processing` or `verifying`, or `paid`
 * without its order.
 * @throws XPayError if the server refuses, or was never reached.
 */
export async function waitForPayment(
  api: Pick<StoreApi, "get">,
  reference: PaymentReference,
  { onUpdate, signal, timeoutMs = DEFAULT_TIMEOUT_MS, until }: WaitOptions = {}
): Promise<Payment> {
  const end = Date.now() + timeoutMs
  let seen: Payment | undefined
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const isLast = Date.now() + pause > end
    try {
      const payment = await findPayment(api, reference, signal)
      if (payment.status !== seen?.status || payment.orderId !== seen.orderId) {
        onUpdate?.(payment)
      }
      seen = payment
      if (isResolved(payment) && !(until === "money" && payment.status === "awaiting")) {
        return payment
      }
    } catch (error) {
      if (!mayPass(error) || (isLast && !seen)) {
        throw error
      }
    }
    if (isLast && seen) {
      return seen
    }
    await sleep(pause, signal)
  }
}

/** The same for a shopper who may not have paid at all. @returns undefined if no card was submitted yet. */
export async function resume(
  api: StoreApi,
  reference: PaymentReference,
  options?: WaitOptions
): Promise<Payment | undefined> {
  return await waitForPayment(api, reference, options).catch((error: unknown) => {
    if (!(error instanceof XPayError && error.code === "payment_not_found")) {
      throw error
    }
    return undefined
  })
}

/** Whether an error may be temporary: the network is down, or the server is restarting. */
export function mayPass(error: unknown): boolean {
  return error instanceof XPayError && (error.status === 0 || error.status >= 500)
}

/** Rejects with the signal's reason if it is aborted. */
export async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  await new Promise<void>((resolve) => {
    const stop = () => {
      clearTimeout(timer)
      signal?.removeEventListener("abort", stop)
      resolve()
    }
    const timer = setTimeout(stop, ms)
    signal?.addEventListener("abort", stop)
  })
  signal?.throwIfAborted()
}
