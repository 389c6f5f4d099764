import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AttemptId, CustomerId, OrderId } from "../../../domain/ids"
import type { ListedState } from "../../../domain/attempt-state"
import { XPAY_CURRENCY_DECIMALS } from "../../../domain/currencies"
import { ATTEMPTS, MOVEMENTS, UNTRIED, type AttemptWithMovements } from "./tables"
import type { AttemptRecord, MovementRecord } from "./records"

/** Filters for payments. An omitted filter does not narrow the search. */
export interface PaymentFilters {
  /** A complete id, code, or last four digits, or the beginning of an XPay order id. */
  readonly text?: string | undefined
  /** Medusa orders that match the text. */
  readonly orderIds?: readonly OrderId[] | undefined
  /** Medusa customers that match the text. */
  readonly customerIds?: readonly CustomerId[] | undefined
  readonly states?: readonly ListedState[] | undefined
  readonly channels?: readonly AttemptRecord["channel"][] | undefined
  /** In XPay's spelling: `VISA`. */
  readonly circuits?: readonly string[] | undefined
  /** Country of issue, ISO 3166-1 alpha-2. */
  readonly cardCountries?: readonly string[] | undefined
  /** The card type in XPay's terms. */
  readonly cardTypes?: readonly string[] | undefined
  readonly createdFrom?: Date | undefined
  readonly createdTo?: Date | undefined
  /** Major units, in any currency. */
  readonly amountMin?: number | undefined
  readonly amountMax?: number | undefined
  readonly orderId?: OrderId | undefined
  /** Authorized, not to be abandoned, and not for review: to be captured or voided before the deadline. */
  readonly isToCapture?: boolean | undefined
  /** Held until staff accept it. */
  readonly isForReview?: boolean | undefined
}

export interface Page {
  readonly limit: number
  readonly offset: number
  readonly order: PaymentOrder
}

/** The sort order: newest first, oldest first, or earliest capture deadline first. */
export type PaymentOrder = "newest" | "oldest" | "deadline"

export interface FoundPayments {
  readonly accounts: AttemptWithMovements[]
  /** The total number, up to {@link MOST_COUNTED}. */
  readonly count: number
  readonly isCountExact: boolean
}

/** Users do not page further, and counting on would take longer the older the store is. */
export const MOST_COUNTED = 1_000

/** Columns searched for the complete text; each has an index. */
const EXACT = [
  "id",
  "order_id",
  "cart_id",
  "payment_session_id",
  "operation_id",
  "authorization_code",
  "card_last4",
] as const

/** Columns searched for a list of values, with the filter that has the list. */
const LISTED = {
  channel: "channels",
  card_circuit: "circuits",
  card_country: "cardCountries",
  card_type: "cardTypes",
} as const

const CARD_FACTS = ["card_circuit", "card_country", "card_type"] as const

type CardFact = (typeof CARD_FACTS)[number]

type Condition = (query: Knex.QueryBuilder) => Knex.QueryBuilder

/**
 * Finds payments for a list in the dashboard. However many payments the store has, PostgreSQL reads a limited number of
 * them, by an index: `growth/payment-search.spec.ts` tests it.
 */
export class PaymentSearch {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /** One page of payments with their movements, and the total number. */
  async find(filters: PaymentFilters, page: Page): Promise<FoundPayments> {
    const most = Math.max(MOST_COUNTED + 1, page.offset + page.limit)
    const rows = (await this.listing(filters, page.order, most)) as { id: AttemptId }[]
    const ids = rows.map(({ id }) => id)
    return {
      accounts: await this.#accounts(ids.slice(page.offset, page.offset + page.limit)),
      count: Math.min(ids.length, MOST_COUNTED),
      isCountExact: ids.length <= MOST_COUNTED,
    }
  }

  /** Selects the ids of the first `most` matching payments, in this order. */
  listing(filters: PaymentFilters, order: PaymentOrder, most: number): Knex.QueryBuilder {
    const column = order === "deadline" ? "deadline_at" : "created_at"
    const direction = order === "newest" ? "desc" : "asc"
    const sorting = [column, "id"].map((one) => ({ column: one, order: direction }))
    const first = (query: Knex.QueryBuilder) => query.select("id", column).orderBy(sorting).limit(most)
    const parts = meaningsOf(filters).flatMap((means) =>
      statesOf(filters).map((stands) => first(means(stands(this.#matching(filters)))))
    )
    // One part per meaning, each with its own index: for an OR of them PostgreSQL would read every row.
    return first(this.#db.from(this.#db.union(parts, true).as("found")))
  }

  /** The values that occur among the cards of all payments: one index step per value. */
  async cardFacts(): Promise<Readonly<Record<CardFact, string[]>>> {
    const [circuits, countries, types] = await Promise.all(
      CARD_FACTS.map(async (column) => {
        const first = `select ${column} from ${ATTEMPTS} where deleted_at is null and ${column}`
        const { rows } = await this.#db.raw<{ rows: { value: string }[] }>(
          `with recursive seen (value) as (
             (${first} is not null order by ${column} limit 1)
             union all
             select (${first} > seen.value order by ${column} limit 1) from seen where seen.value is not null
           ) select value from seen where value is not null`
        )
        return rows.map(({ value }) => value)
      })
    )
    return { card_circuit: circuits ?? [], card_country: countries ?? [], card_type: types ?? [] }
  }

  #matching(filters: PaymentFilters): Knex.QueryBuilder {
    const query = this.#db(ATTEMPTS).where({ deleted_at: null }).whereRaw(`not ${UNTRIED}`)
    const { createdFrom, createdTo, amountMin, amountMax, orderId } = filters
    for (const [column, filter] of Object.entries(LISTED)) {
      const values = filters[filter]
      if (values !== undefined) {
        void query.whereIn(column, values)
      }
    }
    if (createdFrom !== undefined) {
      void query.where("created_at", ">=", createdFrom)
    }
    if (createdTo !== undefined) {
      void query.where("created_at", "<=", createdTo)
    }
    if (amountMin !== undefined || amountMax !== undefined) {
      void query.where((either) => matchAmount(either, amountMin, amountMax))
    }
    if (orderId !== undefined) {
      void query.where({ order_id: orderId })
    }
    if (filters.isToCapture === true) {
      void query
        .where({ state: "authorized", abandon_requested_at: null })
        .whereRaw("review is distinct from 'pending'")
    }
    if (filters.isForReview === true) {
      void query
        .where({ abandon_requested_at: null, review: "pending" })
        .whereIn("state", ["authorized", "captured"])
        .whereRaw(`(state = 'authorized' or ${PARTIALLY_CAPTURED})`)
    }
    return query
  }

  /** Payments in the order of the ids, with their movements, oldest first. */
  async #accounts(ids: readonly AttemptId[]): Promise<AttemptWithMovements[]> {
    const [attempts, movements] = await Promise.all([
      this.#db(ATTEMPTS).whereIn("id", ids) as Promise<AttemptRecord[]>,
      this.#db(MOVEMENTS)
        .whereIn("attempt_id", ids)
        .where({ deleted_at: null })
        .orderBy("created_at") as Promise<MovementRecord[]>,
    ])
    const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]))
    return ids.flatMap((id) => {
      const attempt = byId.get(id)
      return attempt === undefined
        ? []
        : [{ attempt, movements: movements.filter((movement) => movement.attempt_id === id) }]
    })
  }
}

/** The possible meanings of a text, as one condition each; without a text, a condition that always holds. */
function meaningsOf({ text, orderIds = [], customerIds = [] }: PaymentFilters): Condition[] {
  if (text === undefined) {
    return [(query) => query]
  }
  const prefix = `${text.toUpperCase().replace(/[%_\\]/g, "\\$&")}%`
  return [
    ...EXACT.map(
      (column): Condition =>
        (query) =>
          query.where({ [column]: text })
    ),
    (query) => query.whereRaw("xpay_order_id like ?", [prefix]),
    ...oneOf("order_id", orderIds),
    ...oneOf("customer_id", customerIds),
  ]
}

function oneOf(column: string, values: readonly string[]): Condition[] {
  return values.length === 0 ? [] : [(query) => query.whereIn(column, values)]
}

/** Partial captures that do not add up to the full amount; of several captures, each may be partial. */
const PARTIALLY_CAPTURED = `(id in (select attempt_id from ${MOVEMENTS} where is_partial and state = 'done' and deleted_at is null)
  and (select sum(case kind when 'capture' then m.amount::numeric when 'cancel_capture' then -m.amount::numeric else 0 end)
    from ${MOVEMENTS} m where m.attempt_id = ${ATTEMPTS}.id and m.state = 'done' and m.deleted_at is null) < coalesce(${ATTEMPTS}.held_amount, ${ATTEMPTS}.amount)::numeric)`

/** The state filter, as one condition per index. */
function statesOf({ states }: PaymentFilters): Condition[] {
  if (states === undefined) {
    return [(query) => query]
  }
  const others = states.filter((state) => state !== "captured" && state !== "partially_captured")
  const [all, part] = [states.includes("captured"), states.includes("partially_captured")]
  const captured: Condition = (query) => query.where({ state: "captured" })
  return [
    ...(others.length === 0 ? [] : [((query) => query.whereIn("state", others)) satisfies Condition]),
    ...(all && part ? [captured] : []),
    ...(all && !part
      ? [((query) => captured(query).whereRaw(`not ${PARTIALLY_CAPTURED}`)) satisfies Condition]
      : []),
    ...(part && !all ? [((query) => captured(query).whereRaw(PARTIALLY_CAPTURED)) satisfies Condition] : []),
  ]
}

/** The currencies by number of decimals, as an SQL list. */
const CURRENCIES = [...new Set(Object.values(XPAY_CURRENCY_DECIMALS))].map((decimals) => ({
  decimals,
  listed: Object.entries(XPAY_CURRENCY_DECIMALS)
    .filter(([, own]) => own === decimals)
    .map(([currency]) => `'${currency}'`)
    .join(", "),
}))

/**
 * Amounts are stored in minor units, of which a major unit has 1 to 1,000: one range for each, using the index on
 * amounts.
 */
function matchAmount(either: Knex.QueryBuilder, min: number | undefined, max: number | undefined): void {
  for (const { decimals, listed } of CURRENCIES) {
    void either.orWhere((range) => {
      if (min !== undefined) {
        void range.whereRaw(`amount::numeric >= ?::numeric * 1e${String(decimals)}`, [String(min)])
      }
      if (max !== undefined) {
        void range.whereRaw(`amount::numeric <= ?::numeric * 1e${String(decimals)}`, [String(max)])
      }
      void range.whereRaw(`currency_code in (${listed})`)
    })
  }
}
