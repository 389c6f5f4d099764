import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { AttemptRecord } from "./journal/records"
import type { AttemptId } from "../../domain/ids"

/** What to keep of a notification. */
export interface NotificationDraft {
  readonly attemptId: AttemptId
  readonly eventId: string
  readonly verdict: "accepted" | "early" | "rejected"
  /** What it claims, for the trace: never believed. */
  readonly claim: string | undefined
}

/** What XPay posted to us. */
export interface ReceivedNotification {
  readonly created_at: Date
  readonly verdict: string
  readonly claim: string | null
}

/**
 * Notifications kept per attempt that anyone can have sent who knows an order's id. Rejected ones: enough to see that
 * something is going on, not enough to fill a disk. Early ones trigger an inquiry: at most one is genuine.
 */
const MOST_KEPT = { early: 5, rejected: 20 } as const

/** The notifications that were received, durable before they are answered. */
export class Inbox {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /**
   * Keeps a notification and, unless it is rejected, makes its attempt due at once; in one transaction. A repetition, and
   * one too many without the right token, change nothing.
   *
   * @returns whether it was new.
   */
  async keep({ attemptId, eventId, verdict, claim }: NotificationDraft): Promise<boolean> {
    return await this.#db.transaction(async (trx) => {
      if (verdict !== "accepted" && !(await hasRoom(trx, attemptId, verdict))) {
        return false
      }
      const kept: { id: string }[] = await trx("xpay_notification")
        .insert({
          id: generateEntityId(undefined, "xpnot"),
          attempt_id: attemptId,
          event_id: eventId,
          verdict,
          claim: claim ?? null,
        })
        .onConflict()
        .ignore()
        .returning("id")
      if (kept.length > 0 && verdict !== "rejected") {
        await trx<AttemptRecord>("xpay_attempt")
          .where({ id: attemptId })
          .update({
            next_check_at: trx.fn.now(),
            // Only XPay may restart the count after which an incident is raised: an early one may come from anyone.
            ...(verdict === "accepted" ? { checks: 0 } : {}),
          })
      }
      return kept.length > 0
    })
  }

  /** What was received for an attempt, oldest first. */
  async list(attemptId: AttemptId): Promise<ReceivedNotification[]> {
    return await this.#db<ReceivedNotification & { readonly attempt_id: AttemptId }>("xpay_notification")
      .select("created_at", "verdict", "claim")
      .where({ attempt_id: attemptId })
      .orderBy("created_at")
  }
}

/** Counts under a lock, so that a burst does not pass; one that meets the lock is one of a burst. */
async function hasRoom(
  trx: Knex.Transaction,
  attemptId: AttemptId,
  verdict: "early" | "rejected"
): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: [{ is_ours: boolean }] }>(
    "select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as is_ours",
    [`xpay_notification ${attemptId}`]
  )
  if (!rows[0].is_ours) {
    return false
  }
  const row = await trx("xpay_notification")
    .where({ attempt_id: attemptId, verdict })
    .count({ count: "*" })
    .first()
  return Number(row?.["count"] ?? 0) < MOST_KEPT[verdict]
}
