import { ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../../domain/attempt-state"
import { serviceOf } from "../../domain/payment-services"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import { patiently } from "../inquiry/polling"
import { applyTruth } from "./resolve-authorization"
import { askXPay, type Truth } from "../inquiry/inquire"

/** Where an attempt stands once XPay was queried. */
export interface Refreshed {
  readonly attempt: AttemptRecord
  /** XPay shows an operation whose result is not final, or has not answered. */
  readonly hasPending: boolean
}

/**
 * Whether a payment that ended without money may still be made: on XPay's page or through a link, which stay open, or
 * also after a decline, or because it was sent and XPay did not show it. What else was refused, or never sent, is over.
 */
export function isWatched(attempt: AttemptRecord): boolean {
  const { state, way, sent_at: sentAt, authorized_at: authorizedAt, reason } = attempt
  if (authorizedAt !== null) {
    return false
  }
  if (way === "hosted" || way === "link") {
    return isOneOf(state, ENDED_WITHOUT_MONEY_STATES) && state !== "failed"
  }
  const isGivenUp = state === "abandoned" || state === "failed"
  return isGivenUp && sentAt !== null && (reason === "unavailable" || reason === "refused_by_gateway")
}

/**
 * Finds out what became of a payment on XPay's page or through a link; also of one that was given up here, because such
 * a page stays open. Asks, charges nothing.
 *
 * A shopper who is back while XPay still shows the payment as running: by a method that is slow by nature the attempt is
 * marked `awaiting`, and an order may be placed that is paid later. By any other it may as well not have been confirmed, so
 * that nothing can be said yet: `verifying`.
 *
 * @returns the attempt where it stands now; as it is, where somebody else has recorded its payment already.
 */
export async function settleWaiting(
  engine: Engine,
  attempt: AttemptRecord,
  pauses: readonly number[]
): Promise<AttemptRecord> {
  return (await inquireWaiting(engine, attempt, pauses)).attempt
}

/** {@link settleWaiting}, for whoever decides when to query again. */
export async function inquireWaiting(
  engine: Engine,
  attempt: AttemptRecord,
  pauses: readonly number[]
): Promise<Refreshed> {
  if (attempt.state !== "waiting" && !isOneOf(attempt.state, ENDED_WITHOUT_MONEY_STATES)) {
    return { attempt, hasPending: false }
  }
  let truth: Truth = { kind: "untold" }
  for await (const _ of patiently(pauses)) {
    truth = await askXPay(engine, attempt)
    const settled = await applyTruth(engine, attempt, truth)
    if (settled !== undefined) {
      return { attempt: settled, hasPending: false }
    }
  }
  return { attempt: await markRunning(engine, attempt, truth), hasPending: mayStillEnd(attempt, truth) }
}

/** Whether XPay has more to say: of a card, its authorization is there, pending, since its 3-D Secure began. */
function mayStillEnd({ way }: AttemptRecord, truth: Truth): boolean {
  if (truth.kind !== "told") {
    return truth.kind === "untold"
  }
  const { verdict } = truth.holding
  return verdict === "unrecognised" || (verdict === "pending" && (way === "hosted" || way === "link"))
}

async function markRunning(engine: Engine, attempt: AttemptRecord, truth: Truth): Promise<AttemptRecord> {
  const running =
    truth.kind === "told" && truth.holding.verdict === "pending" ? truth.holding.authorization : undefined
  if (truth.kind === "untold" && attempt.returned_at !== null) {
    return await mark(engine, attempt, { reason: "verifying", checkIn: NEXT_CHECK_SECONDS })
  }
  if (attempt.state !== "waiting") {
    return attempt.reason === "verifying" ? await mark(engine, attempt, { reason: "page_left" }) : attempt
  }
  if (running?.service === undefined || attempt.returned_at === null) {
    return attempt
  }
  const isSlow = serviceOf(running.service)?.isSlow === true
  return await mark(engine, attempt, {
    reason: isSlow ? "awaiting" : "verifying",
    method: running.service,
  })
}

const NEXT_CHECK_SECONDS = 15

async function mark(
  { journal }: Engine,
  attempt: AttemptRecord,
  patch: Parameters<Engine["journal"]["amend"]>[1]
): Promise<AttemptRecord> {
  return (await journal.amend(attempt.id, patch, [attempt.state])) ?? attempt
}
