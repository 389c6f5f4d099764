import type { MedusaContainer } from "@medusajs/framework/types"
import type { CustomerId } from "../../domain/ids"
import { toLocale } from "../../domain/locale"
import { shopperText } from "../../texts/shopper-messages"
import { isOffered } from "../../engine/saved-cards/saved-card"
import { savedCardsOf } from "../engine-for"
import { cardProviderOf, FIELDS_METHOD, HOSTED_METHOD } from "../../medusa/provider-ids"
import { openPage, type HostedPageResult } from "./open-page"
import { findPayableSession, requireOwnCart, type PaymentCall } from "./payable-session"
import { PaymentRefusal } from "../refusal"
import { savedCardNotFound } from "../saved-cards/remove-saved-card"
import { requireSaqD } from "../require-saq-d"

/** A signed-in customer's request to pay a session with a saved card. */
export interface SavedCardCall extends PaymentCall {
  readonly savedCardId: string
  readonly customerId: CustomerId
}

/**
 * Opens XPay's page for a saved card, where its owner confirms the payment. The shop has no card number, so a saved
 * card can only be used there.
 *
 * @throws PaymentRefusal for everything the shopper or the storefront can correct.
 */
export async function payWithSavedCard(
  container: MedusaContainer,
  call: SavedCardCall
): Promise<HostedPageResult> {
  const payable = await findPayableSession(container, call)
  requireOwnCart(payable)
  const { provider, locale } = payable
  if (provider.method === undefined) {
    requireSaqD(payable.engine, locale)
  }
  const card = await savedCardsOf(container).findOwn(call.savedCardId, { customerId: call.customerId })
  if (card === undefined) {
    throw savedCardNotFound()
  }
  const isForCards = [undefined, FIELDS_METHOD, HOSTED_METHOD].includes(provider.method)
  if (!isForCards || cardProviderOf(provider) !== card.provider_id) {
    throw new PaymentRefusal(
      "not_a_session_of_this_card",
      `This card is saved at another terminal than the session's: create a session with provider ${card.provider_id}.`
    )
  }
  if (card.state !== "active" || card.contract_type !== "cit" || !isOffered(card)) {
    throw new PaymentRefusal(
      "saved_card_not_usable",
      shopperText(card.contract_type === "mit" ? "card_for_later_charges" : "card_removed", toLocale(locale))
    )
  }
  return await openPage(container, payable, undefined, { use: card }, call.clientAddress)
}
