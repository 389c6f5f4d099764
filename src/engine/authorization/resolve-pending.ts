import { mayBeRunning } from "../../domain/attempt-reason"
import { hasPage, lastsUntilDeadline, staysOpen } from "../../domain/channels"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../../domain/attempt-state"
import { serviceOf } from "../../domain/payment-services"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import { poll } from "../inquiry/polling"
import { applyInquiry } from "./resolve-authorization"
import { inquire, type Inquiry } from "../inquiry/inquire"

/** The state of an attempt once XPay was queried. */
export interface Refreshed {
  readonly attempt: AttemptRecord
  /** XPay shows an operation whose result is not final, or has not answered. */
  readonly hasPending: boolean
  /** XPay has answered with a result that is not known: it may be a payment. */
  readonly isUnreadable?: boolean
}

/**
 * Whether a payment that ended without money may still be made: on XPay's page or through a link, which stay open, or
 * also after a decline; by a shopper who is still at the bank with a card from XPay's fields; or because it was sent and
 * XPay did not show it. What else was refused, or never sent, is over.
 */
export function isStillPolled(attempt: AttemptRecord): boolean {
  const { state, sent_at: sentAt, authorized_at: authorizedAt, failure } = attempt
  if (authorizedAt !== null) {
    return false
  }
  if (staysOpen(attempt)) {
    return isOneOf(state, ENDED_WITHOUT_MONEY_STATES) && state !== "failed"
  }
  if (sentAt === null) {
    return false
  }
  const isGivenUp = state === "abandoned" || state === "failed"
  const isLost = failure === "unavailable" || failure === "refused_by_gateway"
  return (isGivenUp && isLost) || (state === "abandoned" && hasPage(attempt))
}

/**
 * Finds out what became of a payment on XPay's page or through a link; also of one that was given up here, because such
 * a page stays open. Asks, charges nothing.
 *
 * A shopper who is back while XPay still shows the payment as running: by a method that is slow by nature the attempt is
 * marked `awaiting`, and an order may be placed that is paid later. By any other it may as well not have been confirmed, so
 * that nothing can be said yet: `verifying`. A link is marked `awaiting` also before its payer is back, and loses either mark
 * when XPay does not show the payment any more.
 *
 * @returns the attempt where it stands now; as it is, where somebody else has recorded its payment already.
 */
export async function resolvePending(
  engine: Engine,
  attempt: AttemptRecord,
  pauses: readonly number[]
): Promise<AttemptRecord> {
  return (await inquirePending(engine, attempt, pauses)).attempt
}

/** {@link resolvePending}, for callers that schedule the next inquiry themselves. */
export async function inquirePending(
  engine: Engine,
  attempt: AttemptRecord,
  pauses: readonly number[]
): Promise<Refreshed> {
  if (attempt.state !== "pending_payer" && !isOneOf(attempt.state, ENDED_WITHOUT_MONEY_STATES)) {
    return { attempt, hasPending: false }
  }
  let inquiry: Inquiry = { kind: "unavailable" }
  for await (const _ of poll(pauses)) {
    inquiry = await inquire(engine, attempt)
    const resolved = await applyInquiry(engine, attempt, inquiry)
    if (resolved !== undefined) {
      return { attempt: resolved, hasPending: false }
    }
  }
  return {
    attempt: await markRunning(engine, attempt, inquiry),
    hasPending: mayStillEnd(attempt, inquiry),
    isUnreadable: inquiry.kind === "answered" && inquiry.funds.verdict === "unrecognised",
  }
}

/**
 * Whether another result is expected from XPay: of a card, the authorization is there, pending, since its 3-D Secure
 * began.
 */
function mayStillEnd(attempt: AttemptRecord, inquiry: Inquiry): boolean {
  if (inquiry.kind !== "answered") {
    return inquiry.kind === "unavailable"
  }
  const { verdict } = inquiry.funds
  return verdict === "unrecognised" || (verdict === "pending" && staysOpen(attempt))
}

async function markRunning(engine: Engine, attempt: AttemptRecord, inquiry: Inquiry): Promise<AttemptRecord> {
  const running =
    inquiry.kind === "answered" && inquiry.funds.verdict === "pending"
      ? inquiry.funds.authorization
      : undefined
  if (inquiry.kind === "unavailable" && attempt.returned_at !== null) {
    return await mark(engine, attempt, { reason: "verifying", nextCheckSeconds: NEXT_CHECK_SECONDS })
  }
  if (attempt.state !== "pending_payer") {
    return attempt.circumstance === "verifying"
      ? await mark(engine, attempt, { reason: "page_left" })
      : attempt
  }
  if (attempt.returned_at !== null && !staysOpen(attempt)) {
    // There is no page to go on paying on: the shopper is back from the bank, and XPay does not show the outcome yet.
    return await mark(engine, attempt, { reason: "verifying", nextCheckSeconds: NEXT_CHECK_SECONDS })
  }
  if (running?.service === undefined) {
    const isOver = lastsUntilDeadline(attempt) && mayBeRunning(attempt) && showsNoPayment(inquiry)
    return isOver ? await mark(engine, attempt, { reason: null }) : attempt
  }
  const isSlow = serviceOf(running.service)?.isSlow === true
  // The order of a link stands already: whoever confirmed at the bank and left must not be asked to pay it again.
  if (attempt.returned_at === null && !(isSlow && lastsUntilDeadline(attempt))) {
    return attempt
  }
  return await mark(engine, attempt, {
    reason: isSlow ? "awaiting" : "verifying",
    method: running.service,
  })
}

/** Not where XPay cannot be read, or answers with a word that nobody knows: it may be a payment. */
function showsNoPayment(inquiry: Inquiry): boolean {
  return (
    inquiry.kind === "unknown_order" ||
    (inquiry.kind === "answered" && inquiry.funds.verdict !== "unrecognised")
  )
}

const NEXT_CHECK_SECONDS = 15

async function mark(
  { journal }: Engine,
  attempt: AttemptRecord,
  patch: Parameters<Engine["journal"]["update"]>[1]
): Promise<AttemptRecord> {
  return (await journal.update(attempt.id, patch, [attempt.state])) ?? attempt
}
