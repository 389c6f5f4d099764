import { fromWire } from "./from-wire"

/**
 * State of a payment: `challenge` the shopper must confirm at the bank; `redirect` the shopper must confirm on XPay's
 * page; `processing` wait a moment; `verifying` the outcome is not known yet, do not pay again; `paid`; `awaiting` the
 * order is placed and its payment follows later, with a slow method; `declined` and `canceled` nothing was charged and
 * another attempt is possible; `voided` the payment was voided because no order could be placed.
 */
export type PaymentStatus = (typeof STATUSES)[number]

const STATUSES = [
  "challenge",
  "redirect",
  "processing",
  "verifying",
  "paid",
  "awaiting",
  "declined",
  "canceled",
  "voided",
] as const

/** Identifies a payment. Both are ids and reveal nothing of the card: a storefront may keep them across a reload. */
export interface PaymentReference {
  readonly paymentSessionId: string
  readonly cartId: string
}

/** A payment as shown to its shopper. */
export interface Payment {
  readonly id: string
  readonly status: PaymentStatus
  /** For the shopper: what happened, what it means for the money, what to do. In the language of the payment. */
  readonly message: string
  /** What to try next after a failure. */
  readonly retry: "same_card" | "other_card" | "later" | undefined
  readonly paymentSessionId: string | undefined
  readonly cartId: string | undefined
  /** Medusa's order, once it is placed. */
  readonly orderId: string | undefined
  /** Minor units (cents for euro), as digits. */
  readonly amount: string
  /** Lower case: `eur`. */
  readonly currencyCode: string
  readonly card: { readonly circuit?: string; readonly last4: string } | undefined
}

/** The outcome of a call. @param waiting if the payment still waits for its shopper, the call ended `instead` */
export function toResult<W extends PaymentStatus, I extends string>(
  payment: Payment,
  waiting: W,
  instead: I
): { readonly status: I | Exclude<PaymentStatus, W>; readonly payment: Payment } {
  const { status } = payment
  return { status: status === waiting ? instead : (status as Exclude<PaymentStatus, W>), payment }
}

/** Path of a payment session in the store API. */
export function sessionPath(sessionId: string, rest: string): string {
  return `/store/xpay/payment-sessions/${encodeURIComponent(sessionId)}${rest}`
}

/** @param answer a payment in the store API's format. */
export function toPayment(answer: object): Payment {
  const payment = fromWire<Payment>(answer)
  // An unknown status from a newer server: the shopper must not be told to pay again.
  return { ...payment, status: STATUSES.find((status) => status === payment.status) ?? "verifying" }
}

/** Whether waiting can no longer change it. A shopper at the bank or on XPay's page is not waited for. */
export function isResolved({ status, orderId }: Payment): boolean {
  return ["paid", "awaiting"].includes(status)
    ? orderId !== undefined
    : !["processing", "verifying"].includes(status)
}
