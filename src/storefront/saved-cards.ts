import type { Circuit } from "./card/circuits"
import { fromWire } from "./from-wire"
import { toPageResult, type PageAnswer, type PagePaymentInput, type PagePaymentResult } from "./pay-on-page"
import { sessionPath } from "./payment"
import type { StoreApi } from "./store-api"

/** A card that a signed-in customer has allowed the shop to save. Only XPay has the number. */
export interface SavedCard {
  readonly id: string
  /** For the payment session to be paid with it. */
  readonly providerId: string
  /** In XPay's spelling. Undefined, like the next two, if XPay did not provide it. */
  readonly circuit: Circuit | (string & {}) | undefined
  readonly last4: string | undefined
  /** `MM/YY`. */
  readonly expiry: string | undefined
  /**
   * `next_payments`: its owner confirms each payment. `later_charges`: saved for charges that the shop makes on its
   * own.
   */
  readonly for: "next_payments" | "later_charges"
  /** ISO 8601. */
  readonly createdAt: string
}

export interface SavedCardPaymentInput extends PagePaymentInput {
  readonly savedCardId: string
}

/** @throws XPayError `not_signed_in` without a customer's authorization. */
export async function listSavedCards(api: StoreApi, signal: AbortSignal | undefined): Promise<SavedCard[]> {
  const answer = await api.get<{ saved_cards: readonly object[] }>("/store/xpay/saved-cards", signal)
  return answer.saved_cards.map(fromWire<SavedCard>)
}

/** Deactivates a saved card at XPay and removes it from the shop. @throws XPayError */
export async function removeSavedCard(api: StoreApi, id: string): Promise<void> {
  await api.delete(`/store/xpay/saved-cards/${encodeURIComponent(id)}`)
}

/**
 * Pays a payment session with a saved card.
 *
 * @throws XPayError
 */
export async function payBySavedCard(
  api: StoreApi,
  { paymentSessionId, cartId, savedCardId, returnUrl, page }: SavedCardPaymentInput
): Promise<PagePaymentResult> {
  const answer = await api.post<PageAnswer>(sessionPath(paymentSessionId, "/saved-card"), {
    cart_id: cartId,
    saved_card_id: savedCardId,
    return_url: returnUrl,
    locale: api.language,
  })
  return toPageResult(answer, page)
}
