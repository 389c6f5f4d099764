import { mayBeRunning } from "../../domain/attempt-reason"
import { hasPage, lastsUntilDeadline, staysOpen } from "../../domain/channels"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../../domain/attempt-state"
import { serviceOf } from "../../domain/payment-services"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import { poll } from "../inquiry/polling"
import { applyInquiry } from "./resolve-authorization"
import { inquire, type Inquiry } from "../inquiry/inquire"

/** The state of an attempt after an inquiry. */
export interface Refreshed {
  readonly attempt: AttemptRecord
  /** XPay shows an operation whose result is not final, or did not respond. */
  readonly hasPending: boolean
  /** XPay responded with an unknown result: it may be a payment. */
  readonly isUnreadable?: boolean
}

/**
 * Whether a payment that ended without money may still be executed: on XPay's page or through a link, which
 * stay open, even after a decline; by a shopper who is still at the bank with a card from XPay's fields; or
 * because it was sent and XPay did not show it. Any other payment that was refused or never sent is over.
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
 * Resolves the outcome of a payment on XPay's page or through a link, including an abandoned one, because
 * such a page stays open. Only queries; charges nothing.
 *
 * A shopper may return while XPay still shows the payment as running. With a slow method the attempt is
 * marked `awaiting`, and an order may be placed that is paid later. With any other method the payment may be
 * unconfirmed, so the outcome is still unknown: `verifying`. A link is also marked `awaiting` before its
 * payer returns, and loses either mark when XPay no longer shows the payment.
 *
 * @returns the attempt in its resulting state; unchanged if its payment has already been recorded elsewhere.
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
 * Whether XPay is expected to report another result: a card's authorization exists, pending, from the start
 * of its 3-D Secure.
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
    // There is no page left to pay on: the shopper is back from the bank, and XPay does not show the outcome
    // yet.
    return await mark(engine, attempt, { reason: "verifying", nextCheckSeconds: NEXT_CHECK_SECONDS })
  }
  if (running?.service === undefined) {
    const isOver = lastsUntilDeadline(attempt) && mayBeRunning(attempt) && showsNoPayment(inquiry)
    return isOver ? await mark(engine, attempt, { reason: null }) : attempt
  }
  const isSlow = serviceOf(running.service)?.isSlow === true
  // The order of a link already exists: a payer who confirmed at the bank and left must not be asked to pay
  // it again.
  if (attempt.returned_at === null && !(isSlow && lastsUntilDeadline(attempt))) {
    return attempt
  }
  return await mark(engine, attempt, {
    reason: isSlow ? "awaiting" : "verifying",
    method: running.service,
  })
}

/** False if XPay cannot be read, or responds with an unknown value: it may be a payment. */
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
