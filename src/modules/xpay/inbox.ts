import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { AttemptRecord } from "./journal/records"
import type { AttemptId } from "../../domain/ids"

/** The stored part of a notification. */
export interface NotificationDraft {
  readonly attemptId: AttemptId
  readonly eventId: string
  readonly verdict: "accepted" | "early" | "rejected"
  /** Its claim, for the record: never trusted. */
  readonly claim: string | undefined
}

/** A notification that XPay posted to us. */
export interface ReceivedNotification {
  readonly created_at: Date
  readonly verdict: string
  readonly claim: string | null
}

/**
 * Notifications kept per attempt that anyone who knows an order's id could have sent. Rejected ones: enough to reveal
 * an attack, not enough to fill a disk. Early ones trigger an inquiry: at most one is genuine.
 */
const MOST_KEPT = { early: 5, rejected: 20 } as const

/** The received notifications, stored before the response is sent. */
export class Inbox {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /**
   * Stores a notification and, unless it is rejected, makes its attempt due immediately, in one transaction. A
   * repetition, or one over the limit without the right token, changes nothing.
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
            // Only XPay may restart the count after which an incident is raised: anyone may send an early notification.
            ...(verdict === "accepted" ? { checks: 0 } : {}),
          })
      }
      return kept.length > 0
    })
  }

  /** The notifications received for an attempt, oldest first. */
  async list(attemptId: AttemptId): Promise<ReceivedNotification[]> {
    return await this.#db<ReceivedNotification & { readonly attempt_id: AttemptId }>("xpay_notification")
      .select("created_at", "verdict", "claim")
      .where({ attempt_id: attemptId })
      .orderBy("created_at")
  }
}

/** Counts under a lock, so that a burst cannot pass. A notification that finds the lock taken is part of a burst. */
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
