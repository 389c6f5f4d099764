import type { InferTypeOf } from "@medusajs/framework/types"
import type {
  AttemptId,
  CartId,
  ContractId,
  CustomerId,
  FieldsSessionId,
  LinkId,
  MovementId,
  OperationId,
  OrderId,
  PaymentCollectionId,
  PaymentSessionId,
  WithIds,
  XPayOrderId,
} from "../../../domain/ids"
import { xpayCurrency, type XPayCurrency } from "../../../domain/currencies"
import type { ReasonColumns } from "../../../domain/attempt-reason"
import type { AttemptState, ListedState } from "../../../domain/attempt-state"
import type { MaskedCard } from "../../../domain/card"
import type { XPayWarning } from "../../../domain/interpret"
import type { Money } from "../../../domain/money"
import type { MovementKind } from "../../../domain/operation-results"
import type { Attempt } from "../models/attempt"
import type { Movement } from "../models/movement"
import type { CallRecord } from "./calls"

/** The outcome of 3-D Secure, for the timeline and the liability for chargebacks. */
export interface ThreeDsFacts {
  /** Electronic commerce indicator: 05/02 authenticated, 06/01 attempted, 07/00 not authenticated. */
  eci?: string
  version?: string
  status?: string
}

/** One renewal of a payment link. */
export interface LinkRenewal {
  /** ISO 8601, by the database's clock. */
  readonly at: string
  /** The new last day, `YYYY-MM-DD`; undefined if XPay did not return one. */
  readonly expires_on?: string | undefined
  /** The admin user who requested it. */
  readonly actor_id: string
}

interface AttemptIds {
  id: AttemptId
  xpay_order_id: XPayOrderId
  operation_id: OperationId | null
  link_id: LinkId | null
  fields_session_id: FieldsSessionId | null
  contract_id: ContractId | null
  payment_session_id: PaymentSessionId | null
  payment_collection_id: PaymentCollectionId | null
  cart_id: CartId | null
  order_id: OrderId | null
  customer_id: CustomerId | null
}

/** A row of `xpay_attempt`. */
export type AttemptRecord = Omit<
  WithIds<InferTypeOf<typeof Attempt>, AttemptIds>,
  "three_ds" | "warnings" | "link_renewals" | "calls" | keyof ReasonColumns
> &
  ReasonColumns & {
    three_ds: ThreeDsFacts | null
    warnings: readonly XPayWarning[] | null
    link_renewals: readonly LinkRenewal[] | null
    calls: readonly CallRecord[] | null
  }

interface MovementIds {
  id: MovementId
  attempt_id: AttemptId
  target_operation_id: OperationId | null
  xpay_operation_id: OperationId | null
}

/** A row of `xpay_movement`. */
export type MovementRecord = WithIds<InferTypeOf<typeof Movement>, MovementIds>

type Amounts = Pick<AttemptRecord, "amount" | "held_amount" | "currency_code">

/** The requested amount of the payment, in minor units. Never changes. */
export function requestedAmount(attempt: Amounts): Money {
  return { minor: BigInt(attempt.amount), currency: attemptCurrency(attempt) }
}

/**
 * The amount that XPay authorized, in minor units: the most that can be captured, and the amount that a void returns.
 * Until an authorization is recorded, the requested amount.
 */
export function heldAmount(attempt: Amounts): Money {
  return { minor: BigInt(attempt.held_amount ?? attempt.amount), currency: attemptCurrency(attempt) }
}

/** ISO 4217, accepted by XPay. */
export function attemptCurrency({ currency_code: code }: Pick<AttemptRecord, "currency_code">): XPayCurrency {
  return xpayCurrency(code)
}

/** The masked card, once an XPay response contained it. */
export function attemptCard(attempt: AttemptRecord): MaskedCard | undefined {
  if (attempt.card_last4 === null || attempt.card_expiry === null) {
    return undefined
  }
  return {
    ...(attempt.card_circuit === null
      ? {}
      : { circuit: attempt.card_circuit as NonNullable<MaskedCard["circuit"]> }),
    last4: attempt.card_last4,
    expiry: attempt.card_expiry,
    ...(attempt.card_country === null ? {} : { country: attempt.card_country }),
    ...(attempt.card_type === null ? {} : { type: attempt.card_type }),
  }
}

/** Totals of executed movements, in minor units. */
export interface Totals {
  readonly captured: bigint
  readonly refunded: bigint
}

/** The journal's totals for one attempt. Canceled captures do not count. */
export function totals(movements: readonly Pick<MovementRecord, "kind" | "state" | "amount">[]): Totals {
  const sum = (kind: MovementKind) =>
    movements
      .filter((movement) => movement.kind === kind && movement.state === "done")
      .reduce((total, movement) => total + BigInt(movement.amount), 0n)
  return { captured: sum("capture") - sum("cancel_capture"), refunded: sum("refund") }
}

/** The state of an attempt without a movement under way, derived from the executed movements. */
export function restingState(
  movements: readonly Pick<MovementRecord, "kind" | "state" | "amount">[]
): AttemptState {
  const { captured, refunded } = totals(movements)
  if (movements.some((movement) => movement.kind === "void" && movement.state === "done")) {
    return "voided"
  }
  if (captured === 0n) {
    return "authorized"
  }
  if (refunded === 0n) {
    return "captured"
  }
  return refunded < captured ? "partially_refunded" : "refunded"
}

/** The state as shown in a list. */
export function listedState(
  attempt: Pick<AttemptRecord, "state"> & Amounts,
  movements: readonly Pick<MovementRecord, "kind" | "state" | "amount">[]
): ListedState {
  const { state } = attempt
  return state === "captured" && totals(movements).captured < heldAmount(attempt).minor
    ? "partially_captured"
    : state
}

/** Whether staff have to accept it before its money, or the rest of it, may be captured. */
export function isForReview(
  attempt: AttemptRecord,
  movements: readonly Pick<MovementRecord, "kind" | "state" | "amount">[]
): boolean {
  const isHeld =
    attempt.state === "authorized" ||
    (attempt.state === "captured" && totals(movements).captured < heldAmount(attempt).minor)
  return attempt.review === "pending" && isHeld && attempt.abandon_requested_at === null
}
