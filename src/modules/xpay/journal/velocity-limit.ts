import { CHANNELS, channelsWhere, isPayersLink } from "../../../domain/channels"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Failure } from "../../../domain/attempt-reason"
import type { AttemptState } from "../../../domain/attempt-state"
import { ATTEMPTS, UNTRIED, type AttemptDraft } from "./tables"

/** How many attempts to pay may end without money in a period: per cart, per address and per terminal. */
export interface VelocityLimits {
  readonly windowMinutes: number
  readonly perCart: number
  /** Also for the MOTO payments of one admin user. */
  readonly perAddress: number
  readonly perTerminal: number
}

/** The group that reached its limit. */
export type LimitedBy = "cart" | "address" | "terminal" | "actor"

/** Attempts that were counted together. */
type Tried = Pick<VelocityLimitExceeded, "by" | "count" | "carts" | "where">

/** Card testing, or pages opened in quick succession: too many recent attempts. Nothing was recorded. */
export class VelocityLimitExceeded extends Error {
  override readonly name = "VelocityLimitExceeded"

  readonly by: LimitedBy
  readonly count: number
  /** The period that was counted. */
  readonly minutes: number
  /** The number of carts of the attempts. */
  readonly carts: number
  /** The common values of the attempts. */
  readonly where: Partial<AttemptDraft>

  constructor({ by, count, carts, where }: Tried, windowMinutes: number) {
    super(
      `Velocity limit against card testing: ${count} tries without a payment within ${windowMinutes} minutes, of ${carts} carts, counted by ${by}.`
    )
    this.by = by
    this.count = count
    this.minutes = windowMinutes
    this.carts = carts
    this.where = where
  }
}

/** Refused, abandoned, or not finished yet. Paid attempts do not count: a shop that sells well is not under attack. */
const COUNTED: readonly AttemptState[] = [
  "created",
  "authenticating",
  "authenticated",
  "authorizing",
  "pending_payer",
  "declined",
  "authentication_failed",
  "abandoned",
  "expired",
  "failed",
]

/** Reasons that are XPay's or the plugin's fault, not the payer's. */
const NOT_COUNTED: readonly Failure[] = ["unavailable", "not_sent"]

/**
 * Counts the recent attempts of all processes, one request after the other: otherwise a burst would not count itself.
 * Call it in the transaction that records the new attempt or sends an opened one.
 *
 * @throws VelocityLimitExceeded
 */
export async function applyVelocityLimit(
  trx: Knex.Transaction,
  attempt: LimitedAttempt,
  limits: VelocityLimits
): Promise<void> {
  await takeTurn(trx, attempt.provider_id)
  const checks: readonly Check[] =
    CHANNELS[attempt.channel].velocity === "staff"
      ? [["actor", "actor_id", limits.perAddress]]
      : [
          isPayersLink(attempt) ? ["cart", "order_id", limits.perCart] : ["cart", "cart_id", limits.perCart],
          ["address", "payer_ip_hash", limits.perAddress],
          ["terminal", "provider_id", limits.perTerminal],
        ]
  for (const check of checks) {
    await applyCheck(trx, attempt, check, limits)
  }
}

/** The values by which the limits count an attempt. */
export type LimitedAttempt = Pick<
  AttemptDraft,
  "channel" | "provider_id" | "cart_id" | "order_id" | "payer_ip_hash" | "actor_id"
>

type Check = readonly [
  by: LimitedBy,
  column: "cart_id" | "order_id" | "payer_ip_hash" | "provider_id" | "actor_id",
  most: number,
]

async function takeTurn(trx: Knex.Transaction, providerId: string): Promise<void> {
  await trx.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`xpay_cards ${providerId}`])
}

async function applyCheck(
  trx: Knex.Transaction,
  attempt: LimitedAttempt,
  [by, column, most]: Check,
  limits: VelocityLimits
): Promise<void> {
  const value = attempt[column]
  const where = { [column]: value }
  const count = value == null ? 0 : await countTries(trx, attempt.channel, where, limits)
  if (count >= most) {
    const carts = await countCarts(trx, attempt.channel, where, limits)
    throw new VelocityLimitExceeded({ by, count, carts, where }, limits.windowMinutes)
  }
}

/** Every visitor of the payment step opens card fields, and again when the cart changes: this does not test a card. */
const OPENINGS_PER_TRY = 10

/**
 * Still, each opening is an order at XPay, so openings are limited per cart and per address. Call it in the transaction
 * of {@link applyVelocityLimit}.
 *
 * @throws VelocityLimitExceeded
 */
export async function applyOpeningsLimit(
  trx: Knex.Transaction,
  draft: Pick<LimitedAttempt, "cart_id" | "payer_ip_hash">,
  { windowMinutes, perCart, perAddress }: VelocityLimits
): Promise<void> {
  for (const [by, column, most] of [
    ["cart", "cart_id", perCart],
    ["address", "payer_ip_hash", perAddress],
  ] as const) {
    const where = { [column]: draft[column] }
    const opened = () =>
      trx(ATTEMPTS)
        .where({ ...where, deleted_at: null })
        .whereRaw(UNTRIED)
        .whereRaw("created_at > now() - make_interval(mins => ?)", [windowMinutes])
    const count = draft[column] == null ? 0 : await countOf(opened().count({ count: "*" }))
    if (count >= most * OPENINGS_PER_TRY) {
      const carts = await countOf(opened().countDistinct({ count: "cart_id" }))
      throw new VelocityLimitExceeded({ by, count, carts, where }, windowMinutes)
    }
  }
}

/** Recent attempts without a payment, of shoppers or of clerks. */
export async function countTries(
  db: Knex,
  channel: AttemptDraft["channel"],
  where: Partial<AttemptDraft>,
  window: Window
): Promise<number> {
  return await countOf(tries(db, channel, where, window).count({ count: "*" }))
}

async function countCarts(
  db: Knex,
  channel: AttemptDraft["channel"],
  where: Partial<AttemptDraft>,
  window: Window
): Promise<number> {
  return await countOf(tries(db, channel, where, window).countDistinct({ count: "cart_id" }))
}

type Window = Pick<VelocityLimits, "windowMinutes">

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const row = (await query.first()) as { count: string } | undefined
  return Number(row?.count ?? 0)
}

function tries(
  db: Knex,
  channel: AttemptDraft["channel"],
  where: Partial<AttemptDraft>,
  { windowMinutes }: Window
): Knex.QueryBuilder {
  return (
    db(ATTEMPTS)
      .where({ ...where, deleted_at: null })
      .whereRaw(`not ${UNTRIED}`)
      // Links created by staff do not count.
      .whereRaw("not (channel = 'link' and actor_id is not null)")
      .whereIn(
        "channel",
        channelsWhere(({ velocity }) => velocity === CHANNELS[channel].velocity)
      )
      .whereIn("state", COUNTED)
      .where((sent) => void sent.whereNull("failure").orWhereNotIn("failure", NOT_COUNTED))
      // An attempt that was opened without being tried counts from when it was sent. The first condition uses the
      // index.
      .whereRaw("created_at > now() - make_interval(mins => ?)", [windowMinutes + LONGEST_UNTRIED_MINUTES])
      .whereRaw("coalesce(sent_at, created_at) > now() - make_interval(mins => ?)", [windowMinutes])
  )
}

/** An opened attempt that is not tried is abandoned after twenty minutes. */
const LONGEST_UNTRIED_MINUTES = 60
