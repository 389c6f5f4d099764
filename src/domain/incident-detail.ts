import type { AttemptState } from "./attempt-state"
import type { XPayCurrency } from "./currencies"
import type { Money } from "./money"
import type { MovementKind, ReportedResult, ReportedType } from "./operation-results"

/** An amount of money as JSON. Its minor units are digits. */
export interface AmountFact {
  readonly minor: string
  readonly currency: XPayCurrency
}

/** Why something was not done. */
export type Cause =
  | { readonly reason: CauseReason }
  /** In the words of others: Medusa's, XPay's, or those of a hook of the shop. */
  | { readonly words: string }
  /** The code of an error of the database, whose messages quote whole statements. */
  | { readonly databaseError: string }

export type CauseReason =
  /** The order of a payment was paid by other means meanwhile. */
  | "order_paid_otherwise"
  /** Another payment of the same cart was booked already. */
  | "cart_paid_otherwise"
  | "session_gone"
  | "cart_changed"
  /** Medusa completed a cart and returned no order. */
  | "no_order"
  | "link_not_due"
  /** Medusa was asked to book a movement and booked nothing. */
  | "nothing_booked"

/**
 * The facts of an incident, as they are stored: plain JSON, never card data, and no sentences. What they say to a person is
 * in `texts/`.
 */
export type IncidentDetail =
  | {
      readonly code: "payment"
      readonly amount: AmountFact
      readonly xpayOrderId: string
      /** Where the payment stands. */
      readonly state?: AttemptState
      /** The terminal that is not configured any more. */
      readonly terminal?: string
    }
  /** `until`: ISO 8601. */
  | { readonly code: "deadline"; readonly amount: AmountFact; readonly until: string }
  | { readonly code: "cause"; readonly cause: Cause }
  /** What happened, or did not, to this much. */
  | { readonly code: "amount_and_cause"; readonly amount: AmountFact; readonly cause: Cause }
  | {
      readonly code: "movement_not_booked"
      readonly movement: MovementKind
      readonly amount: AmountFact
      readonly cause: Cause
    }
  /** XPay accepted it, and then it failed. */
  | {
      readonly code: "movement_failed"
      readonly movement: MovementKind
      readonly amount: AmountFact
      readonly result: ReportedResult
      readonly xpayOrderId: string
    }
  /** Somebody canceled a capture at XPay. */
  | { readonly code: "capture_canceled"; readonly amount: AmountFact }
  /** What XPay authorized, as far as it said, and what was requested. */
  | {
      readonly code: "amount_mismatch"
      readonly authorized: { readonly minor: string | null; readonly currency: string | null }
      readonly requested: AmountFact
    }
  /** An operation that shows in the amounts of an XPay order alone. `at`: ISO 8601. */
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
      /** The provider that is not configured any more, so that the contract cannot be deactivated from here. */
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
