import { isOneOf, MONEY_STATES } from "../../../domain/attempt-state"
import type { Locale } from "../../../domain/locale"
import type { Objection } from "../../../domain/objections"
import {
  capturableOf,
  mayCancelCapture,
  mayCapture,
  mayRefund,
  mayVoid,
  objectToUnbooked,
  refundableOf,
  type Permission,
} from "../../../engine/operations/may-move"
import type { AttemptWithMovements } from "../../../modules/xpay/journal/tables"
import { objectionText } from "../../../texts/objections"

/** Whether a button is enabled, or why not, as text. */
export interface Can {
  readonly allowed: boolean
  readonly reason: string | null
}

/** The permitted operations on the money of a payment. */
export interface AllowedActions {
  readonly capture: Permission
  readonly refund: Permission
  readonly void: Permission
  readonly cancel_capture: Permission
}

/** Facts that the rules need besides the journal. */
export interface Standing {
  /** Undefined: the terminal is no longer configured, so XPay cannot be called. */
  readonly terminal: { readonly multipleCaptures: boolean } | undefined
  /** Medusa's payment belongs to this very attempt and is not canceled. */
  readonly isBooked: boolean
}

/**
 * The operations currently permitted on the money of a payment, by the engine's rules and by what Medusa has booked.
 * Capture and refund are checked with the highest possible amount.
 */
export function allowedActions(
  account: AttemptWithMovements,
  { terminal, isBooked }: Standing,
  now: Date
): AllowedActions {
  const general = objectToAll(account, terminal !== undefined, isBooked)
  if (general !== undefined || terminal === undefined) {
    const no: Permission = { objection: general ?? { code: "terminal_gone" } }
    return { capture: no, refund: no, void: no, cancel_capture: no }
  }
  const unlessUnbooked = (kind: "capture" | "refund", permission: Permission): Permission => {
    const objection = objectToUnbooked(account, kind)
    return objection === undefined ? permission : { objection }
  }
  return {
    capture: unlessUnbooked("capture", mayCapture(account, capturableOf(account), terminal)),
    refund: unlessUnbooked("refund", mayRefund(account, refundableOf(account))),
    void: mayVoid(account),
    cancel_capture: mayCancelCapture(account, now),
  }
}

/** As text, in the clerk's language. */
export function toCan(permission: Permission, locale: Locale): Can {
  return "objection" in permission
    ? { allowed: false, reason: objectionText(permission.objection, locale) }
    : { allowed: true, reason: null }
}

function objectToAll(
  { attempt, movements }: AttemptWithMovements,
  isConfigured: boolean,
  isBooked: boolean
): Objection | undefined {
  const hasMoney = isOneOf(attempt.state, MONEY_STATES)
  if (!isConfigured) {
    return { code: "terminal_gone" }
  }
  if (movements.some(({ state }) => state === "started")) {
    return { code: "movement_in_doubt" }
  }
  if (hasMoney && attempt.abandon_requested_at !== null) {
    return { code: "being_reversed" }
  }
  return hasMoney && !isBooked ? { code: "not_in_medusa" } : undefined
}
