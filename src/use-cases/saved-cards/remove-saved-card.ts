import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { removeSavedCard, type RemovalEnd } from "../../engine/saved-cards/remove-saved-card"
import type { SavedCardRecord } from "../../modules/xpay/saved-cards"
import { findEngine, notConfigured, savedCardsOf } from "../engine-for"
import { PaymentRefusal } from "../refusal"
import type { CustomerId } from "../../domain/ids"

/**
 * Removes a card of a customer: at once it cannot be used any more; when XPay has confirmed that it forgot it, it is gone
 * here too.
 *
 * @throws PaymentRefusal for a card that is not there or is somebody else's: nobody learns which.
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

/** Deactivates at XPay a card whose removal was requested. What fails is retried by the job. */
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

/** The same answer for another customer's card as for one that never existed. */
export function savedCardNotFound(): PaymentRefusal {
  return new PaymentRefusal("saved_card_not_found", "There is no such saved card.")
}
