import type { Logger } from "@medusajs/framework/types"
import { reasonOf } from "../../../domain/attempt-reason"
import { maskCard } from "../../../domain/card"
import { formatMoney, money } from "../../../domain/money"
import type { AttemptState } from "../../../domain/attempt-state"
import { heldAmount, attemptCurrency, attemptCard, type AttemptRecord, type MovementRecord } from "./records"

/** Names a payment in a log line: first for people, then its ids in brackets for searching. */
export function attemptLabel(attempt: AttemptRecord): string {
  const card = attemptCard(attempt)
  const shown = card === undefined ? "" : ` (${maskCard(card)})`
  return `XPay order ${attempt.xpay_order_id}${shown} ${idsOf(attempt)}`
}

function idsOf(attempt: AttemptRecord): string {
  const ids = {
    attempt: attempt.id,
    provider: attempt.provider_id,
    session: attempt.payment_session_id,
    cart: attempt.cart_id,
    order: attempt.order_id,
    operation: attempt.operation_id,
  }
  const known = Object.entries(ids).filter(([, id]) => id !== null)
  return `[${known.map(([name, id]) => `${name}=${id}`).join(" ")}]`
}

/** Transitions logged as `info` for the shop's owner; the others are logged as `debug`. */
const MILESTONES: Partial<Record<AttemptState, string>> = {
  authorized: "authorized",
  captured: "captured",
  partially_refunded: "partially refunded",
  refunded: "refunded",
  voided: "voided",
  declined: "declined",
  authentication_failed: "not authenticated",
  expired: "expired",
  failed: "failed",
}

const ENDS: Readonly<Record<MovementRecord["state"], string>> = {
  started: "sent",
  done: "done",
  refused: "refused",
  not_executed: "not executed",
}

/** Called after every transition; `resolved` is the movement that ended with it. */
export type TransitionListener = (attempt: AttemptRecord, resolved?: MovementRecord) => void

/**
 * Logs each transition: changes of the money and the ends of payments as `info`, a movement that was not executed as
 * `warn`, the others as `debug`.
 */
export function logTransitions(logger: Pick<Logger, "debug" | "info" | "warn">): TransitionListener {
  return (attempt, resolved) => {
    const line = `${attemptLabel(attempt)}: ${resolved === undefined ? inWords(attempt) : movementInWords(attempt, resolved)}.`
    if (resolved === undefined ? MILESTONES[attempt.state] === undefined : resolved.state === "started") {
      logger.debug(line)
    } else if (resolved === undefined || resolved.state === "done") {
      logger.info(line)
    } else {
      logger.warn(line)
    }
  }
}

function inWords(attempt: AttemptRecord): string {
  const { state } = attempt
  const reason = reasonOf(attempt)
  const why = reason === null ? "" : ` (${reason})`
  return `${MILESTONES[state] ?? state}, ${formatMoney(heldAmount(attempt))}${why}`
}

function movementInWords(attempt: AttemptRecord, { kind, amount, state }: MovementRecord): string {
  const moved = money(BigInt(amount), attemptCurrency(attempt))
  return `${kind} of ${formatMoney(moved)} ${ENDS[state]}, now ${attempt.state}`
}
