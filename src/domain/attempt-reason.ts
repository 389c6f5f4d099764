import { isDeclineReason, type DeclineReason } from "./declines"

/** The outcome for the order of a payment, where the payment's state does not show it. */
const PLACEMENTS = {
  awaiting: "A slow method: an order may be placed, and the money comes later.",
  preparing_order: "The money is kept until a person decides: it can become no order by itself.",
  order_failed: "No order could be made of it: the money goes back, or is back.",
} as const

/** Why a request to XPay failed, if neither the issuer nor XPay's risk check declined it. */
const FAILURES = {
  not_sent: "It never left the server.",
  unavailable: "XPay could not be reached, or did not carry it out.",
  refused_by_gateway: "XPay did not accept the request.",
} as const

/** The circumstances of a payment. For display; only `verifying` has an effect, see {@link mayBeRunning}. */
export type Circumstance =
  /** The shopper has returned, and XPay does not show the outcome yet. */
  | "verifying"
  /** The shopper left XPay's page. */
  | "page_left"
  /** The card was wiped before it was charged. */
  | "card_needed_again"
  /** The saved card was removed, here or at XPay. */
  | "card_removed"
  /** The total of the cart changed. */
  | "cart_changed"
  /** A newer attempt replaced it. */
  | "replaced"
  /** The order is paid by other means. */
  | "already_paid"
  /** A clerk closed the payment link. */
  | "link_canceled"
  /** The payment link expired. */
  | "link_expired"
  /** The draft order of the payment link was deleted. */
  | "link_order_deleted"
  /** The order of the payment link was canceled. */
  | "link_order_canceled"
  /** The total of the payment link's order changed. */
  | "link_order_changed"

export type Placement = keyof typeof PLACEMENTS
export type Failure = keyof typeof FAILURES

/** Why an attempt is in its state. Each reason has a text for shoppers and one for staff. */
export type AttemptReason = DeclineReason | Failure | Placement | Circumstance

/** A reason by kind, as the journal stores it. At most one is set. */
export interface ReasonColumns {
  readonly decline_reason: DeclineReason | null
  readonly failure: Failure | null
  readonly placement: Placement | null
  readonly circumstance: Circumstance | null
}

const NONE: ReasonColumns = { decline_reason: null, failure: null, placement: null, circumstance: null }

/** The columns of a reason. A new reason replaces the previous one. */
export function reasonColumns(reason: AttemptReason | null): ReasonColumns {
  if (reason === null) {
    return NONE
  }
  if (isDeclineReason(reason)) {
    return { ...NONE, decline_reason: reason }
  }
  if (isOf(PLACEMENTS, reason)) {
    return { ...NONE, placement: reason }
  }
  return isOf(FAILURES, reason) ? { ...NONE, failure: reason } : { ...NONE, circumstance: reason }
}

/** Why an attempt is in its state; null if there is no reason. */
export function reasonOf(attempt: ReasonColumns): AttemptReason | null {
  return attempt.decline_reason ?? attempt.failure ?? attempt.placement ?? attempt.circumstance
}

function isOf<T extends object>(table: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(table, key)
}

/**
 * A payment that XPay shows as running, or whose outcome is unreadable since its payer returned: it may still be
 * executed.
 */
export function mayBeRunning({
  placement,
  circumstance,
}: Pick<ReasonColumns, "placement" | "circumstance">): boolean {
  return placement === "awaiting" || circumstance === "verifying"
}
