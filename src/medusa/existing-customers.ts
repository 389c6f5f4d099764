import type { MedusaContainer } from "@medusajs/framework/types"
import type { CustomerId } from "../domain/ids"
import { findAll } from "./graph"

/** The customers among these ids that Medusa still has. */
export async function existingCustomers(
  container: MedusaContainer,
  ids: readonly CustomerId[]
): Promise<ReadonlySet<CustomerId>> {
  // An empty filter would match every row.
  if (ids.length === 0) {
    return new Set()
  }
  const rows = await findAll<{ id: CustomerId }>(container, {
    entity: "customer",
    fields: ["id"],
    filters: { id: [...ids] },
    pagination: { skip: 0, take: ids.length },
  })
  return new Set(rows.map(({ id }) => id))
}
