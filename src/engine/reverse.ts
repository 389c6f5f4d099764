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
 * Ends a payment that is no longer needed: what was not sent is dropped, what is held is voided, what is in
 * doubt is marked, so that it is voided as soon as XPay says that it is held. **Captured money is never returned
 * here**: that is a refund, and the platform asks for it separately.
 *
 * @param reason what a shopper who returns to it is told
 * @returns the attempt where it stands then.
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
      // XPay has no call to close its page, so it can still be paid there: it stays watched.
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
 * A link that XPay has not closed can be paid: then the money goes back, because of the mark. One that was paid at the same
 * moment, before anybody said so, is like any other payment: its order decides.
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
  // XPay may have closed it before, and its answer have been lost.
  const now = closed.kind === "refused" ? await endClosedLink(engine, attempt, reason) : attempt
  if (now.state !== attempt.state) {
    return now
  }
  return (
    (await requestReversal(engine, attempt, ["pending_payer"], reason)) ?? (await reread(engine, attempt))
  )
}

/** A payment call may be under way in another request: it voids by itself when it sees the mark. */
async function abandonWhenKnown(
  engine: Engine,
  attempt: AttemptRecord,
  reason: AttemptReason
): Promise<AttemptRecord> {
  const marked = await requestReversal(engine, attempt, ["authorizing"])
  // It is known already: then it is reversed as what it has become.
  return marked === undefined
    ? await abandon(engine, await reread(engine, attempt), reason)
    : await resolveAuthorization(engine, marked, SINGLE_QUERY_MS)
}

const WATCH_SECONDS = 50

/**
 * Returns the money of a payment that belongs to nothing in Medusa: what is held is voided, what was taken is refunded.
 * Not for payments that Medusa has booked; there the platform asks for the refund. What is not confirmed now is tried
 * again by the reconciliation, because the request stays in the journal.
 *
 * @returns the attempt where it stands then.
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
