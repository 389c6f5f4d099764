import { fromWire } from "./from-wire"

/**
 * Where a payment stands:
 * `challenge` the shopper has to confirm at the bank; `redirect` the shopper has to confirm on XPay's page; `processing`
 * wait a moment; `verifying` the outcome is not known yet, do not pay again; `paid`; `awaiting` the order is placed and its
 * payment comes later, by a slow method; `declined` and `canceled` nothing was charged and another try is welcome;
 * `voided` the payment was voided because no order could be made.
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

/** What finds a payment again. Both are ids, not secrets of the card: a storefront may remember them over a reload. */
export interface PaymentReference {
  readonly paymentSessionId: string
  readonly cartId: string
}

/** A payment as its shopper may see it. */
export interface Payment {
  readonly id: string
  readonly status: PaymentStatus
  /** For the shopper: what happened, what it means for the money, what to do. In the language it was paid in. */
  readonly message: string
  /** What is worth trying next, after it went wrong. */
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

/** How a call ended. @param waiting when the payment still waits for its shopper, the call ended `instead` */
export function toResult<W extends PaymentStatus, I extends string>(
  payment: Payment,
  waiting: W,
  instead: I
): { readonly status: I | Exclude<PaymentStatus, W>; readonly payment: Payment } {
  const { status } = payment
  return { status: status === waiting ? instead : (status as Exclude<PaymentStatus, W>), payment }
}

/** Of a payment session, in the store API. */
export function sessionPath(sessionId: string, rest: string): string {
  return `/store/xpay/payment-sessions/${encodeURIComponent(sessionId)}${rest}`
}

/** @param answer a payment as the store API tells it. */
export function toPayment(answer: object): Payment {
  const payment = fromWire<Payment>(answer)
  // A status of a newer server: nobody may be told to pay again before it is understood.
  return { ...payment, status: STATUSES.find((status) => status === payment.status) ?? "verifying" }
}

/** Whether a moment's waiting can still change it. A shopper who is with the bank or on XPay's page is not waited for. */
export function isResolved({ status, orderId }: Payment): boolean {
  const hasGoneWell = status === "paid" || status === "awaiting"
  return hasGoneWell ? orderId !== undefined : status !== "processing" && status !== "verifying"
}
