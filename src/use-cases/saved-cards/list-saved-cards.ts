import type { MedusaContainer } from "@medusajs/framework/types"
import { asCustomerId } from "../../domain/ids"
import { printedExpiry } from "../../domain/card-expiry"
import { isOffered } from "../../engine/saved-cards/saved-card"
import type { SavedCardRecord } from "../../modules/xpay/saved-cards"
import { savedCardsOf } from "../engine-for"

/** A saved card as its owner sees it. */
export interface SavedCardView {
  readonly id: string
  /** The card provider of the card's terminal: a payment with the card needs a session of this terminal. */
  readonly provider_id: string
  /** XPay's spelling: `VISA`, `MC`. Null, like the next two, if XPay did not return it. */
  readonly circuit: string | null
  readonly last4: string | null
  /** As printed on the card: `08/29`. */
  readonly expiry: string | null
  /** `next_payments`: its owner confirms each payment. `later_charges`: the shop may charge it alone. */
  readonly for: "next_payments" | "later_charges"
  readonly created_at: Date
}

/** A customer's saved cards, newest first, without expired ones. */
export async function listSavedCards(
  container: MedusaContainer,
  customerId: string
): Promise<SavedCardView[]> {
  const cards = await savedCardsOf(container).listActive({ customerId: asCustomerId(customerId) })
  return cards.filter(isOffered).map(view)
}

function view(card: SavedCardRecord): SavedCardView {
  return {
    id: card.id,
    provider_id: card.provider_id,
    circuit: card.card_circuit,
    last4: card.card_last4,
    expiry: card.card_expiry === null ? null : printedExpiry(card.card_expiry),
    for: card.contract_type === "cit" ? "next_payments" : "later_charges",
    created_at: card.created_at,
  }
}
