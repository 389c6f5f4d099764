import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eraseSessionCards } from "../medusa/session-cards"
import { retentionOf } from "./engines"
import { forgetCardsOf } from "./forget-saved-cards"

/** Erases what is over of a customer's now, and the rest when it is. */
export async function eraseCustomerData(container: MedusaContainer, customerId: string): Promise<void> {
  await forgetCardsOf(container, customerId)
  await retentionOf(container).requestErasure(customerId)
  await eraseRequested(container)
}

const BATCH = 500

/** Erases what was asked to be erased and is over by now. */
export async function eraseRequested(container: MedusaContainer): Promise<void> {
  const retention = retentionOf(container)
  for (let sessions = await retention.eraseRequested(BATCH); sessions.length > 0;) {
    await eraseSessionCards(
      container,
      sessions.filter((id) => id !== "")
    )
    sessions = await retention.eraseRequested(BATCH)
  }
}

/** Erases the data of customers who are gone, should the event of their going have been lost. */
export async function eraseLostCustomers(container: MedusaContainer): Promise<void> {
  const retention = retentionOf(container)
  for (let after = ""; ;) {
    const ids = await retention.pageCustomers(after, BATCH)
    const existing = await existingCustomers(container, ids)
    for (const id of ids.filter((one) => !existing.has(one))) {
      await eraseCustomerData(container, id)
    }
    const last = ids.at(-1)
    if (last === undefined || ids.length < BATCH) {
      return
    }
    after = last
  }
}

async function existingCustomers(
  container: MedusaContainer,
  ids: readonly string[]
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) {
    return new Set()
  }
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "customer",
    fields: ["id"],
    filters: { id: [...ids] },
    pagination: { skip: 0, take: ids.length },
  })
  return new Set((data as { id: string }[]).map(({ id }) => id))
}
