import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import type { Engine } from "../engine"
import { lastCapture } from "./may-move"
import { makeMovement, resumeMovement } from "./make-movement"
import type { MovementEnd } from "./movement-end"
import { NO_ID } from "../../domain/ids"

/** Whether the cancellation of a capture was sent and is not known to have ended. */
export function isCancelingCapture({ movements }: AttemptWithMovements): boolean {
  return movements.some(({ kind, state }) => kind === "cancel_capture" && state === "started")
}

/**
 * Cancels the last capture, which XPay allows on the same day only. The customer is then not debited: the
 * statement shows neither a charge nor a refund. The hold remains for the caller to void. The caller checks
 * whether the capture may be canceled (`mayCancelCapture`).
 */
export async function cancelCapture(engine: Engine, account: AttemptWithMovements): Promise<MovementEnd> {
  const capture = lastCapture(account.movements)
  if (isCancelingCapture(account) || capture === undefined) {
    return await resumeMovement(engine, account)
  }
  return await makeMovement(engine, account, {
    kind: "cancel_capture",
    amount: BigInt(capture.amount),
    targetOperationId: capture.xpay_operation_id ?? NO_ID,
    medusaReference: undefined,
  })
}
