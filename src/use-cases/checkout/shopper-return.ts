import { hasPage, isPayersLink, isStaffLink, lastsUntilDeadline, staysOpen } from "../../domain/channels"
import type { MedusaContainer } from "@medusajs/framework/types"
import { reasonColumns } from "../../domain/attempt-reason"
import {
  DROPPABLE_STATES,
  ENDED_WITHOUT_MONEY_STATES,
  isOneOf,
  MONEY_STATES,
} from "../../domain/attempt-state"
import type { Engine } from "../../engine/engine"
import { SINGLE_QUERY_MS, pollIntervalsAfterDoubt, READS_BEHIND_MS } from "../../engine/inquiry/polling"
import { abandon } from "../../engine/reverse"
import { returnFromChallenge } from "../../engine/authorization/return-from-challenge"
import { resolvePending } from "../../engine/authorization/resolve-pending"
import { readChallengeReturn } from "../../gateway/wire/challenge"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { bookWhenFree } from "../orders/book-payment"
import { closeLeftLink } from "../orders/close-links"
import { engineFor, hasTerminal, journalOf } from "../engine-for"
import { finishPayment } from "../orders/finish-payment"
import { restoreSession } from "../orders/restore-session"
import { explainReplacedSession } from "./explain-replaced-session"
import { hashToken } from "../../engine/callbacks"

/**
 * Handles a shopper's return from the issuer's page or XPay's: stores the parameters, or queries XPay, and completes
 * the cart. The token identifies the browser that was sent there. The parameters prove nothing, and a replay finds the
 * attempt in a later state and changes nothing.
 *
 * @returns the updated attempt; undefined for an unknown token.
 */
export async function resumePayment(
  container: MedusaContainer,
  token: string,
  parameters: Readonly<Record<string, unknown>>
): Promise<AttemptRecord | undefined> {
  const found = await findByToken(container, token)
  if (found === undefined) {
    return undefined
  }
  const { attempt, engine } = found
  if (engine === undefined) {
    return afterTerminal(attempt)
  }
  return hasPage(attempt)
    ? await backFromPage(container, engine, attempt)
    : await backFromIssuer(container, engine, attempt, parameters)
}

/**
 * Handles a shopper's cancellation on XPay's page. It is only a hint: if XPay reports that the payment succeeded, the
 * order is placed. Otherwise the cart is payable again, and the page, which stays open at XPay, is still polled.
 */
export async function resumeAfterCancel(
  container: MedusaContainer,
  token: string
): Promise<AttemptRecord | undefined> {
  const found = await findByToken(container, token)
  if (found === undefined) {
    return undefined
  }
  const { attempt, engine } = found
  if (engine === undefined) {
    return afterTerminal(attempt)
  }
  if (attempt.state !== "pending_payer") {
    return await backAgain(container, engine, attempt)
  }
  const resolved = await resolvePending(engine, attempt, SINGLE_QUERY_MS)
  if (resolved.state !== "pending_payer") {
    return await book(container, engine, resolved)
  }
  if (isPayersLink(resolved) && resolved.placement !== "awaiting") {
    return await book(container, engine, await closeLeftLink(container, engine, resolved, "page_left"))
  }
  // A link of the shop's can be paid another day, and a delayed payment may be under way: its order was placed on that.
  const isKept =
    lastsUntilDeadline(resolved) || resolved.placement === "awaiting" || resolved.order_id !== null
  return isKept ? resolved : await abandon(engine, resolved, "page_left")
}

async function backFromIssuer(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  parameters: Readonly<Record<string, unknown>>
): Promise<AttemptRecord> {
  const returned = await returnFromChallenge(engine, attempt, readChallengeReturn(parameters))
  return isOneOf(returned.state, ["authenticated", "authorizing", "authorized", "captured"])
    ? await finishPayment(container, engine, returned)
    : await backAgain(container, engine, returned)
}

/**
 * Handles a return to a payment that has ended because the cart changed, a newer payment replaced it or the shopper
 * left. It may have succeeded anyway, so XPay is queried before the shopper is shown an outcome.
 */
async function backAgain(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  if (isOneOf(attempt.state, MONEY_STATES)) {
    return attempt.order_id === null ? await book(container, engine, attempt) : attempt
  }
  const isAsked =
    isOneOf(attempt.state, ENDED_WITHOUT_MONEY_STATES) && (staysOpen(attempt) || attempt.sent_at !== null)
  if (!isAsked) {
    return await explainReplacedSession(container, engine, attempt)
  }
  const back = (await engine.journal.update(attempt.id, { stamp: ["returned_at"] })) ?? attempt
  // XPay's page returns the browser after an action there; XPay's reads may lag a moment behind.
  const resolved = await resolvePending(engine, back, hasPage(attempt) ? READS_BEHIND_MS : SINGLE_QUERY_MS)
  return await explainReplacedSession(container, engine, await book(container, engine, resolved))
}

/** Medusa may have deleted the session that the order was placed with. */
async function book(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  return await bookWhenFree(container, engine, await restoreSession(container, engine, attempt))
}

async function backFromPage(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  if (attempt.state !== "pending_payer") {
    return await backAgain(container, engine, attempt)
  }
  const back =
    (await engine.journal.update(attempt.id, { stamp: ["returned_at"] }, ["pending_payer"])) ?? attempt
  const resolved = await resolvePending(engine, back, [
    0,
    ...pollIntervalsAfterDoubt(engine.terminal.settings),
  ])
  return resolved.state === "pending_payer" && resolved.placement === "awaiting"
    ? await finishPayment(container, engine, resolved)
    : await book(container, engine, resolved)
}

/**
 * The attempt as shown to the shopper if its terminal was removed from the configuration. Without the payment call
 * nothing can have been charged; XPay's page may have been paid, and XPay cannot be queried.
 */
function afterTerminal(attempt: AttemptRecord): AttemptRecord {
  if (isOneOf(attempt.state, DROPPABLE_STATES)) {
    return { ...attempt, state: "failed", ...reasonColumns("unavailable") }
  }
  if (attempt.state !== "pending_payer") {
    return attempt
  }
  return isStaffLink(attempt)
    ? { ...attempt, ...reasonColumns("awaiting") }
    : { ...attempt, state: "authorizing", ...reasonColumns("verifying") }
}

async function findByToken(
  container: MedusaContainer,
  token: string
): Promise<{ attempt: AttemptRecord; engine: Engine | undefined } | undefined> {
  const attempt = await journalOf(container).findByReturnToken(hashToken(token))
  return attempt === undefined
    ? undefined
    : {
        attempt,
        engine: hasTerminal(container, attempt.provider_id)
          ? engineFor(container, attempt.provider_id)
          : undefined,
      }
}
