import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { AttemptRecord } from "./records"

/** What to keep of a notification. */
export interface NotificationDraft {
  readonly attemptId: string
  readonly eventId: string
  readonly verdict: "accepted" | "early" | "rejected"
  /** What it claims, for the trace: never believed. */
  readonly claim: string | undefined
}

/** Rejected notifications kept per attempt: enough to see that something is going on, not enough to fill a disk. */
const MOST_REJECTED = 20

/** The notifications that were received, durable before they are answered. */
export class Inbox {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /**
   * Keeps a notification and, unless it is rejected, makes its attempt due at once; in one transaction. A repetition
   * changes nothing.
   *
   * @returns whether it was new.
   */
  async keep({ attemptId, eventId, verdict, claim }: NotificationDraft): Promise<boolean> {
    return await this.#db.transaction(async (trx) => {
      if (verdict === "rejected" && (await countRejected(trx, attemptId)) >= MOST_REJECTED) {
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
          .update({ next_check_at: trx.fn.now() as unknown as Date, checks: 0 })
      }
      return kept.length > 0
    })
  }
}

async function countRejected(trx: Knex.Transaction, attemptId: string): Promise<number> {
  const row = await trx("xpay_notification")
    .where({ attempt_id: attemptId, verdict: "rejected" })
    .count({ count: "*" })
    .first()
  return Number(row?.["count"] ?? 0)
}
