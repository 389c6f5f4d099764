import type { MedusaContainer } from "@medusajs/framework/types"
import { findOne } from "../../medusa/graph"
import type { CustomerId } from "../../domain/ids"

/** Whether this customer still has an account: a token outlives a deleted account. */
export async function hasAccount(container: MedusaContainer, customerId: CustomerId): Promise<boolean> {
  const customer = await findOne<{ has_account?: boolean }>(container, {
    entity: "customer",
    fields: ["has_account"],
    filters: { id: customerId },
  })
  return customer?.has_account === true
}
