import { isOneOf, DOUBTFUL_STATES, ENDED_WITHOUT_MONEY_STATES, type AttemptState } from "./attempt-state"

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * Just under a minute: a check scheduled after this is due at the next run of the job, which runs every minute. So the
 * outcome of a payment is known within two minutes even if every notification is lost.
 */
const NEXT_RUN = 50

/**
 * For a page or link that may still be paid: every minute while a shopper may be there, then at ever longer intervals.
 */
const WATCH: readonly [until: number, every: number][] = [
  [HOUR, NEXT_RUN],
  [3 * HOUR, 5 * MINUTE],
  [12 * HOUR, 30 * MINUTE],
  [3 * DAY, 3 * HOUR],
]

/** For a page or link that is no longer polled while an outcome is still expected. */
const SLOW = 6 * HOUR

/** After this time a payment that an order waits for raises an incident. Bank transfers take a weekend. */
export const AWAITED_BEFORE_INCIDENT_SECONDS = 5 * DAY

/** For something that must be resolved: soon, then at ever longer intervals, without end. */
const BACK_OFF = [NEXT_RUN, NEXT_RUN, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, SLOW] as const

/** Checks after which an unresolved payment raises an incident. */
export const CHECKS_BEFORE_INCIDENT = 4

export interface Checked {
  readonly state: AttemptState
  /** Consecutive checks without an outcome. */
  readonly checks: number
  /** Seconds since its start. */
  readonly age: number
  /** The payment is to be reversed, and the reversal is not complete. */
  readonly isAbandonRequested: boolean
  /** The outcome of the order that was begun with it is known. */
  readonly isDecided: boolean
  /** It ended without money and may still be paid. */
  readonly isStillPolled: boolean
  /** Medusa has booked it with an order. */
  readonly isBooked: boolean
  /** A movement that XPay executed is not booked in Medusa. */
  readonly hasUnbooked: boolean
  /** An order was placed with it and waits for its money. */
  readonly isAwaited: boolean
  /** XPay shows an operation whose result is not final, or has not responded. */
  readonly hasPending: boolean
  /** Seconds until a hold can no longer be captured; undefined if there is no such time. */
  readonly untilDeadline: number | undefined
  /** Seconds until a payment link expires; undefined for pages. */
  readonly untilLinkEnds: number | undefined
}

/**
 * Seconds until XPay should be queried about an attempt again; null if there is nothing left to learn. Resolved
 * payments are never queried, so the cost of the job does not grow with the store's history.
 */
export function nextCheck(attempt: Checked): number | null {
  const { state, checks, age } = attempt
  if (attempt.isAbandonRequested || attempt.hasUnbooked || isOneOf(state, DOUBTFUL_STATES)) {
    return backOff(checks)
  }
  if (!attempt.isDecided) {
    return backOff(checks)
  }
  if (isOneOf(state, ENDED_WITHOUT_MONEY_STATES) && !attempt.isStillPolled) {
    return null
  }
  if (state === "pending_payer" || isOneOf(state, ENDED_WITHOUT_MONEY_STATES)) {
    const watched = attempt.untilLinkEnds === undefined ? watch(age) : watchLink(age, attempt.untilLinkEnds)
    // Keep checking: an order must not be paid later without being noticed.
    return watched ?? (attempt.isAwaited || attempt.hasPending ? SLOW : null)
  }
  if (attempt.hasPending) {
    return backOff(checks)
  }
  if (isOneOf(state, ["created", "authenticating", "authenticated"])) {
    return NEXT_RUN
  }
  if (isOneOf(state, ["authorized", "captured", "partially_refunded"]) && !attempt.isBooked) {
    return backOff(checks)
  }
  if (state === "authorized" && attempt.untilDeadline !== undefined) {
    return beforeDeadline(attempt.untilDeadline)
  }
  return null
}

function backOff(checks: number): number {
  return BACK_OFF[Math.min(checks, BACK_OFF.length - 1)] ?? NEXT_RUN
}

function watch(age: number): number | null {
  return WATCH.find(([until]) => age < until)?.[1] ?? null
}

function watchLink(age: number, untilEnd: number): number | null {
  if (untilEnd < -DAY) {
    return null
  }
  return age < HOUR ? NEXT_RUN : 30 * MINUTE
}

/** At the warning, a day before the deadline; at the deadline; then never again. */
function beforeDeadline(untilDeadline: number): number | null {
  if (untilDeadline > DAY) {
    return untilDeadline - DAY
  }
  return untilDeadline > 0 ? untilDeadline + MINUTE : null
}
