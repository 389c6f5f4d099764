import type { MedusaContainer } from "@medusajs/framework/types"
import { findAll } from "../../../medusa/graph"

/** The fields of Medusa's order shown beside a payment. */
export interface OrderLabel {
  readonly id: string
  readonly display_id: number
  readonly is_draft_order: boolean
  readonly email: string | null
  /** The name in the billing address, else in the shipping address. */
  readonly name: string | null
  /** As entered. */
  readonly phone: string | null
}

/** A customer of Medusa's, as named beside a payment. */
export interface CustomerLabel {
  readonly id: string
  readonly email: string | null
  readonly name: string | null
}

/** An admin user, as named beside their actions. */
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
  const orders = await find<
    Omit<OrderLabel, "name" | "phone"> & { billing_address?: Addressee; shipping_address?: Addressee }
  >(container, "order", ["id", "display_id", "is_draft_order", "email", ...FIELDS_OF_ADDRESSES], ids)
  return new Map(
    orders.map(({ billing_address: billing, shipping_address: shipping, ...order }) => [
      order.id,
      {
        ...order,
        name: nameOf(billing) ?? nameOf(shipping),
        phone: [billing?.phone, shipping?.phone].find(Boolean) ?? null,
      },
    ])
  )
}

/** Names and addresses of customers, by id. */
export async function customerLabels(
  container: MedusaContainer,
  ids: readonly string[]
): Promise<Map<string, CustomerLabel>> {
  const customers = await find<Omit<CustomerLabel, "name"> & NonNullable<Named>>(
    container,
    "customer",
    ["id", "email", "first_name", "last_name"],
    ids
  )
  return new Map(customers.map((one) => [one.id, { id: one.id, email: one.email, name: nameOf(one) }]))
}

/** Names of admin users, by id. */
export async function userLabels(
  container: MedusaContainer,
  ids: readonly string[]
): Promise<Map<string, UserLabel>> {
  const users = await find<Omit<UserLabel, "name"> & NonNullable<Named>>(
    container,
    "user",
    ["id", "email", "first_name", "last_name"],
    ids
  )
  return new Map(users.map((user) => [user.id, { id: user.id, email: user.email, name: nameOf(user) }]))
}

type Named = { readonly first_name: string | null; readonly last_name: string | null } | null

type Addressee = (NonNullable<Named> & { readonly phone?: string | null }) | null

const FIELDS_OF_ADDRESSES = ["billing_address", "shipping_address"].flatMap((address) =>
  ["first_name", "last_name", "phone"].map((field) => `${address}.${field}`)
)

function nameOf(named: Named | undefined): string | null {
  const name = [named?.first_name, named?.last_name].filter(Boolean).join(" ")
  return name === "" ? null : name
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
