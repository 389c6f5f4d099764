import type { AttemptState } from "./attempt-state"
import type { Money } from "./money"
import type { ReportedResult } from "./operation-results"

/** Why a movement cannot be executed, or was not. */
export type Objection =
  /** A capture or a void of something that is not held. */
  | { readonly code: "not_held"; readonly state: AttemptState }
  /** A capture of a payment that staff have not accepted yet. */
  | { readonly code: "under_review" }
  | { readonly code: "nothing_left_to_capture"; readonly captured: Money }
  | { readonly code: "captured_once"; readonly captured: Money }
  | {
      readonly code: "more_than_held"
      readonly left: Money
      readonly held: Money
      readonly captured: Money
    }
  | { readonly code: "method_not_refundable"; readonly method: string }
  | { readonly code: "nothing_captured"; readonly state: AttemptState }
  | { readonly code: "nothing_left_to_refund"; readonly refunded: Money }
  | {
      readonly code: "more_than_captured"
      readonly left: Money
      readonly captured: Money
      readonly refunded: Money
    }
  | { readonly code: "over_several_captures" }
  /** A void of money that was already captured. */
  | { readonly code: "already_captured"; readonly captured: Money; readonly isRefundable: boolean }
  | { readonly code: "no_capture" }
  | { readonly code: "captured_with_authorization" }
  | { readonly code: "capture_not_cancelable"; readonly method: string; readonly isRefundable: boolean }
  | { readonly code: "not_the_same_day" }
  | { readonly code: "refunded_already" }
  /** XPay has not confirmed an earlier movement. */
  | { readonly code: "movement_in_doubt" }
  | { readonly code: "being_reversed" }
  /** Executed by XPay and not booked in Medusa: a request for the same amount books it. */
  | { readonly code: "executed_not_booked"; readonly kind: "capture" | "refund"; readonly made: Money }
  /** Executed in the XPay back office: the job books it. */
  | { readonly code: "external_not_booked"; readonly kind: "capture" | "refund"; readonly made: Money }
  /** Already requested in the dashboard: the job books it. `made`: the amount of the canceled capture. */
  | { readonly code: "cancel_capture_not_booked"; readonly made: Money }
  /** Another request for the same movement has booked it. */
  | { readonly code: "booked_already" }
  /** Sent, and XPay does not show it. */
  | { readonly code: "not_executed" }
  /** Sent, and ended with this result. */
  | { readonly code: "failed_at_xpay"; readonly result: ReportedResult }
  | { readonly code: "not_in_medusa" }
  | { readonly code: "terminal_gone" }
