import type { AttemptState } from "./attempt-state"
import type { XPayCurrency } from "./currencies"
import type { Money } from "./money"
import type { MovementKind, ReportedResult, ReportedType } from "./operation-results"

/** An amount of money as JSON. The minor units are a string of digits. */
export interface AmountFact {
  readonly minor: string
  readonly currency: XPayCurrency
}

/** Why something was not done. */
export type Cause =
  | { readonly reason: CauseReason }
  /** An external message: from Medusa, XPay or one of the shop's hooks. */
  | { readonly words: string }
  /** The code of a database error. Its message would quote whole statements. */
  | { readonly databaseError: string }

export type CauseReason =
  /** The order of a payment was paid by other means meanwhile. */
  | "order_paid_otherwise"
  /** Another payment of the same cart was already booked. */
  | "cart_paid_otherwise"
  | "session_gone"
  | "cart_changed"
  /** Medusa completed a cart and returned no order. */
  | "no_order"
  | "link_not_due"
  /** A request to Medusa to book a movement booked nothing. */
  | "nothing_booked"
  /** The payment is held for review, and staff have not accepted it. */
  | "under_review"

/**
 * The facts of an incident, as stored: plain JSON without card data and without sentences. Their texts are in `texts/`.
 */
export type IncidentDetail =
  | {
      readonly code: "payment"
      readonly amount: AmountFact
      readonly xpayOrderId: string
      /** The state of the payment. */
      readonly state?: AttemptState
      /** The terminal that is no longer configured. */
      readonly terminal?: string
    }
  /** `until`: ISO 8601. */
  | { readonly code: "deadline"; readonly amount: AmountFact; readonly until: string }
  | { readonly code: "cause"; readonly cause: Cause }
  /** What happened, or failed to happen, to this amount. */
  | { readonly code: "amount_and_cause"; readonly amount: AmountFact; readonly cause: Cause }
  | {
      readonly code: "movement_not_booked"
      readonly movement: MovementKind
      readonly amount: AmountFact
      readonly cause: Cause
    }
  /** XPay accepted it, and it failed afterwards. */
  | {
      readonly code: "movement_failed"
      readonly movement: MovementKind
      readonly amount: AmountFact
      readonly result: ReportedResult
      readonly xpayOrderId: string
    }
  /** A capture was canceled at XPay. */
  | { readonly code: "capture_canceled"; readonly amount: AmountFact }
  /** Captured in the XPay back office while the payment is held for review. */
  | { readonly code: "captured_under_review"; readonly amount: AmountFact; readonly xpayOrderId: string }
  /** What XPay authorized, as far as XPay returned it, and what was requested. */
  | {
      readonly code: "amount_mismatch"
      readonly authorized: { readonly minor: string | null; readonly currency: string | null }
      readonly requested: AmountFact
    }
  /** An operation that appears only in the amounts of an XPay order. `at`: ISO 8601. */
  | {
      readonly code: "unlisted_operation"
      readonly type: ReportedType
      readonly at: string
      readonly xpayOrderId: string
    }
  | { readonly code: "store_credit"; readonly amount: AmountFact; readonly orderId: string }
  | {
      readonly code: "contract"
      readonly contractId: string
      /** The provider that is no longer configured, so that the contract cannot be deactivated from here. */
      readonly missingProvider?: string
    }
  | {
      readonly code: "velocity_limit"
      readonly attempts: number
      readonly minutes: number
      readonly carts: number
      readonly by: "address" | "terminal"
    }

/** An amount of money as an incident stores it. */
export function amountFact({ minor, currency }: Money): AmountFact {
  return { minor: minor.toString(), currency }
}
