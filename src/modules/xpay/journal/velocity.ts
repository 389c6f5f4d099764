import { CHANNELS, channelsWhere } from "../../../domain/channels"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Failure } from "../../../domain/attempt-reason"
import type { AttemptState } from "../../../domain/attempt-state"
import { ATTEMPTS, UNTRIED, type AttemptDraft } from "./tables"

/** How many tries to pay may end without money within a time: for one cart, from one address, on one terminal. */
export interface VelocityLimits {
  readonly windowMinutes: number
  readonly perCart: number
  /** Also for the MOTO payments of one admin user. */
  readonly perAddress: number
  readonly perTerminal: number
}

/** What was counted when a limit was reached. */
export type LimitedBy = "cart" | "address" | "terminal" | "actor"

/** Tries that were counted together. */
type Tried = Pick<VelocityLimitExceeded, "by" | "count" | "carts" | "where">

/** Card testing, or pages opened in a row: too many tries of late. Nothing was written down. */
export class VelocityLimitExceeded extends Error {
  override readonly name = "VelocityLimitExceeded"

  readonly by: LimitedBy
  readonly count: number
  /** How many carts the tries were for. */
  readonly carts: number
  /** What the tries have in common. */
  readonly where: Partial<AttemptDraft>

  constructor({ by, count, carts, where }: Tried, windowMinutes: number) {
    super(
      `Velocity limit against card testing: ${count} tries without a payment within ${windowMinutes} minutes, of ${carts} carts, counted by ${by}.`
    )
    this.by = by
    this.count = count
    this.carts = carts
    this.where = where
  }
}

/**
 * Refused, given up, or not finished yet. What was paid is not counted: a shop that sells well is not under attack.
 */
const COUNTED: readonly AttemptState[] = [
  "created",
  "authenticating",
  "authenticated",
  "pending_payer",
  "declined",
  "authentication_failed",
  "abandoned",
  "expired",
  "failed",
]

/** Reasons for which nobody but XPay or we are to blame. */
const NOT_COUNTED: readonly Failure[] = ["unavailable", "not_sent"]

/**
 * Counts the tries of late, over all processes and one request after the other: else a burst would not see itself. To be
 * called in the transaction that writes the new try down.
 *
 * @throws VelocityLimitExceeded
 */
export async function applyVelocityLimit(
  trx: Knex.Transaction,
  draft: AttemptDraft,
  limits: VelocityLimits
): Promise<void> {
  await trx.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`xpay_cards ${draft.provider_id}`])
  const checks: readonly (readonly [LimitedBy, keyof AttemptDraft, number])[] =
    CHANNELS[draft.channel].velocity === "staff"
      ? [["actor", "actor_id", limits.perAddress]]
      : [
          ["cart", "cart_id", limits.perCart],
          ["address", "payer_ip_hash", limits.perAddress],
          ["terminal", "provider_id", limits.perTerminal],
        ]
  for (const [by, column, most] of checks) {
    const value = draft[column]
    const where = { [column]: value }
    const count = value == null ? 0 : await countTries(trx, draft.channel, where, limits)
    if (count >= most) {
      const carts = await countCarts(trx, draft.channel, where, limits)
      throw new VelocityLimitExceeded({ by, count, carts, where }, limits.windowMinutes)
    }
  }
}

/** Tries of late without a payment: those of shoppers, or those of clerks. */
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
  const query = db(ATTEMPTS)
    .where({ ...where, deleted_at: null })
    .whereIn(
      "channel",
      channelsWhere(({ velocity }) => velocity === CHANNELS[channel].velocity)
    )
    .whereIn("state", COUNTED)
    .where((sent) => void sent.whereNull("failure").orWhereNotIn("failure", NOT_COUNTED))
    .whereRaw("created_at > now() - make_interval(mins => ?)", [windowMinutes])
  // Every shopper who sees the payment step opens card fields. That is bounded for a cart and an address; it must not
  // close the terminal for all.
  return "provider_id" in where ? query.whereRaw(`not ${UNTRIED}`) : query
}
