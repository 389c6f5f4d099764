import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { OrderId } from "../../domain/ids"

/** Medusa's column with the time. */
const COLUMN = { fulfillment: "f.created_at", shipment: "f.shipped_at", delivery: "f.delivered_at" } as const

const HELD = "(a.state = 'authorized' and a.next_check_at is not null)"

/** XPay need not be queried about them any more, so they have no next check. */
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
   * Orders with a hold, a fulfillment at this stage and no failed capture: the cost depends on the number of holds. The
   * caller decides whether what was sent is to be captured.
   *
   * @param withCaptured include partially captured orders, until the hold expires
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
