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
 * The shopper is back, from the issuer's page or from XPay's: keeps what came along, or queries XPay, and completes the
 * cart. Whoever holds the token is the browser that was sent there; the parameters prove nothing, and a replay finds the
 * attempt further on and changes nothing.
 *
 * @returns the attempt where it stands then; undefined for a token that was never given out.
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
 * The shopper canceled on XPay's page. That is a hint too: if XPay shows that it was paid after all, the order is
 * placed. Else the cart is payable again, and the page, which stays open at XPay, is still polled.
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
  // A link of the shop's can be paid another day, and the money of a slow method may be on its way: its order was placed on that.
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
 * A return to a payment that had ended already, because the cart changed, a newer payment replaced it or the shopper
 * left: it may have been made all the same, so XPay is queried before anything is said about the money.
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
  // From XPay's page the browser comes back when something was done there, which reads may show a moment later.
  const resolved = await resolvePending(engine, back, hasPage(attempt) ? READS_BEHIND_MS : SINGLE_QUERY_MS)
  return await explainReplacedSession(container, engine, await book(container, engine, resolved))
}

/** Medusa may have deleted the session that an order was placed with. */
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
 * The attempt as a shopper may know it whose terminal was taken out of the configuration meanwhile. Without the payment
 * call nothing can have been charged; a page of XPay's may have been paid, and nobody can ask.
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
