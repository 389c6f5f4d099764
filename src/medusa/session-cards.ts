import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { PaymentSessionId } from "../domain/ids"

/**
 * Removes only the masked card from Medusa's payment sessions and their payments. Medusa can change `data` only by a
 * call of the provider, for an open session.
 */
export async function eraseSessionCards(
  container: MedusaContainer,
  sessionIds: readonly PaymentSessionId[]
): Promise<void> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const withoutCard = { data: db.raw("data - 'card'") }
  await db("payment_session").whereIn("id", sessionIds).update(withoutCard)
  await db("payment").whereIn("payment_session_id", sessionIds).update(withoutCard)
}
