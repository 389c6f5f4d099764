import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import { generateEntityId } from "@medusajs/framework/utils"
import type { AttemptId, OrderId, WithIds } from "../../domain/ids"
import type { AuditAction, AuditOrigin, AuditOutcome } from "../../domain/audit-actions"
import type { AuditEntry } from "./models/audit-entry"

/** A row of `xpay_audit_entry`. */
export type AuditRecord = WithIds<
  InferTypeOf<typeof AuditEntry>,
  { attempt_id: AttemptId | null; order_id: OrderId | null }
>

/** The actor of a request. */
export interface AuditActor {
  readonly id: string | undefined
  /** `user`, `api-key`, as Medusa names it. */
  readonly type?: string | undefined
  readonly email?: string | undefined
}

/** A requested action, before it is executed. */
export interface AuditDraft {
  readonly action: AuditAction
  readonly origin: AuditOrigin
  readonly actor: AuditActor
  readonly attemptId?: AttemptId | undefined
  readonly orderId?: OrderId | undefined
  readonly incidentId?: string | undefined
  /** Major units. */
  readonly amount?: number | string | undefined
  readonly reason?: string | undefined
}

/** The outcome. */
export interface AuditEnd {
  readonly outcome: Exclude<AuditOutcome, "started">
  readonly detail?: string | undefined
  /** The payment that the action created. */
  readonly attemptId?: AttemptId | undefined
}

const ENTRIES = "xpay_audit_entry"
const LONGEST_DETAIL = 500

/** Who did what with the money of payments. Entries are added and concluded, but never changed or removed. */
export class AuditTrail {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /**
   * Records an action before it is executed.
   *
   * @returns the entry's id.
   */
  async begin({ actor, ...draft }: AuditDraft): Promise<string> {
    const id = generateEntityId(undefined, "xpaud")
    await this.#db(ENTRIES).insert({
      id,
      action: draft.action,
      origin: draft.origin,
      actor_id: actor.id ?? null,
      actor_type: actor.type ?? null,
      actor_email: actor.email ?? null,
      attempt_id: draft.attemptId ?? null,
      order_id: draft.orderId ?? null,
      incident_id: draft.incidentId ?? null,
      amount: draft.amount === undefined ? null : String(draft.amount),
      reason: draft.reason ?? null,
      outcome: "started",
    })
    return id
  }

  /** Records the outcome, once. */
  async conclude(id: string, { outcome, detail, attemptId }: AuditEnd): Promise<void> {
    await this.#db(ENTRIES)
      .where({ id, outcome: "started" })
      .update({
        outcome,
        detail: detail?.slice(0, LONGEST_DETAIL) ?? null,
        ...(attemptId === undefined ? {} : { attempt_id: attemptId }),
        concluded_at: this.#db.fn.now(),
        updated_at: this.#db.fn.now(),
      })
  }

  /** The actions on one payment, oldest first. */
  async list(attemptId: AttemptId): Promise<AuditRecord[]> {
    return await this.#db<AuditRecord>(ENTRIES)
      .where({ attempt_id: attemptId, deleted_at: null })
      .orderBy([{ column: "created_at" }, { column: "id" }])
  }
}
