import { attemptAmount, totals, type AttemptRecord } from "../modules/xpay/journal/records"
import type { Engine } from "./engine"
import { mayRefund, refundableOf } from "./operations/permissions"
import { makeMovement, resumeMovement } from "./operations/operation"
import { release } from "./reverse"
import { reread } from "./authorization/resolve-authorization"

/** How soon a return of money that XPay did not confirm is tried again. */
const RETRY_SECONDS = 30

/**
 * Returns the money of a payment that belongs to nothing in Medusa: what is held is let go, what was taken is refunded.
 * Not for payments that Medusa has booked; there the platform asks for the refund. What is not confirmed now is tried
 * again by the reconciliation, because the request stays in the journal.
 *
 * @returns the attempt where it stands then.
 */
export async function giveBack(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  switch (attempt.state) {
    case "captured":
    case "partially_refunded":
    case "refunding":
      return await refundRest(engine, attempt)
    default:
      return await release(engine, attempt, "order_failed")
  }
}

async function refundRest(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  await engine.journal.amend(attempt.id, {
    stamp: ["release_requested_at"],
    reason: "order_failed",
    checkIn: RETRY_SECONDS,
  })
  const account = { attempt, movements: await engine.journal.movements(attempt.id) }
  const { captured, refunded } = totals(account.movements)
  const most = refundableOf(account)
  const permission = mayRefund(account, most)
  const ended =
    attempt.state === "refunding"
      ? await resumeMovement(engine, account, true)
      : await makeMovement(engine, account, {
          kind: "refund",
          // One capture at a time, when there are several: the rest follows at the next look.
          amount: most.minor > 0n ? most.minor : captured - refunded,
          targetOperationId:
            "targetOperationId" in permission ? permission.targetOperationId : (attempt.operation_id ?? ""),
          intentId: undefined,
        })
  const after = await reread(engine, attempt)
  if (after.state === "refunded") {
    return (await engine.journal.amend(attempt.id, { checkIn: null })) ?? after
  }
  const { currency } = attemptAmount(attempt)
  engine.logger.warn(
    `${String(captured - refunded)} ${currency} (minor units) of XPay order ${attempt.xpay_order_id} could not be refunded yet (${ended.kind}).`
  )
  return (await engine.journal.amend(attempt.id, { checkIn: RETRY_SECONDS })) ?? after
}
