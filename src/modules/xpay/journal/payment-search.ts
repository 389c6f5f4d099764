import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AttemptState } from "../../../domain/attempt-state"
import { XPAY_CURRENCY_DECIMALS } from "../../../domain/currencies"
import { UNTRIED, type Account } from "./tables"
import type { AttemptRecord, MovementRecord } from "./records"

/** What a person looks for among the payments. What is left out does not narrow the search. */
export interface PaymentFilters {
  /** A whole id, code, or last four digits, or the beginning of an XPay order id. */
  readonly text?: string | undefined
  /** Medusa's orders that the text may mean. */
  readonly orderIds?: readonly string[] | undefined
  readonly states?: readonly AttemptState[] | undefined
  readonly channels?: readonly AttemptRecord["channel"][] | undefined
  readonly createdFrom?: Date | undefined
  readonly createdTo?: Date | undefined
  /** Major units, whatever the currency. */
  readonly amountMin?: number | undefined
  readonly amountMax?: number | undefined
  readonly orderId?: string | undefined
}

export interface Page {
  readonly limit: number
  readonly offset: number
  readonly isNewestFirst: boolean
}

/** Columns in which a text is looked for as a whole; each has an index or is narrowed by one that has. */
const EXACT = [
  "id",
  "order_id",
  "cart_id",
  "payment_session_id",
  "operation_id",
  "authorization_code",
  "card_last4",
]

/** Finds payments for a list in the dashboard. */
export class PaymentSearch {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /** One page of payments with their movements, and how many there are in all. */
  async find(
    filters: PaymentFilters,
    { limit, offset, isNewestFirst }: Page
  ): Promise<{ accounts: Account[]; count: number }> {
    const direction = isNewestFirst ? "desc" : "asc"
    const [attempts, counted] = await Promise.all([
      this.#matching(filters)
        .select("*")
        .orderBy([
          { column: "created_at", order: direction },
          { column: "id", order: direction },
        ])
        .limit(limit)
        .offset(offset) as Promise<AttemptRecord[]>,
      this.#matching(filters).count({ count: "*" }).first() as Promise<{ count: string } | undefined>,
    ])
    return { accounts: await this.#withMovements(attempts), count: Number(counted?.count ?? 0) }
  }

  #matching(filters: PaymentFilters): Knex.QueryBuilder {
    const query = this.#db("xpay_attempt").where({ deleted_at: null }).whereRaw(`not ${UNTRIED}`)
    const { text, states, channels, createdFrom, createdTo, amountMin, amountMax, orderId } = filters
    if (text !== undefined) {
      void query.where((either) => this.#matchText(either, text, filters.orderIds ?? []))
    }
    if (states !== undefined) {
      void query.whereIn("state", states)
    }
    if (channels !== undefined) {
      void query.whereIn("channel", channels)
    }
    if (createdFrom !== undefined) {
      void query.where("created_at", ">=", createdFrom)
    }
    if (createdTo !== undefined) {
      void query.where("created_at", "<=", createdTo)
    }
    if (amountMin !== undefined) {
      void query.whereRaw(`${MAJOR} >= ?`, [amountMin])
    }
    if (amountMax !== undefined) {
      void query.whereRaw(`${MAJOR} <= ?`, [amountMax])
    }
    if (orderId !== undefined) {
      void query.where({ order_id: orderId })
    }
    return query
  }

  #matchText(either: Knex.QueryBuilder, text: string, orderIds: readonly string[]): void {
    EXACT.forEach((column) => void either.orWhere({ [column]: text }))
    void either.orWhereRaw("xpay_order_id like ?", [`${text.toUpperCase().replace(/[%_\\]/g, "\\$&")}%`])
    if (orderIds.length > 0) {
      void either.orWhereIn("order_id", orderIds)
    }
  }

  async #withMovements(attempts: readonly AttemptRecord[]): Promise<Account[]> {
    const movements: MovementRecord[] = await this.#db<MovementRecord>("xpay_movement")
      .select("*")
      .whereIn(
        "attempt_id",
        attempts.map(({ id }) => id)
      )
      .where({ deleted_at: null })
      .orderBy("created_at")
    return attempts.map((attempt) => ({
      attempt,
      movements: movements.filter((movement) => movement.attempt_id === attempt.id),
    }))
  }
}

/** The amount in major units, as SQL. */
const MAJOR = `(amount::numeric / power(10, case upper(currency_code) ${Object.entries(XPAY_CURRENCY_DECIMALS)
  .filter(([, decimals]) => decimals !== 2)
  .map(([currency, decimals]) => `when '${currency}' then ${String(decimals)}`)
  .join(" ")} else 2 end))`
