import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import { generateEntityId } from "@medusajs/framework/utils"
import type { IncidentKind } from "../../domain/incident-kinds"
import type { Incident } from "./models/incident"
import type { AttemptRecord } from "./records"

/** A row of `xpay_incident`. */
export type IncidentRecord = InferTypeOf<typeof Incident>

const INCIDENTS = "xpay_incident"

/** What a person must look at. One open incident per attempt and kind, however often it is found. */
export class Incidents {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /** Raises an incident, or leaves the open one as it is. `detail` holds facts, never card data. */
  async raise(attempt: AttemptRecord, kind: IncidentKind, detail: string): Promise<void> {
    await this.#db(INCIDENTS)
      .insert({
        id: generateEntityId(undefined, "xpinc"),
        attempt_id: attempt.id,
        provider_id: attempt.provider_id,
        kind,
        detail,
        order_id: attempt.order_id,
        cart_id: attempt.cart_id,
      })
      .onConflict()
      .ignore()
  }

  /** Closes an incident that has come right by itself. */
  async settle(attemptId: string, kind: IncidentKind): Promise<void> {
    await this.#db(INCIDENTS)
      .where({ attempt_id: attemptId, kind, resolved_at: null })
      .update({ resolved_at: this.#db.fn.now(), updated_at: this.#db.fn.now() })
  }
}
