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
import { cancellationsOf, unpaidSince } from "./unpaid-cause"
import { end } from "../../engine/attempt"

/**
 * Reconciles one attempt: queries XPay for its state, updates the journal and then Medusa, raises incidents for what
 * cannot be resolved automatically, and schedules the next check. May run at any time, in several processes at once.
 *
 * @returns the updated attempt.
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

/** Plans another check of an order that may never be paid, for the end of the waiting time in the options. */
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

/** Whether an order awaits a payment that may still arrive: a delayed one, or one through a link. */
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
      // Its payer or process is gone: nothing was charged, and nothing can be without the card.
      const isLeft = await isOlderThan(engine, attempt, leftAloneAfter(attempt))
      return { attempt: isLeft ? await abandon(engine, attempt, "canceled") : attempt, hasPending: false }
    }
    case "authenticated":
      // The shopper returned, but the completion was interrupted. The card may still be in the vault.
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

/** Records the order placed with a delayed payment, if the process died before doing so, and restores its session. */
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
 * Ends a payment with a card from XPay's fields whose shopper has left the bank's page. Also closes an unpaid link
 * whose last day is over, that is no longer wanted, or whose amount is not due. While a payment through the link is
 * running, its last day does not count.
 */
async function closeWhenOver(
  container: MedusaContainer,
  engine: Engine,
  { attempt, hasPending }: Refreshed
): Promise<AttemptRecord> {
  if (attempt.state === "pending_payer" && !staysOpen(attempt)) {
    // No shopper stays at the bank for so long. If the shopper returned, or XPay cannot be queried, the card may have
    // been charged.
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

/** Closes a link that a customer opened from the shop's page: as long as it is open, staff cannot take the payment. */
async function closeWhenLeft(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  return isPayersLink(attempt) && (await isOlderThan(engine, attempt, PAYERS_LINK_SECONDS))
    ? await closeLeftLink(container, engine, attempt, "page_left")
    : attempt
}

/** The recorded reason for closing the link, from when it could not be closed. */
function linkReason({ circumstance }: AttemptRecord): AttemptReason {
  return circumstance ?? "link_canceled"
}

/**
 * The longest that a payer is assumed to stay on a link opened from the shop's page; one who returns earlier gets
 * another.
 */
const PAYERS_LINK_SECONDS = 60 * 60

/** Longer than a shopper may take at the issuer's page. */
const LEFT_ALONE_SECONDS = 20 * 60

/**
 * Merchant-initiated payments involve no issuer's page: one that was not sent within a minute blocks others for
 * nothing.
 */
const WITHOUT_PAYER_SECONDS = 60

function leftAloneAfter(attempt: AttemptRecord): number {
  return isMerchantInitiated(attempt) ? WITHOUT_PAYER_SECONDS : LEFT_ALONE_SECONDS
}

async function isOlderThan({ journal }: Engine, attempt: AttemptRecord, seconds: number): Promise<boolean> {
  return (await journal.ageInSeconds(attempt.id)) > seconds
}

/** Raises incidents for what lasts too long, and for deadlines; closes those that are resolved. */
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
  // A payment that ended without money may still be paid, and its page may show an unreadable state.
  if (!isOneOf(attempt.state, ["authorizing", "pending_payer", ...ENDED_WITHOUT_MONEY_STATES])) {
    await incidents.close(attempt.id, "unrecognised")
  }
  await raiseDeadline({ incidents, journal }, attempt)
}

/** For a link, counts from its last day: a payment may have started on that day. */
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
    // For an unpaid link the deadline is the link's end, for a paid one the last day for capture.
    untilDeadline: isUnpaidLink ? undefined : left,
    untilLinkEnds: isUnpaidLink ? left : undefined,
  })
  // Another process that just moved money may still be booking it, or may die while doing so: check once more.
  const isJustMoved = moved !== undefined && moved < BOOKING_SECONDS
  const isToCapture = (await incidents.openDetail(attempt.id, "capture_failed")) !== undefined
  const latest = isJustMoved ? BOOKING_SECONDS : isToCapture ? CAPTURE_AGAIN_SECONDS : undefined
  // Only if the check itself left the attempt due: a notification received meanwhile makes it due at once, and that
  // stays.
  return (
    (await journal.reschedule(
      attempt,
      latest === undefined ? seconds : Math.min(seconds ?? latest, latest)
    )) ?? attempt
  )
}

const BOOKING_SECONDS = 60
