import type { Objection } from "../../domain/objections"
import type { ReportedResult } from "../../domain/operation-results"
import type { AttemptRecord, MovementRecord } from "../../modules/xpay/journal/records"
import { objectionText } from "../../texts/objections"

/** How a movement ended. Amounts in minor units. */
export type MovementEnd =
  | { readonly kind: "done"; readonly attempt: AttemptRecord; readonly movement: MovementRecord }
  /** XPay refused, or we did before sending. Nothing moved. `result`: XPay had accepted it, and then it failed. */
  | {
      readonly kind: "refused"
      /** In English. */
      readonly message: string
      /** What the message says, where it is the plugin that says it. */
      readonly objection?: Objection
      readonly codes: readonly string[]
      readonly result?: ReportedResult
    }
  /** Nothing was sent. */
  | { readonly kind: "unreachable"; readonly message: string }
  /** Sent, and the outcome is not known yet; nothing else may move on this payment until it is. */
  | { readonly kind: "in_doubt"; readonly movement: MovementRecord }
  /** Another request is moving money of this payment at this moment. */
  | { readonly kind: "busy" }

/** A movement that was not made, or is not for the one who requested it, for a reason of the plugin's. */
export function refusedBy(objection: Objection): Extract<MovementEnd, { kind: "refused" }> {
  return { kind: "refused", message: objectionText(objection, "en"), objection, codes: [] }
}
