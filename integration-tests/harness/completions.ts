import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** The orders linked to a cart in Medusa's tables, by either link. */
export async function ordersOfCart(db: Knex, cartId: string): Promise<{ id: string; status: string }[]> {
  const { rows } = (await db.raw(
    `select o.id, o.status from "order" o
     where o.deleted_at is null and (
       o.id in (select order_id from order_cart where cart_id = :cartId and deleted_at is null)
       or o.id in (
         select l.order_id from order_payment_collection l
         join cart_payment_collection c on c.payment_collection_id = l.payment_collection_id and c.deleted_at is null
         where c.cart_id = :cartId and l.deleted_at is null
       )
     ) order by o.id`,
    { cartId }
  )) as { rows: { id: string; status: string }[] }
  return rows
}

/** Inventory reservations of an order. */
export async function reservationsOf(db: Knex, orderId: string): Promise<{ id: string }[]> {
  const { rows } = (await db.raw(
    `select r.id from reservation_item r join order_item i on i.item_id = r.line_item_id
     where i.order_id = ? and r.deleted_at is null`,
    [orderId]
  )) as { rows: { id: string }[] }
  return rows
}

/** What Medusa's compensation of a completion changes. */
const UNDOING = [
  `before delete on "order" for each row`,
  `before update or delete on order_cart for each row`,
  `before update or delete on order_payment_collection for each row`,
  `before update on cart for each row when (old.completed_at is not null and new.completed_at is null)`,
  `before update or delete on reservation_item for each row`,
  `before update on promotion for each row when (new.used < old.used)`,
]

/**
 * Makes the database refuse every change that rolls a completion back, as if it failed midway: what the completion
 * wrote remains.
 *
 * @returns a function that allows these changes again.
 */
export async function refuseToUndo(db: Knex): Promise<() => Promise<void>> {
  await db.raw(
    `create function refuse_to_undo() returns trigger language plpgsql
     as $$ begin raise exception 'the database is away'; end $$`
  )
  for (const [index, when] of UNDOING.entries()) {
    await db.raw(`create trigger refuse_to_undo_${index} ${when} execute function refuse_to_undo()`)
  }
  return async () => {
    await db.raw("drop function refuse_to_undo() cascade")
  }
}

/** Every order of the store. */
export async function everyOrderOf(db: Knex): Promise<{ id: string }[]> {
  return (await db("order").where({ deleted_at: null }).select("id")) as { id: string }[]
}
