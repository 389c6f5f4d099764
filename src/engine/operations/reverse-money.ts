import { NO_ID } from "../../domain/ids"
import type { AttemptReason } from "../../domain/attempt-reason"
import type { AttemptState } from "../../domain/attempt-state"
import type { Engine } from "../engine"
import { type AttemptRecord, totals, attemptCurrency, heldAmount } from "../../modules/xpay/journal/records"
import { resumeMovement, makeMovement } from "./make-movement"
import type { MovementEnd } from "./movement-end"
import { reread, end } from "../attempt"
import { syncWithXPay } from "./sync"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import { refundableOf, mayRefund } from "./may-move"

/** How soon a reversal that XPay did not confirm is retried. */
const RETRY_SECONDS = 30

/**
 * Reverses what is held or captured: a hold is voided, and the remaining captured amount is refunded. If
 * nothing is held or captured, nothing happens. The request stays in the journal, so reconciliation retries a
 * reversal that is not confirmed now.
 *
 * @returns the attempt in its resulting state.
 */
export async function reverseMoney(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  switch (attempt.state) {
    case "captured":
    case "partially_refunded":
    case "refunding":
      return await refundRest(engine, attempt)
    case "authorized":
    case "capturing":
    case "voiding": {
      const marked = await requestReversal(engine, attempt, ["authorized", "capturing", "voiding"])
      return marked === undefined ? await reread(engine, attempt) : await voidHold(engine, marked)
    }
    case "created":
    case "authenticating":
    case "authenticated":
    case "pending_payer":
    case "authorizing":
    case "refunded":
    case "voided":
    case "declined":
    case "authentication_failed":
    case "abandoned":
    case "expired":
    case "failed":
      return attempt
  }
}

/**
 * Marks a payment for reversal: the process that learns that XPay has the money reverses it.
 *
 * @param during the states in which the mark is allowed: a payment made or captured meanwhile may be needed
 * @returns undefined if the attempt has left these states.
 */
export async function requestReversal(
  { journal }: Engine,
  { id }: AttemptRecord,
  during: readonly AttemptState[],
  reason?: AttemptReason
): Promise<AttemptRecord | undefined> {
  return await journal.update(
    id,
    {
      stamp: ["abandon_requested_at"],
      nextCheckSeconds: RETRY_SECONDS,
      ...(reason === undefined ? {} : { reason }),
    },
    during
  )
}

async function voidHold(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  const account = { attempt, movements: await engine.journal.movements(attempt.id) }
  const ended =
    attempt.state === "authorized"
      ? await makeVoid(engine, account, heldAmount(attempt).minor)
      : await resumeMovement(engine, account, attempt.state === "voiding")
  const after = await reread(engine, attempt)
  if (after.state === "authorized" && attempt.state !== "authorized") {
    // A capture or void that turned out not to have been executed leaves a hold: void it in one more round.
    return await voidHold(engine, after)
  }
  if (ended.kind === "refused") {
    return await afterRefusal(engine, after)
  }
  if (ended.kind !== "done") {
    await tryLater(engine, attempt, ended.kind)
  }
  return after
}

/** XPay refuses if the hold no longer exists or has a different amount from ours: XPay's record decides. */
async function afterRefusal(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  const { account, inquiry } = await syncWithXPay(engine, {
    attempt,
    movements: await engine.journal.movements(attempt.id),
  })
  const held = inquiry.kind === "answered" ? inquiry.funds.authorized : 0n
  if (account.attempt.state === "authorized" && held > 0n && held !== heldAmount(attempt).minor) {
    await makeVoid(engine, account, held)
  }
  const after = await reread(engine, attempt)
  if (after.state !== "authorized") {
    return after
  }
  if (inquiry.kind === "answered" && (await hasLapsed(engine, after))) {
    return await end(engine, after, "expired", { detail: "XPay voids nothing: the hold has lapsed." })
  }
  await tryLater(engine, after, "refused")
  return after
}

/** A hold expires at the issuer on its own; XPay may still show it, and refuses to reverse it. */
async function hasLapsed({ journal }: Engine, attempt: AttemptRecord): Promise<boolean> {
  const left = await journal.secondsUntilDeadline(attempt.id)
  return left !== undefined && left < -LAPSED_SECONDS
}

/** The deadline is the shop's own count of days; XPay's may end a little later. */
const LAPSED_SECONDS = 86_400

async function tryLater(engine: Engine, attempt: AttemptRecord, why: string): Promise<void> {
  engine.logger.warn(`${attemptLabel(attempt)}: the hold could not be voided yet (${why}).`)
  await engine.journal.update(attempt.id, { nextCheckSeconds: RETRY_SECONDS }, ["authorized", "voiding"])
}

/** XPay voids the whole authorization or nothing. */
async function makeVoid(engine: Engine, account: AttemptWithMovements, amount: bigint): Promise<MovementEnd> {
  const targetOperationId = account.attempt.operation_id ?? NO_ID
  return await makeMovement(engine, account, {
    kind: "void",
    amount,
    targetOperationId,
    medusaReference: undefined,
  })
}

async function refundRest(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  await engine.journal.update(attempt.id, {
    stamp: ["abandon_requested_at"],
    reason: "order_failed",
    nextCheckSeconds: RETRY_SECONDS,
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
          // With several captures, refund one at a time: the rest follows at the next check.
          amount: most.minor > 0n ? most.minor : captured - refunded,
          targetOperationId:
            "targetOperationId" in permission
              ? permission.targetOperationId
              : (attempt.operation_id ?? NO_ID),
          medusaReference: undefined,
        })
  const after = await reread(engine, attempt)
  if (after.state === "refunded") {
    return (await engine.journal.update(attempt.id, { nextCheckSeconds: null })) ?? after
  }
  const currency = attemptCurrency(attempt)
  engine.logger.warn(
    `${String(captured - refunded)} ${currency} (minor units) of XPay order ${attempt.xpay_order_id} could not be refunded yet (${ended.kind}).`
  )
  return (await engine.journal.update(attempt.id, { nextCheckSeconds: RETRY_SECONDS })) ?? after
}
