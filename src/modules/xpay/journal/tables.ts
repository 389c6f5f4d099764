import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AttemptId, OperationId } from "../../../domain/ids"
import { reasonColumns, type AttemptReason } from "../../../domain/attempt-reason"
import type { AttemptState } from "../../../domain/attempt-state"
import { inSeconds } from "./postgres"
import type { MovementKind } from "../../../domain/operation-results"
import type { AttemptRecord, LinkRenewal, MovementRecord } from "./records"

export const ATTEMPTS = "xpay_attempt"
export const MOVEMENTS = "xpay_movement"

/** `isUntried` in SQL: card fields that were shown and not used to pay. */
export const UNTRIED =
  "(channel = 'fields' and sent_at is null and (state = 'created' or (state = 'abandoned' and failure is null and decline_reason is null and circumstance is distinct from 'card_needed_again')))"

/** Columns that a new attempt must or may have. The others are set later. */
export type AttemptDraft = Pick<
  AttemptRecord,
  "xpay_order_id" | "provider_id" | "channel" | "capture" | "currency_code" | "amount" | "locale"
> &
  Partial<
    Pick<
      AttemptRecord,
      | "method"
      | "description"
      | "invoice_id"
      | "is_preauthorization"
      | "steps"
      | "exemptions"
      | "review"
      | "payment_session_id"
      | "payment_collection_id"
      | "cart_id"
      | "order_id"
      | "order_total"
      | "customer_id"
      | "actor_id"
      | "request_key"
      | "contract_id"
      | "card_circuit"
      | "card_last4"
      | "card_expiry"
      | "return_token_hash"
      | "return_url"
      | "payer_ip_hash"
    >
  >

/** Columns that change with a transition. Times come from the database, so that the servers' clocks need not agree. */
export type AttemptPatch = Partial<
  Pick<
    AttemptRecord,
    | "order_id"
    | "payment_session_id"
    | "payment_collection_id"
    | "operation_id"
    | "held_amount"
    | "link_id"
    | "link_url"
    | "return_url"
    | "fields_session_id"
    | "method"
    | "card_circuit"
    | "card_last4"
    | "card_expiry"
    | "card_country"
    | "card_type"
    | "three_ds"
    | "warnings"
    | "authorization_code"
    | "issuer_code"
    | "detail"
    | "checks"
    | "review"
    | "xpay_changed_at"
  >
> & {
  /** The new reason, which replaces the previous one. */
  readonly reason?: AttemptReason | null
  /** Seconds from now until the next inquiry; null: nothing left to learn. */
  readonly nextCheckSeconds?: number | null
  /** Hash of a token that XPay may use in notifications, in addition to the earlier ones. */
  readonly securityToken?: string
  /** A renewal of the payment link, at this time. */
  readonly renewal?: Omit<LinkRenewal, "at">
  /** Timestamps to set to the current time. */
  readonly stamp?: readonly ("sent_at" | "authorized_at" | "abandon_requested_at" | "returned_at")[]
  /** Timestamps to clear. */
  readonly clear?: readonly "abandon_requested_at"[]
  /** Seconds from now until a hold can no longer be captured, or a page can no longer be used. */
  readonly deadlineIn?: number
}

export interface MovementDraft {
  readonly kind: MovementKind
  /** Minor units. */
  readonly amount: bigint
  readonly idempotencyKey: string
  readonly medusaReference: string | undefined
  readonly targetOperationId: OperationId
  /** The description sent to XPay. */
  readonly description?: string | undefined
}

/**
 * A movement that XPay executed without a request from here: a capture with the authorization, or a change in its back
 * office.
 */
export interface ExternalMovement {
  readonly kind: MovementKind
  readonly amount: bigint
  /** Undefined if XPay does not list it. */
  readonly xpayOperationId: OperationId | undefined
  readonly isBooked: boolean
}

/** The outcome of a movement. */
export interface Resolution {
  readonly state: "done" | "refused" | "not_executed"
  readonly xpayOperationId?: OperationId | undefined
  readonly detail?: string | undefined
  /** Whether the request receives the outcome and books it. */
  readonly isBooked: boolean
}

export type Opened =
  | { readonly attempt: AttemptRecord; readonly dropped: readonly AttemptId[] }
  | { readonly conflict: AttemptRecord }

/** An attempt with its movements, oldest first. */
export interface AttemptWithMovements {
  readonly attempt: AttemptRecord
  readonly movements: readonly MovementRecord[]
}

/** A patch as columns of `xpay_attempt`. */
export function columnsOf(
  db: Knex,
  {
    nextCheckSeconds,
    stamp,
    clear,
    three_ds,
    warnings,
    deadlineIn,
    securityToken,
    renewal,
    reason,
    ...columns
  }: AttemptPatch & { state?: AttemptState }
): Record<string, unknown> {
  return {
    ...columns,
    ...(reason === undefined ? {} : reasonColumns(reason)),
    updated_at: db.fn.now(),
    ...(three_ds === undefined ? {} : { three_ds: JSON.stringify(three_ds) }),
    ...(warnings === undefined ? {} : { warnings: JSON.stringify(warnings) }),
    ...(deadlineIn === undefined ? {} : { deadline_at: inSeconds(db, deadlineIn) }),
    ...(securityToken === undefined ? {} : { security_token_hashes: withToken(db, securityToken) }),
    ...(renewal === undefined
      ? {}
      : { link_renewals: withRenewal(db, renewal), cancel_order_at: unlessBegun(db) }),
    ...(nextCheckSeconds === undefined
      ? {}
      : { next_check_at: nextCheckSeconds === null ? null : inSeconds(db, nextCheckSeconds) }),
    ...Object.fromEntries((stamp ?? []).map((column) => [column, db.fn.now()])),
    ...Object.fromEntries((clear ?? []).map((column) => [column, null])),
  }
}

function withToken(db: Knex, hash: string): Knex.Raw {
  return db.raw("array_append(array_remove(security_token_hashes, ?), ?)", [hash, hash])
}

/** A renewed link restarts the payer's time. A cancellation that has begun is finished or abandoned first. */
function unlessBegun(db: Knex): Knex.Raw {
  return db.raw("case when cancel_begun_at is null then null else cancel_order_at end")
}

function withRenewal(db: Knex, renewal: Omit<LinkRenewal, "at">): Knex.Raw {
  return db.raw(
    "coalesce(link_renewals, '[]') || jsonb_build_array(?::jsonb || jsonb_build_object('at', now()))",
    [JSON.stringify(renewal)]
  )
}
