import type { Account } from "../../modules/xpay/journal/tables"
import type { Engine } from "../engine"
import { lastCapture } from "./permissions"
import { makeMovement, resumeMovement, type MovementEnd } from "./operation"

/** Whether the undoing of a capture was sent and is not known to have ended. */
export function isUndoingCapture({ movements }: Account): boolean {
  return movements.some(({ kind, state }) => kind === "uncapture" && state === "started")
}

/**
 * Undoes the last capture, which XPay does on its own day only. Nobody is debited then: on the customer's statement
 * there is neither a charge nor a refund. The hold is left, for the caller to let go. Whether it may be undone is for
 * the caller to ask (`mayCancelCapture`).
 */
export async function undoCapture(engine: Engine, account: Account): Promise<MovementEnd> {
  const capture = lastCapture(account.movements)
  if (isUndoingCapture(account) || capture === undefined) {
    return await resumeMovement(engine, account)
  }
  return await makeMovement(engine, account, {
    kind: "uncapture",
    amount: BigInt(capture.amount),
    targetOperationId: capture.xpay_operation_id ?? "",
    intentId: undefined,
  })
}
