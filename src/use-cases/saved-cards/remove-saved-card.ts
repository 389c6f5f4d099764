import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { removeSavedCard, type RemovalEnd } from "../../engine/saved-cards/remove-saved-card"
import type { SavedCardRecord } from "../../modules/xpay/saved-cards"
import { findEngine, notConfigured, savedCardsOf } from "../engine-for"
import { PaymentRefusal } from "../refusal"
import type { CustomerId } from "../../domain/ids"

/**
 * Removes a customer's card. It can no longer be used at once; it is deleted here when XPay has confirmed its
 * deactivation.
 *
 * @throws PaymentRefusal for an unknown card or another customer's, without saying which.
 */
export async function removeOwnCard(
  container: MedusaContainer,
  id: string,
  customerId: CustomerId
): Promise<RemovalEnd> {
  const savedCards = savedCardsOf(container)
  const own = await savedCards.findOwn(id, { customerId })
  const card = own === undefined ? undefined : await savedCards.requestRemoval(own.id)
  if (card === undefined) {
    throw savedCardNotFound()
  }
  return await deactivateAtXPay(container, card)
}

/** Deactivates at XPay a card whose removal was requested. The job retries a failure. */
export async function deactivateAtXPay(
  container: MedusaContainer,
  card: SavedCardRecord
): Promise<RemovalEnd> {
  const engine = findEngine(container, card.provider_id)
  if (engine === undefined) {
    const why = notConfigured(card.provider_id)
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`Saved card ${card.id} cannot be removed at XPay: ${why}`)
    return "removing"
  }
  return await removeSavedCard(engine, card)
}

/** The same response for another customer's card as for one that never existed. */
export function savedCardNotFound(): PaymentRefusal {
  return new PaymentRefusal("saved_card_not_found", "There is no such saved card.")
}
