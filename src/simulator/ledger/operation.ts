import { type CardFacts } from "../cards/card-facts"
import { type PaymentMethod } from "../reference/payment-methods"
import { type Switches } from "../switches"
import { type CustomerInfo, type Warning } from "./customer-info"

export const operationTypes = [
  "AUTHORIZATION",
  "CAPTURE",
  "VOID",
  "REFUND",
  "CANCEL",
  "CARD_VERIFICATION",
  "NOSHOW",
  "INCREMENTAL",
  "DELAY_CHARGE",
] as const

/** Type of a ledger entry. A void is always VOID here, whatever type the responses show. */
export type OperationType = (typeof operationTypes)[number]

export const operationResults = [
  "AUTHORIZED",
  "EXECUTED",
  "DECLINED",
  "DENIED_BY_RISK",
  "THREEDS_VALIDATED",
  "THREEDS_FAILED",
  "PENDING",
  "CANCELED",
  "VOIDED",
  "REFUNDED",
  "FAILED",
] as const

export type OperationResult = (typeof operationResults)[number]

/** One result of an operation, with its time. */
export interface OperationChange {
  /** Epoch milliseconds of the simulated clock. */
  readonly at: number
  readonly result: OperationResult
}

/** The issuer's approval data in `additionalData`. */
export interface Approval {
  readonly authorizationCode: string
  readonly rrn: string
  readonly schemaTID: string
}

/** One entry of an order: the record behind the responses. Amounts are in minor units. */
export interface Operation {
  readonly id: string
  readonly orderId: string
  readonly terminal: string
  readonly type: OperationType
  readonly amount: number
  readonly currency: string
  readonly channel: "ECOMMERCE" | "BACKOFFICE"
  /** Null until a payer on the hosted page has chosen. */
  method: PaymentMethod | null
  card: CardFacts | null
  readonly endToEndId: string
  /** The payment that this operation belongs to; for a payment, its own id. */
  readonly rootId: string
  /** The operation it acts on; for a refund of a capture, the capture. */
  readonly targetId: string | null
  /** Shown as `cancelledOperationId`. */
  readonly cancelledOperationId: string | null
  readonly customerInfo: CustomerInfo | null
  readonly warnings: readonly Warning[]
  readonly paymentLinkId: string | null
  readonly description: string | null
  /** Executed in the merchant's back office, not over the API. */
  readonly isFromPortal: boolean
  /** Executed on the hosted page. */
  readonly isHosted: boolean
  /** Not listed in its order. */
  readonly isHidden: boolean
  /** Days for which the hold can be captured. */
  holdDays: number
  holdDaysAre: Switches["daysAre"]
  /** A capture that releases the remaining authorization. */
  readonly isFinalCapture: boolean
  /** Shown as AUTHORIZED although the money was captured: a quirk of some terminals. */
  showsAuthorized: boolean
  /** While active, reads show PENDING. */
  readonly veil: { readonly until: number; reads: number } | null
  /** Oldest first; the last one is the current one. */
  readonly changes: OperationChange[]
  approval: Approval | null
  declineCode: string | null
}

/** An operation's real result, whatever reads may show. */
export function resultOf(operation: Operation): OperationResult {
  return lastChange(operation).result
}

export function lastChange(operation: Operation): OperationChange {
  const last = operation.changes.at(-1)
  if (!last) throw new Error(`Operation ${operation.id} has no result`)
  return last
}

export function isApproved(result: OperationResult): boolean {
  return result === "AUTHORIZED" || result === "EXECUTED"
}

/** Whether a result is final: the operation does not change further by itself. */
export function isFinal(result: OperationResult): boolean {
  return result !== "PENDING" && result !== "THREEDS_VALIDATED"
}

/** Whether a refund or a void with this result took effect. */
export function isReversed(result: OperationResult): boolean {
  return result === "REFUNDED" || result === "VOIDED" || result === "EXECUTED"
}
