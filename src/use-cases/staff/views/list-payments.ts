import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { findAll } from "../../../medusa/graph"
import { toLocale } from "../../../domain/locale"
import { PaymentSearch, type Page, type PaymentFilters } from "../../../modules/xpay/journal/payment-search"
import { orderLabels } from "./labels"
import { paymentRow, type PaymentRow } from "./payment-row"

/** Payments of a list, and how many fit: counted up to 1,000, then `is_count_exact` is false. */
export interface PaymentList {
  readonly payments: PaymentRow[]
  readonly count: number
  readonly is_count_exact: boolean
}

/**
 * Payments for a list in the dashboard. The text may also be an order's number, with or without `#`, or a customer's
 * e-mail address.
 */
export async function listPayments(
  container: MedusaContainer,
  filters: Omit<PaymentFilters, "orderIds">,
  page: Page,
  language: string | undefined
): Promise<PaymentList> {
  const search = new PaymentSearch(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const text = filters.text?.trim()
  const { accounts, count, isCountExact } = await search.find(
    text === undefined || text === ""
      ? { ...filters, text: undefined }
      : { ...filters, text, orderIds: await ordersMeant(container, text) },
    page
  )
  const orders = await orderLabels(
    container,
    accounts.flatMap(({ attempt }) => attempt.order_id ?? [])
  )
  return {
    payments: accounts.map((account) =>
      paymentRow(account, orders.get(account.attempt.order_id ?? ""), toLocale(language))
    ),
    count,
    is_count_exact: isCountExact,
  }
}

/** PostgreSQL's `integer`, which the number of an order is. */
const HIGHEST_NUMBER = 2_147_483_647

/** Orders of one customer that are looked through; nobody reads more of them in a list. */
const MOST_ORDERS = 500

async function ordersMeant(container: MedusaContainer, text: string): Promise<string[]> {
  const number = /^#?(\d{1,10})$/.exec(text)?.[1]
  if (number !== undefined && Number(number) <= HIGHEST_NUMBER) {
    return await findOrders(container, { display_id: Number(number) })
  }
  return text.includes("@") ? await findOrders(container, { email: text.toLowerCase() }) : []
}

async function findOrders(
  container: MedusaContainer,
  filters: { display_id: number } | { email: string }
): Promise<string[]> {
  const rows = await findAll<{ id: string }>(container, {
    entity: "order",
    fields: ["id"],
    filters,
    pagination: { take: MOST_ORDERS, skip: 0, order: { created_at: "DESC" } },
  })
  return rows.map(({ id }) => id)
}
