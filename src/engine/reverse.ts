import { lastsUntilDeadline } from "../domain/channels"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../domain/attempt-state"
import type { AttemptReason } from "../domain/attempt-reason"
import type { AttemptRecord } from "../modules/xpay/journal/records"
import type { Engine } from "./engine"
import { closeCardFields } from "./authorization/close-card-fields"
import { cancelPaymentLink, endClosedLink } from "./authorization/payment-link"
import { SINGLE_QUERY_MS } from "./inquiry/polling"
import { resolveAuthorization } from "./authorization/resolve-authorization"
import { end, reread } from "./attempt"
import { requestReversal, reverseMoney } from "./operations/reverse-money"

/**
 * Ends a payment that is no longer needed. An unsent payment is dropped, a hold is voided, and a payment in
 * doubt is marked, so that it is voided as soon as XPay reports the hold. **Captured money is never returned
 * here**: that is a refund, which the platform requests separately.
 *
 * @param reason what a returning shopper is shown
 * @returns the attempt in its resulting state.
 */
export async function abandon(
  engine: Engine,
  attempt: AttemptRecord,
  reason: AttemptReason
): Promise<AttemptRecord> {
  switch (attempt.state) {
    case "created":
    case "authenticating":
    case "authenticated": {
      await engine.terminal.vault.drop(attempt.id).catch(() => undefined)
      const dropped = await end(engine, attempt, "abandoned", { reason })
      if (dropped.state === "abandoned") {
        closeCardFields(engine, attempt)
      }
      return dropped.state !== attempt.state && !isOneOf(dropped.state, ENDED_WITHOUT_MONEY_STATES)
        ? await abandon(engine, dropped, reason)
        : dropped
    }
    case "pending_payer":
      if (lastsUntilDeadline(attempt)) {
        return await closeOrMarkLink(engine, attempt, reason)
      }
      closeCardFields(engine, attempt)
      // XPay has no call to close its page, so the payer can still pay there: keep checking.
      return await end(engine, attempt, "abandoned", { reason, nextCheckSeconds: WATCH_SECONDS })
    case "authorizing":
      return await abandonWhenKnown(engine, attempt, reason)
    case "authorized":
    case "capturing":
    case "voiding":
      return await reverseMoney(engine, attempt)
    case "captured":
    case "refunding":
    case "partially_refunded":
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
 * A link that XPay has not closed can still be paid; the mark then causes the payment to be reversed. A link
 * that was paid before the mark was set is like any other payment: its order decides.
 */
async function closeOrMarkLink(
  engine: Engine,
  attempt: AttemptRecord,
  reason: AttemptReason
): Promise<AttemptRecord> {
  const closed = await cancelPaymentLink(engine, attempt, reason)
  if (closed.kind === "done") {
    return closed.attempt
  }
  // XPay may already have closed the link, and the response have been lost.
  const now = closed.kind === "refused" ? await endClosedLink(engine, attempt, reason) : attempt
  if (now.state !== attempt.state) {
    return now
  }
  return (
    (await requestReversal(engine, attempt, ["pending_payer"], reason)) ?? (await reread(engine, attempt))
  )
}

/** A payment call may be under way in another request; that request voids the payment when it sees the mark. */
async function abandonWhenKnown(
  engine: Engine,
  attempt: AttemptRecord,
  reason: AttemptReason
): Promise<AttemptRecord> {
  const marked = await requestReversal(engine, attempt, ["authorizing"])
  // The outcome is already known: reverse the payment in its current state.
  return marked === undefined
    ? await abandon(engine, await reread(engine, attempt), reason)
    : await resolveAuthorization(engine, marked, SINGLE_QUERY_MS)
}

const WATCH_SECONDS = 50

/**
 * Returns the money of a payment that belongs to nothing in Medusa: a hold is voided, captured money is
 * refunded. Not for payments that Medusa has booked; for those the platform requests the refund. The request
 * stays in the journal, so reconciliation retries whatever is not confirmed now.
 *
 * @returns the attempt in its resulting state.
 */
export async function reverse(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  switch (attempt.state) {
    case "captured":
    case "partially_refunded":
    case "refunding":
      return await reverseMoney(engine, attempt)
    case "created":
    case "authenticating":
    case "authenticated":
    case "authorizing":
    case "pending_payer":
    case "authorized":
    case "capturing":
    case "refunded":
    case "voiding":
    case "voided":
    case "declined":
    case "authentication_failed":
    case "abandoned":
    case "expired":
    case "failed":
      return await abandon(engine, attempt, "order_failed")
  }
}
