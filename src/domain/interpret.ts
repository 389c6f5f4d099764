import type { AttemptState } from "./attempt-state"
import type { MaskedCard } from "./card"
import {
  isMade,
  isUnresolved,
  refusalOf,
  type Refusal,
  type ReportedResult,
  type ReportedType,
} from "./operation-results"
import type { OperationId, XPayOrderId } from "./ids"

/** One operation of an XPay order, in our terms. Amounts in minor units. */
export interface ReportedOperation {
  readonly id: OperationId
  readonly orderId?: XPayOrderId
  readonly type: ReportedType
  readonly result: ReportedResult
  readonly amount?: bigint
  /** ISO 4217, letters. */
  readonly currency?: string
  readonly time?: Date
  /** XPay's name of the payment method, if it was not a card: `PAYPAL`. */
  readonly service?: string
  /** The operation that is canceled by this one. */
  readonly cancels?: OperationId
  /** The issuer's response code, ISO 8583 style: `"000"` approved, `"116"` insufficient funds. */
  readonly issuerCode?: string
  readonly authorizationCode?: string
  /** How the payer was authenticated, in XPay's terms: `FULL_SECURE`. */
  readonly authentication?: string
  readonly card?: Partial<MaskedCard>
  /** XPay's warnings about an accepted operation. */
  readonly warnings?: readonly XPayWarning[]
}

/** Code and description of an XPay warning, without numbers. */
export interface XPayWarning {
  readonly code?: string
  readonly description?: string
}

/** The response of `GET /orders/{orderId}`. Amounts in minor units. */
export interface ReportedOrder {
  readonly orderId?: XPayOrderId
  readonly amount?: bigint
  readonly currency?: string
  readonly authorizedAmount?: bigint
  readonly capturedAmount?: bigint
  /** The last event of the order, which may be an operation that XPay does not list. */
  readonly last?: { readonly type: ReportedType; readonly time: Date }
  readonly operations: readonly ReportedOperation[]
}

/** The state of an order's money. */
export interface OrderFunds {
  /**
   * - `nothing`: XPay has no attempt to pay, or has not executed it yet
   * - `pending`: not final; query again
   * - `authorized`: held, nothing captured
   * - `captured`: something was captured (see the amounts)
   * - `voided`: was held, then voided
   * - `refused`: ended without money (see `refusal`)
   * - `verified`: a card check without money succeeded
   * - `unrecognised`: XPay's response is unknown to us: query again, then raise an incident. Never "failed".
   */
  readonly verdict:
    "nothing" | "pending" | "authorized" | "captured" | "voided" | "refused" | "verified" | "unrecognised"
  readonly authorized: bigint
  readonly captured: bigint
  readonly refunded: bigint
  /** The authorization, if there is one. */
  readonly authorization?: ReportedOperation
  /** What captured money and was not canceled: captures, or the authorization itself if it captured immediately. */
  readonly captures: readonly ReportedOperation[]
  /** Refunds that XPay executed. */
  readonly refunds: readonly ReportedOperation[]
  /** What voided the authorization. */
  readonly voids: readonly ReportedOperation[]
  /** What canceled a capture on the same day; `cancels` names the capture. */
  readonly captureCancels: readonly ReportedOperation[]
  /** Captures, refunds and voids whose result is not final. */
  readonly unresolved: readonly ReportedOperation[]
  readonly refusal?: Refusal
}

/** The state of an attempt after a refusal, at any step. */
export const STATE_OF_REFUSAL: Readonly<Record<Refusal, AttemptState>> = {
  declined: "declined",
  denied_by_risk: "declined",
  authentication_failed: "authentication_failed",
  canceled: "abandoned",
  expired: "abandoned",
  failed: "failed",
}

/**
 * Derives the state of the money from an order's operations, for every combination of type and result.
 *
 * The operations decide, because the original operation is not known to change after a refund or void, and
 * `capturedAmount` is not known to decrease. `capturedAmount` can only add information: about an authorization that
 * XPay returns as AUTHORIZED although immediate capture was requested (seen in production) or that is still PENDING,
 * and about captures made in the XPay back office, which its API does not list as operations.
 */
export function interpretOrder(order: ReportedOrder): OrderFunds {
  const { operations } = order
  const captureCancels = operations.filter((op) => isMade("cancel_capture", op))
  const canceledIds = new Set(captureCancels.flatMap((op) => op.cancels ?? []))
  const authorization = pickAuthorization(operations)
  const separateCaptures = operations.filter((op) => isMade("capture", op) && !canceledIds.has(op.id))
  const isCanceled = authorization !== undefined && canceledIds.has(authorization.id)
  const capturedAtOnce =
    authorization !== undefined &&
    captureCancels.length === 0 &&
    isTakenAtOnce(order, authorization, separateCaptures)
  const captures = capturedAtOnce ? [authorization, ...separateCaptures] : separateCaptures
  const isHeld =
    !isCanceled && (authorization?.result === "AUTHORIZED" || authorization?.result === "EXECUTED")
  // A void and a refund look the same: the captures show which one it was.
  const reversals = operations.filter((op) => isMade("refund", op))
  const isVoided = captures.length === 0 && (reversals.length > 0 || isCanceled)
  const refunds = captures.length === 0 ? [] : reversals.filter((op) => !canceledIds.has(op.id))
  const funds = {
    authorized: isHeld ? (authorization?.amount ?? order.authorizedAmount ?? 0n) : 0n,
    captured: captures.length === 0 ? 0n : capturedAmount(order, captures),
    refunded: refunds.reduce((total, op) => total + (op.amount ?? 0n), 0n),
    captures,
    refunds,
    voids: isVoided ? reversals : [],
    captureCancels,
    unresolved: operations.filter(
      (op) => ["CAPTURE", "VOID", "REFUND", "CANCEL"].includes(op.type) && isUnresolved(op.result)
    ),
    ...(authorization === undefined ? {} : { authorization }),
  }
  if (captures.length > 0) {
    return { ...funds, verdict: "captured" }
  }
  if (isVoided || authorization?.result === "VOIDED" || authorization?.result === "REFUNDED") {
    return { ...funds, verdict: "voided" }
  }
  if (authorization === undefined) {
    return {
      ...funds,
      verdict: operations.some((op) => op.type === "UNRECOGNISED") ? "unrecognised" : "nothing",
    }
  }
  if (isHeld) {
    return { ...funds, verdict: authorization.type === "CARD_VERIFICATION" ? "verified" : "authorized" }
  }
  const refusal = refusalOf(authorization.result)
  if (refusal !== undefined && (order.capturedAmount ?? 0n) === 0n) {
    return { ...funds, verdict: "refused", refusal }
  }
  const isRunning = authorization.result === "PENDING" || authorization.result === "THREEDS_VALIDATED"
  return { ...funds, verdict: isRunning ? "pending" : "unrecognised" }
}

/**
 * The most relevant of several tries: one that holds or captured money, else one that is still running, else the last.
 */
function pickAuthorization(operations: readonly ReportedOperation[]): ReportedOperation | undefined {
  const tries = operations.filter((op) => op.type === "AUTHORIZATION" || op.type === "CARD_VERIFICATION")
  return (
    tries.find((op) => op.result === "EXECUTED" || op.result === "AUTHORIZED") ??
    tries.find((op) => isUnresolved(op.result)) ??
    tries.at(-1)
  )
}

/**
 * The amount of one of the captures. If it is the only one, that is the whole captured amount: XPay may list the
 * capture as authorized and give the amount only in the order. Not while another capture is running, which the order's
 * amount may already include.
 */
export function amountTaken(
  { captures, captured, unresolved }: Pick<OrderFunds, "captures" | "captured" | "unresolved">,
  capture: { readonly amount?: bigint }
): bigint {
  const isOnly = captures.length === 1 && !unresolved.some(({ type }) => type === "CAPTURE")
  return isOnly ? captured : (capture.amount ?? 0n)
}

function isTakenAtOnce(
  order: ReportedOrder,
  authorization: ReportedOperation,
  separateCaptures: readonly ReportedOperation[]
): boolean {
  if (authorization.type === "CARD_VERIFICATION") {
    return false
  }
  if (authorization.result === "EXECUTED") {
    return true
  }
  const mayBeTaken = authorization.result === "AUTHORIZED" || isUnresolved(authorization.result)
  // A capture that is still running explains the amount: it is counted separately once it has ended.
  const isCapturing = order.operations.some(({ type, result }) => type === "CAPTURE" && result === "PENDING")
  return mayBeTaken && !isCapturing && separateCaptures.length === 0 && (order.capturedAmount ?? 0n) > 0n
}

function capturedAmount(order: ReportedOrder, captures: readonly ReportedOperation[]): bigint {
  const reported = order.capturedAmount ?? 0n
  // The amount of an authorization that was not EXECUTED is the requested or held one, not the captured one.
  const listed = captures.reduce(
    (total, op) => total + (op.result === "EXECUTED" ? (op.amount ?? 0n) : 0n),
    0n
  )
  return listed > reported ? listed : reported
}

/** Times of the same event in two places of one response. */
const SAME_MOMENT_MS = 2_000

/**
 * The last event of an order, if it moved money and is not among the operations: an operation in the XPay back office,
 * which its API does not list.
 */
export function hiddenOperation({ last, operations }: ReportedOrder): ReportedOrder["last"] {
  if (last === undefined || !["CAPTURE", "VOID", "REFUND", "CANCEL"].includes(last.type)) {
    return undefined
  }
  const isListed = operations.some(
    ({ type, time }) =>
      type === last.type &&
      time !== undefined &&
      Math.abs(time.getTime() - last.time.getTime()) <= SAME_MOMENT_MS
  )
  return isListed ? undefined : last
}
