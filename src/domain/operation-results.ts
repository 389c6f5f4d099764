/** Operation types and results in XPay's terms, as the gateway returns them. Anything else is unrecognised. */
export type ReportedType =
  | "AUTHORIZATION"
  | "CAPTURE"
  | "VOID"
  | "REFUND"
  | "CANCEL"
  | "CARD_VERIFICATION"
  | "NOSHOW"
  | "INCREMENTAL"
  | "DELAY_CHARGE"
  | "UNRECOGNISED"

export type ReportedResult =
  | "AUTHORIZED"
  | "EXECUTED"
  | "DECLINED"
  | "DENIED_BY_RISK"
  | "THREEDS_VALIDATED"
  | "THREEDS_FAILED"
  | "PENDING"
  | "CANCELED"
  | "VOIDED"
  | "REFUNDED"
  | "FAILED"
  | "EXPIRED"
  | "UNRECOGNISED"

/** How an operation ended without moving money. */
export type Refusal =
  "declined" | "denied_by_risk" | "authentication_failed" | "canceled" | "expired" | "failed"

/**
 * The meaning of each result by itself.
 *
 * - `done`: money was held, captured or returned, depending on the type
 * - `unresolved`: not final, or not known: query again, never "failed"
 * - else: it ended and no money moved, except where {@link MOVEMENTS} lists the result as a confirmation
 */
export const MEANING: Readonly<Record<ReportedResult, "done" | "unresolved" | Refusal>> = {
  AUTHORIZED: "done",
  EXECUTED: "done",
  VOIDED: "done",
  REFUNDED: "done",
  PENDING: "unresolved",
  THREEDS_VALIDATED: "unresolved",
  UNRECOGNISED: "unresolved",
  DECLINED: "declined",
  DENIED_BY_RISK: "denied_by_risk",
  THREEDS_FAILED: "authentication_failed",
  CANCELED: "canceled",
  EXPIRED: "expired",
  FAILED: "failed",
}

/** The movements of an authorization's money. */
export type MovementKind = "capture" | "refund" | "void" | "cancel_capture"

/** A refund on the same day appears as VOIDED (seen in production by pagoPA). */
const RETURNED: readonly ReportedResult[] = ["REFUNDED", "EXECUTED", "VOIDED"]

/** How XPay shows each movement: operation types, and the results that confirm it. */
export const MOVEMENTS: Readonly<
  Record<MovementKind, { readonly types: readonly ReportedType[]; readonly made: readonly ReportedResult[] }>
> = {
  capture: { types: ["CAPTURE"], made: ["EXECUTED"] },
  // Both use the same call, which may return either type.
  refund: { types: ["REFUND", "VOID"], made: RETURNED },
  void: { types: ["VOID", "REFUND"], made: RETURNED },
  cancel_capture: { types: ["CANCEL"], made: ["EXECUTED", "CANCELED", "VOIDED"] },
}

interface Shown {
  readonly type: ReportedType
  readonly result: ReportedResult
}

/** How an operation that is known to be of this kind has ended, by its result; undefined if it has not. */
export function endOf(kind: MovementKind, result: ReportedResult): "made" | "not_made" | undefined {
  if (MOVEMENTS[kind].made.includes(result)) {
    return "made"
  }
  return refusalOf(result) === undefined ? undefined : "not_made"
}

/** Whether an operation is of this kind and has moved money. */
export function isMade(kind: MovementKind, { type, result }: Shown): boolean {
  return MOVEMENTS[kind].types.includes(type) && endOf(kind, result) === "made"
}

/** Whether an operation is of this kind and has ended without moving money. */
export function isNotMade(kind: MovementKind, { type, result }: Shown): boolean {
  return MOVEMENTS[kind].types.includes(type) && endOf(kind, result) === "not_made"
}

/** Whether XPay may still return another result. */
export function isUnresolved(result: ReportedResult): boolean {
  return MEANING[result] === "unresolved"
}

/** How it ended without money; undefined if it did not. */
export function refusalOf(result: ReportedResult): Refusal | undefined {
  const meaning = MEANING[result]
  return meaning === "done" || meaning === "unresolved" ? undefined : meaning
}
