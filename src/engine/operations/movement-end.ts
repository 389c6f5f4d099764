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
      /** The content of the message, if it comes from the plugin. */
      readonly objection?: Objection
      readonly codes: readonly string[]
      readonly result?: ReportedResult
    }
  /** Nothing was sent. */
  | { readonly kind: "unreachable"; readonly message: string }
  /** Sent, with an unknown outcome; no other movement may start on this payment until it is resolved. */
  | { readonly kind: "in_doubt"; readonly movement: MovementRecord }
  /** Another request is moving money of this payment at this moment. */
  | { readonly kind: "busy" }

/** A movement that was not executed, or does not belong to the request. The plugin writes the reason. */
export function refusedBy(objection: Objection): Extract<MovementEnd, { kind: "refused" }> {
  return { kind: "refused", message: objectionText(objection, "en"), objection, codes: [] }
}
