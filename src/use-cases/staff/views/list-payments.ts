import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { toLocale } from "../../../domain/locale"
import { PaymentSearch, type Page, type PaymentFilters } from "../../../modules/xpay/journal/payment-search"
import { findMeant } from "./find-meant"
import { customerLabels, orderLabels } from "./labels"
import { paymentRow, type PaymentRow } from "./payment-row"

/** Payments of a list, and how many match: counted up to 1,000, then `is_count_exact` is false. */
export interface PaymentList {
  readonly payments: PaymentRow[]
  readonly count: number
  readonly is_count_exact: boolean
}

/**
 * Payments for a list in the dashboard. The text may also be an order's number, with or without `#`, or part of a
 * customer's name or e-mail address.
 */
export async function listPayments(
  container: MedusaContainer,
  filters: Omit<PaymentFilters, "orderIds" | "customerIds">,
  page: Page,
  language: string | undefined
): Promise<PaymentList> {
  const search = new PaymentSearch(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const text = filters.text?.trim()
  const { accounts, count, isCountExact } = await search.find(
    text === undefined || text === ""
      ? { ...filters, text: undefined }
      : { ...filters, text, ...(await findMeant(container, text)) },
    page
  )
  const attempts = accounts.map(({ attempt }) => attempt)
  const [orders, customers] = await Promise.all([
    orderLabels(
      container,
      attempts.flatMap(({ order_id: id }) => id ?? [])
    ),
    customerLabels(
      container,
      attempts.flatMap(({ customer_id: id }) => id ?? [])
    ),
  ])
  const labels = ({ order_id: orderId, customer_id: customerId }: (typeof attempts)[number]) => ({
    order: orders.get(orderId ?? ""),
    customer: customers.get(customerId ?? ""),
  })
  return {
    payments: accounts.map((account) => paymentRow(account, labels(account.attempt), toLocale(language))),
    count,
    is_count_exact: isCountExact,
  }
}
