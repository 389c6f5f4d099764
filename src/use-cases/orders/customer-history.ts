import type { MedusaContainer } from "@medusajs/framework/types"
import { findAll, findOne } from "../../medusa/graph"
import type { MedusaAddress } from "./medusa-address"
import type { CustomerId } from "../../domain/ids"

/** The store's earlier records of a customer. */
export interface CustomerHistory {
  /** Undefined for guests. */
  readonly openedAt: Date | undefined
  readonly changedAt: Date | undefined
  readonly name: string | undefined
  /** Orders of the last six months, newest first. */
  readonly orders: readonly PastOrder[]
}

interface PastOrder {
  readonly created_at: string | Date
  readonly shipping_address?: MedusaAddress | null
}

interface CustomerRow {
  readonly has_account: boolean
  readonly first_name: string | null
  readonly last_name: string | null
  readonly created_at: string | Date
  readonly updated_at: string | Date
}

const SIX_MONTHS_MS = 183 * 86_400_000
const ENOUGH_ORDERS = 50

/** A guest has no history: orders with the same e-mail address may belong to someone else. */
export async function readHistory(
  container: MedusaContainer,
  customerId: CustomerId | undefined
): Promise<CustomerHistory> {
  const guest: CustomerHistory = { openedAt: undefined, changedAt: undefined, name: undefined, orders: [] }
  if (customerId === undefined) {
    return guest
  }
  const customer = await findOne<CustomerRow>(container, {
    entity: "customer",
    fields: ["has_account", "first_name", "last_name", "created_at", "updated_at"],
    filters: { id: customerId },
  })
  if (customer?.has_account !== true) {
    return guest
  }
  const orders = await findAll<PastOrder>(container, {
    entity: "order",
    fields: ["created_at", "shipping_address.*"],
    filters: { customer_id: customerId, created_at: { $gte: new Date(Date.now() - SIX_MONTHS_MS) } },
    pagination: { take: ENOUGH_ORDERS, order: { created_at: "DESC" } },
  })
  const name = [customer.first_name, customer.last_name]
    .filter((part) => part !== null && part !== "")
    .join(" ")
  return {
    openedAt: new Date(customer.created_at),
    changedAt: new Date(customer.updated_at),
    name: name === "" ? undefined : name,
    orders,
  }
}
