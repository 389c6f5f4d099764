import { isDeclineReason, type DeclineReason } from "./declines"

/** What becomes of the order of a payment, where its state does not say it. */
const PLACEMENTS = {
  awaiting: "A slow method: an order may be placed, and the money comes later.",
  preparing_order: "The money is kept until a person decides: it can become no order by itself.",
  order_failed: "No order could be made of it: the money goes back, or is back.",
} as const

/** Why a request to XPay came to nothing, where neither the issuer nor XPay's risk check declined. */
const FAILURES = {
  not_sent: "It never left the server.",
  unavailable: "XPay could not be reached, or did not carry it out.",
  refused_by_gateway: "XPay did not accept the request.",
} as const

/** What happened around a payment. For people; only `verifying` decides something, see {@link mayBeRunning}. */
export type Circumstance =
  /** The shopper has returned, and XPay does not show the outcome yet. */
  | "verifying"
  /** The shopper left XPay's page. */
  | "page_left"
  /** The card was forgotten before it was charged. */
  | "card_needed_again"
  /** The saved card is gone, here or at XPay. */
  | "card_removed"
  /** The cart came to another total. */
  | "cart_changed"
  /** A newer attempt replaced it. */
  | "replaced"
  /** The order is paid by other means. */
  | "already_paid"
  /** A clerk closed the payment link. */
  | "link_canceled"
  /** The last day of the payment link is over. */
  | "link_expired"
  /** The draft order of the payment link is gone. */
  | "link_order_deleted"
  /** The order of the payment link was canceled. */
  | "link_order_canceled"
  /** The order of the payment link came to another total. */
  | "link_order_changed"

export type Placement = keyof typeof PLACEMENTS
export type Failure = keyof typeof FAILURES

/** Why an attempt stands where it stands. Each has a text for shoppers and one for staff. */
export type AttemptReason = DeclineReason | Failure | Placement | Circumstance

/** A reason by its kind, as the journal keeps it: at most one is there. */
export interface ReasonColumns {
  readonly decline_reason: DeclineReason | null
  readonly failure: Failure | null
  readonly placement: Placement | null
  readonly circumstance: Circumstance | null
}

const NONE: ReasonColumns = { decline_reason: null, failure: null, placement: null, circumstance: null }

/** The columns that hold a reason; a reason takes the place of the one before. */
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

/** Why an attempt stands where it stands; null when there is nothing to say. */
export function reasonOf(attempt: ReasonColumns): AttemptReason | null {
  return attempt.decline_reason ?? attempt.failure ?? attempt.placement ?? attempt.circumstance
}

function isOf<T extends object>(table: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(table, key)
}

/** A payment that XPay shows as running, or that cannot be read since its payer returned: it may still be made. */
export function mayBeRunning({
  placement,
  circumstance,
}: Pick<ReasonColumns, "placement" | "circumstance">): boolean {
  return placement === "awaiting" || circumstance === "verifying"
}
