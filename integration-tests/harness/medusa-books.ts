import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MathBN } from "@medusajs/framework/utils"

/** An amount of money as Medusa writes it: major units, exact. */
export interface Amount {
  readonly value: string
}

export interface PaymentRow {
  readonly id: string
  readonly provider_id: string
  readonly payment_session_id: string
  /** The attempt that the plugin says the payment belongs to. */
  readonly attempt_id: string | null
  readonly is_canceled: boolean
  readonly amount: Amount
  readonly captures: readonly RowOfMoney[]
  readonly refunds: readonly RowOfMoney[]
}

/** A capture, a refund, or an order transaction for one. */
export interface RowOfMoney {
  readonly id: string
  readonly amount: Amount
}

export interface CollectionRow {
  readonly id: string
  readonly status: string
  readonly amount: Amount
  readonly authorized_amount: Amount | null
  readonly captured_amount: Amount | null
  readonly refunded_amount: Amount | null
  readonly payments: readonly PaymentRow[]
  readonly sessions: readonly { readonly id: string; readonly status: string; readonly amount: Amount }[]
}

/** An existing order, with all its money records. */
export interface OrderRow {
  readonly id: string
  readonly status: string
  readonly is_draft_order: boolean
  /** The row has not changed since it was created. A draft that became an order has changed. */
  readonly is_untouched: boolean
  readonly cart_id: string | null
  /** Totals of the order's current version. */
  readonly summary: Readonly<Record<string, unknown>> | null
  readonly transactions: readonly (RowOfMoney & {
    readonly reference: string | null
    readonly reference_id: string | null
  })[]
  readonly collections: readonly CollectionRow[]
}

/** Existing orders, each with its payment collections, payments, captures, refunds and transactions. */
export async function readOrders(db: Knex): Promise<OrderRow[]> {
  const { rows } = (await db.raw(`
    select o.id, o.status, o.is_draft_order, o.created_at = o.updated_at as is_untouched,
      (select c.cart_id from order_cart c where c.order_id = o.id and c.deleted_at is null limit 1) as cart_id,
      (select s.totals from order_summary s
        where s.order_id = o.id and s.version = o.version and s.deleted_at is null limit 1) as summary,
      coalesce((select json_agg(json_build_object('id', t.id, 'amount', t.raw_amount,
          'reference', t.reference, 'reference_id', t.reference_id))
        from order_transaction t where t.order_id = o.id and t.deleted_at is null), '[]') as transactions,
      coalesce((select json_agg(json_build_object(
          'id', c.id, 'status', c.status, 'amount', c.raw_amount, 'authorized_amount', c.raw_authorized_amount,
          'captured_amount', c.raw_captured_amount, 'refunded_amount', c.raw_refunded_amount,
          'payments', coalesce((select json_agg(json_build_object(
              'id', p.id, 'provider_id', p.provider_id, 'payment_session_id', p.payment_session_id,
              'attempt_id', p.data->>'attempt_id',
              'is_canceled', p.canceled_at is not null, 'amount', p.raw_amount,
              'captures', coalesce((select json_agg(json_build_object('id', k.id, 'amount', k.raw_amount))
                from capture k where k.payment_id = p.id and k.deleted_at is null), '[]'),
              'refunds', coalesce((select json_agg(json_build_object('id', r.id, 'amount', r.raw_amount))
                from refund r where r.payment_id = p.id and r.deleted_at is null), '[]')))
            from payment p where p.payment_collection_id = c.id and p.deleted_at is null), '[]'),
          'sessions', coalesce((select json_agg(json_build_object('id', s.id, 'status', s.status, 'amount', s.raw_amount))
            from payment_session s where s.payment_collection_id = c.id and s.deleted_at is null), '[]')))
        from order_payment_collection l join payment_collection c on c.id = l.payment_collection_id
        where l.order_id = o.id and l.deleted_at is null and c.deleted_at is null), '[]') as collections
    from "order" o where o.deleted_at is null`)) as { rows: OrderRow[] }
  return rows
}

/** Carts that name an order that does not exist, and the reverse. */
export async function cartsThatLie(db: Knex): Promise<string[]> {
  const { rows } = (await db.raw(`
    select c.id as cart_id, o.id as order_id, c.completed_at is not null as is_completed
    from cart c
    left join order_cart l on l.cart_id = c.id and l.deleted_at is null
    left join "order" o on o.id = l.order_id and o.deleted_at is null
    where c.deleted_at is null and (c.completed_at is not null) <> (o.id is not null)`)) as {
    rows: { cart_id: string; order_id: string | null; is_completed: boolean }[]
  }
  return rows.map(({ cart_id: cart, order_id: order, is_completed: isCompleted }) =>
    isCompleted
      ? `cart ${cart} is completed, but no order of it is there`
      : `cart ${cart} is open, but order ${order} was made of it`
  )
}

/** Inventory reserved for a line of no order, or of a canceled one. */
export async function goodsReservedForNothing(db: Knex): Promise<string[]> {
  const { rows } = (await db.raw(`
    select r.id, r.line_item_id, o.id as order_id
    from reservation_item r
    left join order_item i on i.item_id = r.line_item_id and i.deleted_at is null
    left join "order" o on o.id = i.order_id and o.deleted_at is null
    where r.deleted_at is null and r.line_item_id is not null
    group by r.id, r.line_item_id, o.id, o.status
    having o.id is null or o.status = 'canceled'`)) as {
    rows: { id: string; line_item_id: string; order_id: string | null }[]
  }
  return rows.map(({ id, order_id: order }) =>
    order === null
      ? `reservation ${id} is for a line of no order`
      : `reservation ${id} is for order ${order}, which is canceled`
  )
}

export function sum(amounts: readonly Amount[]): Amount {
  return {
    value: amounts.reduce((total, { value }) => MathBN.add(total, value), MathBN.convert(0)).toString(),
  }
}

export function equal(one: Amount, other: Amount): boolean {
  return MathBN.eq(one.value, other.value)
}

/** A total from a summary: exact if available, otherwise as a number. */
export function totalOf({ summary }: OrderRow, name: string): Amount {
  return (
    (summary?.[`raw_${name}`] as Amount | undefined) ?? {
      value: String((summary?.[name] as number | undefined) ?? 0),
    }
  )
}
