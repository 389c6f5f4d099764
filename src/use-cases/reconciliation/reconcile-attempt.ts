import {
  isMerchantInitiated,
  isOpenLink,
  isPayersLink,
  lastsUntilDeadline,
  staysOpen,
} from "../../domain/channels"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptReason } from "../../domain/attempt-reason"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { amountFact } from "../../domain/incident-detail"
import {
  AWAITED_BEFORE_INCIDENT_SECONDS,
  CHECKS_BEFORE_INCIDENT,
  nextCheck,
  type Checked,
} from "../../domain/next-check"
import type { Engine } from "../../engine/engine"
import { refresh } from "../../engine/refresh"
import { abandon } from "../../engine/reverse"
import { isStillPolled, type Refreshed } from "../../engine/authorization/resolve-pending"
import { heldAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { paymentFact } from "../../modules/xpay/incident-facts"
import { CAPTURE_AGAIN_SECONDS, captureDue } from "../automation/capture-sent"
import { bookPayment } from "../orders/book-payment"
import { closeLeftLink, closeLinkNotDue } from "../orders/close-links"
import { findOrderOutcome } from "../orders/completion"
import { decideOrder } from "../orders/decide-order"
import { findPlace } from "../orders/find-in-medusa"
import { finishPayment, noteOrder } from "../orders/finish-payment"
import { isStillToPlace } from "../orders/place-draft"
import { restoreSession } from "../orders/restore-session"
import { cancellationsOf, unpaidSince } from "./unpaid-orders"
import { end } from "../../engine/attempt"

/**
 * Looks after one attempt: queries XPay where it stands, brings the journal and then Medusa to it, tells a person what
 * cannot come right by itself, and decides when to look again. May run at any time, in several processes at once.
 *
 * @returns the attempt where it stands then.
 */
export async function reconcileAttempt(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  const refreshed = await learn(container, engine, attempt)
  const learned = await closeWhenOver(container, engine, refreshed)
  const placed = await bookPayment(container, engine, await findOrder(container, engine, learned))
  const booked = await captureDue(container, engine, placed)
  const isDecided =
    (await decideOrder(container, engine, booked)) && !(await isStillToPlace(container, engine, booked))
  const { hasPending } = refreshed
  const isAwaited = await isWaitedFor(container, booked, hasPending)
  await raiseIncidents(engine, booked, isAwaited)
  await engine.incidents.close(booked.id, "reconciliation_failing")
  await planCancellation(container, engine, booked)
  return await scheduleNext(engine, booked, { isDecided, hasPending, isAwaited })
}

/** An order that may never be paid is looked at again when the options do not wait any longer. */
async function planCancellation(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<void> {
  const { due } = (await unpaidSince(engine, attempt)) ?? {}
  if (due !== undefined) {
    await cancellationsOf(container).plan(attempt.id, due)
  }
}

/** Whether an order waits for a payment that may still come: by a slow method, or through a link. */
async function isWaitedFor(
  container: MedusaContainer,
  attempt: AttemptRecord,
  hasPending: boolean
): Promise<boolean> {
  const { state, order_id: orderId } = attempt
  if (state !== "pending_payer" || orderId === null) {
    return false
  }
  return lastsUntilDeadline(attempt) ? hasPending : (await findOrderOutcome(container, orderId)) === "awaited"
}

async function learn(container: MedusaContainer, engine: Engine, attempt: AttemptRecord): Promise<Refreshed> {
  switch (attempt.state) {
    case "created":
    case "authenticating": {
      // Whoever made it is gone: nothing was charged, and nothing can be without the card.
      const isLeft = await isOlderThan(engine, attempt, leftAloneAfter(attempt))
      return { attempt: isLeft ? await abandon(engine, attempt, "canceled") : attempt, hasPending: false }
    }
    case "authenticated":
      // The shopper came back, but the completion was cut off. The card may still be in the vault.
      return { attempt: await finishPayment(container, engine, attempt), hasPending: false }
    case "authorizing":
    case "pending_payer":
    case "authorized":
    case "capturing":
    case "captured":
    case "refunding":
    case "partially_refunded":
    case "refunded":
    case "voiding":
    case "voided":
    case "declined":
    case "authentication_failed":
    case "abandoned":
    case "expired":
    case "failed":
      return await refresh(engine, attempt)
  }
}

/** The order that was placed with a slow method is noted, should the process have died before, and keeps a session. */
async function findOrder(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  const isUnnoted =
    attempt.state === "pending_payer" && attempt.placement === "awaiting" && attempt.order_id === null
  const noted = isUnnoted
    ? await noteOrder(container, engine, attempt, await findPlace(container, attempt))
    : attempt
  return await restoreSession(container, engine, noted)
}

/**
 * A shopper who has left the bank's page, with a card from XPay's fields. And a link that nobody has paid: its last day is
 * over, nobody wants it any more, or what it asks for is not due. While a payment through it runs, its last day says nothing.
 */
async function closeWhenOver(
  container: MedusaContainer,
  engine: Engine,
  { attempt, hasPending }: Refreshed
): Promise<AttemptRecord> {
  if (attempt.state === "pending_payer" && !staysOpen(attempt)) {
    // Nobody is at the bank for so long. Whoever came back, and an XPay that cannot be asked, leave open what was charged.
    const mayBePaid = hasPending || attempt.returned_at !== null
    const isLeft = !mayBePaid && (await engine.journal.secondsSinceSent(attempt.id)) > LEFT_ALONE_SECONDS
    return isLeft ? await abandon(engine, attempt, "page_left") : attempt
  }
  if (!isOpenLink(attempt)) {
    return attempt
  }
  if (attempt.abandon_requested_at !== null) {
    return await abandon(engine, attempt, linkReason(attempt))
  }
  const open = hasPending ? attempt : await closeWhenLeft(container, engine, attempt)
  if (open.state !== "pending_payer") {
    return open
  }
  const left = await engine.journal.secondsUntilDeadline(open.id)
  return left !== undefined && left <= 0 && !hasPending
    ? await end(engine, open, "expired", { reason: "link_expired", nextCheckSeconds: LEFT_ALONE_SECONDS })
    : await closeLinkNotDue(container, engine, open)
}

/** A link that a customer opened from the shop's page keeps staff from taking the money as long as it is open. */
async function closeWhenLeft(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  return isPayersLink(attempt) && (await isOlderThan(engine, attempt, PAYERS_LINK_SECONDS))
    ? await closeLeftLink(container, engine, attempt, "page_left")
    : attempt
}

/** Why nobody wants it any more, as it was said when it could not be closed. */
function linkReason({ circumstance }: AttemptRecord): AttemptReason {
  return circumstance ?? "link_canceled"
}

/** A payer who opened a link from the shop's page is not there for so long; one who is back before gets another. */
const PAYERS_LINK_SECONDS = 60 * 60

/** Longer than a shopper may take at the issuer's page. */
const LEFT_ALONE_SECONDS = 20 * 60

/** Nobody is at the issuer's page for these: what was not sent within a minute keeps others away for nothing. */
const WITHOUT_PAYER_SECONDS = 60

function leftAloneAfter(attempt: AttemptRecord): number {
  return isMerchantInitiated(attempt) ? WITHOUT_PAYER_SECONDS : LEFT_ALONE_SECONDS
}

async function isOlderThan({ journal }: Engine, attempt: AttemptRecord, seconds: number): Promise<boolean> {
  return (await journal.ageInSeconds(attempt.id)) > seconds
}

/** Incidents for what lasts too long, and about deadlines; those that came right are closed. */
async function raiseIncidents(
  { incidents, journal }: Engine,
  attempt: AttemptRecord,
  isAwaited: boolean
): Promise<void> {
  const isAbandoning = attempt.abandon_requested_at !== null && isOneOf(attempt.state, MONEY_STATES)
  const isCalled = isOneOf(attempt.state, ["authorizing", "capturing", "refunding"])
  const lasts = attempt.checks >= CHECKS_BEFORE_INCIDENT
  if (isAbandoning && lasts) {
    await incidents.raise(attempt, "void_failing", paymentFact(attempt))
  } else if (!isAbandoning) {
    await incidents.close(attempt.id, "void_failing")
  }
  if ((isCalled && lasts) || (isAwaited && (await isAwaitedLong(journal, attempt)))) {
    await incidents.raise(attempt, "still_unknown", { ...paymentFact(attempt), state: attempt.state })
  } else if (!isCalled) {
    await incidents.close(attempt.id, "still_unknown")
  }
  // One that ended without money may still be paid, and its page show what nobody can read.
  if (!isOneOf(attempt.state, ["authorizing", "pending_payer", ...ENDED_WITHOUT_MONEY_STATES])) {
    await incidents.close(attempt.id, "unrecognised")
  }
  await raiseDeadline({ incidents, journal }, attempt)
}

/** Of a link its last day counts: somebody may have begun to pay on that. */
async function isAwaitedLong(journal: Engine["journal"], attempt: AttemptRecord): Promise<boolean> {
  const seconds = lastsUntilDeadline(attempt)
    ? -((await journal.secondsUntilDeadline(attempt.id)) ?? 0)
    : await journal.ageInSeconds(attempt.id)
  return seconds > AWAITED_BEFORE_INCIDENT_SECONDS
}

async function raiseDeadline(
  { incidents, journal }: Pick<Engine, "incidents" | "journal">,
  attempt: AttemptRecord
): Promise<void> {
  const left = attempt.state === "authorized" ? await journal.secondsUntilDeadline(attempt.id) : undefined
  const { deadline_at: deadline } = attempt
  if (left === undefined || deadline === null) {
    await incidents.close(attempt.id, "capture_deadline")
    return
  }
  if (left <= 0) {
    await incidents.close(attempt.id, "capture_deadline")
    await incidents.raise(attempt, "capture_lapsed", paymentFact(attempt))
  } else if (left <= DAY_SECONDS) {
    await incidents.raise(attempt, "capture_deadline", {
      code: "deadline",
      amount: amountFact(heldAmount(attempt)),
      until: deadline.toISOString(),
    })
  }
}

const DAY_SECONDS = 86_400

async function scheduleNext(
  { journal, incidents }: Engine,
  attempt: AttemptRecord,
  known: Pick<Checked, "isDecided" | "hasPending" | "isAwaited">
): Promise<AttemptRecord> {
  const [age, left, moved, movements] = await Promise.all([
    journal.ageInSeconds(attempt.id),
    journal.secondsUntilDeadline(attempt.id),
    journal.secondsSinceResolved(attempt.id),
    journal.movements(attempt.id),
  ])
  const isUnpaidLink = lastsUntilDeadline(attempt) && attempt.authorized_at === null
  const seconds = nextCheck({
    state: attempt.state,
    checks: attempt.checks,
    age,
    isAbandonRequested: attempt.abandon_requested_at !== null && isOneOf(attempt.state, MONEY_STATES),
    ...known,
    isStillPolled: isStillPolled(attempt),
    isBooked: attempt.order_id !== null || attempt.placement === "preparing_order",
    hasUnbooked: attempt.order_id !== null && movements.some((one) => one.state === "done" && !one.is_booked),
    // Of a link that was not paid it is the end of the link, of one that was paid the last day of its capture.
    untilDeadline: isUnpaidLink ? undefined : left,
    untilLinkEnds: isUnpaidLink ? left : undefined,
  })
  // Whoever moved money just now may still be booking it, or may die over it: then it is looked at once more.
  const isJustMoved = moved !== undefined && moved < BOOKING_SECONDS
  const isToCapture = (await incidents.openDetail(attempt.id, "capture_failed")) !== undefined
  const latest = isJustMoved ? BOOKING_SECONDS : isToCapture ? CAPTURE_AGAIN_SECONDS : undefined
  // Only what the check itself left due: a notification that came meanwhile makes it due at once, and that stays.
  return (
    (await journal.reschedule(
      attempt,
      latest === undefined ? seconds : Math.min(seconds ?? latest, latest)
    )) ?? attempt
  )
}

const BOOKING_SECONDS = 60
