import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { OrderId } from "../../domain/ids"

/** Medusa's column that says when. */
const COLUMN = { fulfillment: "f.created_at", shipment: "f.shipped_at", delivery: "f.delivered_at" } as const

const HELD = "(a.state = 'authorized' and a.next_check_at is not null)"

/** There is nothing left to query XPay about, so they have no next check. */
const PARTLY_CAPTURED = `(a.state = 'captured' and a.deadline_at > now() and coalesce(a.held_amount, a.amount)::numeric > (
  select coalesce(sum(m.amount::numeric), 0) from xpay_movement m
  where m.attempt_id = a.id and m.kind = 'capture' and m.state = 'done' and m.deleted_at is null))`

/** Orders whose goods were sent while their money is only held. */
export class SentOrders {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /**
   * Orders with a hold and a fulfillment that has come this far, of which no capture has failed: the cost depends on what is
   * held. Whether what was sent is to be captured, the caller finds out.
   *
   * @param withCaptured also those that were captured in part, until the hold lapses
   */
  async listHeld(
    moment: keyof typeof COLUMN,
    { limit, withCaptured }: { readonly limit: number; readonly withCaptured: boolean }
  ): Promise<OrderId[]> {
    const rows = await this.#db("xpay_attempt as a")
      .join("order_fulfillment as l", "l.order_id", "a.order_id")
      .join("fulfillment as f", "f.id", "l.fulfillment_id")
      .where({ "a.deleted_at": null, "a.abandon_requested_at": null })
      .whereRaw(withCaptured ? `(${HELD} or ${PARTLY_CAPTURED})` : HELD)
      .where({ "l.deleted_at": null, "f.deleted_at": null, "f.canceled_at": null })
      .whereNotNull(COLUMN[moment])
      .whereRaw(
        `not exists (select 1 from xpay_incident i
         where i.attempt_id = a.id and i.kind = 'capture_failed' and i.resolved_at is null)`
      )
      .orderByRaw("random()")
      .limit(limit)
      .select<{ order_id: OrderId }[]>("a.order_id")
    return [...new Set(rows.map(({ order_id: id }) => id))]
  }
}
