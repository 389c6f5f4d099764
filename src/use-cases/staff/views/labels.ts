import type { MedusaContainer } from "@medusajs/framework/types"
import { findAll } from "../../../medusa/graph"

/** Medusa's order, as far as it is named beside a payment. */
export interface OrderLabel {
  readonly id: string
  readonly display_id: number
  readonly is_draft_order: boolean
  readonly email: string | null
}

/** An admin user, as named beside what they did. */
export interface UserLabel {
  readonly id: string
  readonly email: string
  readonly name: string | null
}

/** Number and kind of orders, by id. */
export async function orderLabels(
  container: MedusaContainer,
  ids: readonly string[]
): Promise<Map<string, OrderLabel>> {
  const orders = await find<OrderLabel>(
    container,
    "order",
    ["id", "display_id", "is_draft_order", "email"],
    ids
  )
  return new Map(orders.map((order) => [order.id, order]))
}

/** Names of admin users, by id. */
export async function userLabels(
  container: MedusaContainer,
  ids: readonly string[]
): Promise<Map<string, UserLabel>> {
  const users = await find<Omit<UserLabel, "name"> & { first_name: string | null; last_name: string | null }>(
    container,
    "user",
    ["id", "email", "first_name", "last_name"],
    ids
  )
  return new Map(
    users.map(({ id, email, first_name: first, last_name: last }) => {
      const name = [first, last].filter((part) => part !== null && part !== "").join(" ")
      return [id, { id, email, name: name === "" ? null : name }]
    })
  )
}

async function find<Row>(
  container: MedusaContainer,
  entity: string,
  fields: string[],
  ids: readonly string[]
): Promise<Row[]> {
  // An empty filter would match every row.
  if (ids.length === 0) {
    return []
  }
  return await findAll<Row>(container, { entity, fields, filters: { id: [...new Set(ids)] } })
}
