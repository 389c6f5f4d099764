import type { MedusaContainer } from "@medusajs/framework/types"
import { toLocale } from "../../domain/locale"
import { shopperText } from "../../texts/shopper-messages"
import type { CardSaving } from "../../engine/saved-cards/saved-card"
import type { ContractKind } from "../../modules/xpay/saved-cards"
import { cardProviderOf } from "../../medusa/provider-ids"
import { hasAccount } from "./has-account"
import { requireOwnCart, type PayableSession, type PaymentCall } from "./payable-session"
import { PaymentRefusal } from "../refusal"

/**
 * Turns a shopper's consent to saving the card into the payment's card saving.
 *
 * @throws PaymentRefusal if the shopper has no account: the card would have no owner.
 */
export async function agreeToSavedCard(
  container: MedusaContainer,
  payable: PayableSession,
  { customerId, saveCard }: PaymentCall & { readonly saveCard?: ContractKind | undefined }
): Promise<CardSaving | undefined> {
  if (saveCard === undefined) {
    return undefined
  }
  const { provider, locale } = payable
  if (customerId === undefined || !(await hasAccount(container, customerId))) {
    throw new PaymentRefusal("sign_in_to_save", shopperText("sign_in_to_save", toLocale(locale)))
  }
  requireOwnCart(payable)
  return { kind: saveCard, cardProviderId: cardProviderOf(provider) }
}
