import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AttemptState } from "../../../domain/attempt-state"
import { ATTEMPTS, type AttemptDraft } from "./tables"

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

/** Card testing, or pages opened in a row: too many tries of late. Nothing was written down. */
export class VelocityLimitExceeded extends Error {
  override readonly name = "VelocityLimitExceeded"

  constructor(
    readonly by: LimitedBy,
    readonly count: number,
    windowMinutes: number
  ) {
    super(
      `Velocity limit against card testing: ${count} tries without a payment within ${windowMinutes} minutes, counted by ${by}.`
    )
  }
}

/**
 * Refused, given up, or not finished yet. What was paid is not counted: a shop that sells well is not under attack.
 */
const COUNTED: readonly AttemptState[] = [
  "created",
  "authenticating",
  "authenticated",
  "waiting",
  "declined",
  "authentication_failed",
  "abandoned",
  "expired",
  "failed",
]

/** Reasons for which nobody but XPay or we are to blame. */
const NOT_COUNTED = ["unavailable", "not_sent"]

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
    draft.way === "moto"
      ? [["actor", "actor_id", limits.perAddress]]
      : [
          ["cart", "cart_id", limits.perCart],
          ["address", "payer_ip_hash", limits.perAddress],
          ["terminal", "provider_id", limits.perTerminal],
        ]
  for (const [by, column, most] of checks) {
    const value = draft[column]
    const count = value == null ? 0 : await countTries(trx, draft.way, { [column]: value }, limits)
    if (count >= most) {
      throw new VelocityLimitExceeded(by, count, limits.windowMinutes)
    }
  }
}

/** Tries of late without a payment: those of shoppers, or those of clerks. */
export async function countTries(
  db: Knex,
  way: AttemptDraft["way"],
  where: Partial<AttemptDraft>,
  { windowMinutes }: Pick<VelocityLimits, "windowMinutes">
): Promise<number> {
  const row = (await db(ATTEMPTS)
    .where({ ...where, deleted_at: null })
    .whereIn("way", way === "moto" ? ["moto"] : ["card", "hosted"])
    .whereIn("state", COUNTED)
    .where((reason) => void reason.whereNull("reason").orWhereNotIn("reason", NOT_COUNTED))
    .whereRaw("created_at > now() - make_interval(mins => ?)", [windowMinutes])
    .count({ count: "*" })
    .first()) as { count: string } | undefined
  return Number(row?.count ?? 0)
}
