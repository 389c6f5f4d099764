import type {
  CreateAccountHolderInput,
  CreateAccountHolderOutput,
  DeleteAccountHolderInput,
  DeleteAccountHolderOutput,
  DeletePaymentMethodInput,
  DeletePaymentMethodOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  ListPaymentMethodsInput,
  ListPaymentMethodsOutput,
  RetrieveAccountHolderInput,
  RetrieveAccountHolderOutput,
  SavePaymentMethodOutput,
  UpdateAccountHolderInput,
  UpdateAccountHolderOutput,
} from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { asCustomerId } from "../../domain/ids"
import { customerOfHolder } from "../../domain/account-holder-id"
import { isOffered } from "../../engine/saved-cards/saved-card"
import { removeSavedCard } from "../../engine/saved-cards/remove-saved-card"
import { refusalError } from "../../medusa/refusal-error"
import { holderData, newAccountHolder, ownerOf, paymentMethod } from "./account-holder"
import { XPayProvider } from "./provider"

const { Types } = MedusaError

/**
 * Cards, server to server: the shopper's card arrives through the card route and is authorized in the
 * completion. This provider also owns the terminal's saved cards, whichever of the terminal's providers
 * created them.
 */
export class XPayCardProvider extends XPayProvider {
  static override identifier = "xpay"
  protected override readonly channel = "card"

  /** @throws MedusaError in production if the merchant has not confirmed its SAQ D. */
  override initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const { environment, saqDVerifiedByNexi } = this.engine.terminal.settings
    if (environment === "production" && !saqDVerifiedByNexi) {
      throw refusalError(
        "saq_d_missing",
        "Cards cannot be taken here yet: in production Nexi must have verified the merchant's PCI DSS SAQ D. When it has, set the option `saqDVerifiedByNexi: true`. Until then use XPay's hosted page."
      )
    }
    return super.initiatePayment(input)
  }

  createAccountHolder({ context }: CreateAccountHolderInput): Promise<CreateAccountHolderOutput> {
    return Promise.resolve(newAccountHolder(asCustomerId(context.customer.id)))
  }

  /** XPay stores no customer data that could change. */
  updateAccountHolder({ context }: UpdateAccountHolderInput): Promise<UpdateAccountHolderOutput> {
    return Promise.resolve({ data: holderData(ownerOf(context).customerId) })
  }

  retrieveAccountHolder({ id }: RetrieveAccountHolderInput): Promise<RetrieveAccountHolderOutput> {
    return Promise.resolve({ id, data: holderData(customerOfHolder(id)) })
  }

  /**
   * Also removes the holder's cards, including at XPay. Cards that XPay does not confirm now are no longer
   * used, and their removal is retried.
   */
  async deleteAccountHolder({ context }: DeleteAccountHolderInput): Promise<DeleteAccountHolderOutput> {
    const { engine } = this
    for (const card of await engine.savedCards.requestRemovalOfAll(ownerOf(context))) {
      await removeSavedCard(engine, card)
    }
    return {}
  }

  async listPaymentMethods({ context }: ListPaymentMethodsInput): Promise<ListPaymentMethodsOutput> {
    const cards = await this.engine.savedCards.listActive(ownerOf(context))
    return cards.filter(isOffered).map(paymentMethod)
  }

  /** @throws MedusaError always: this would need a card number, which Medusa would store. */
  savePaymentMethod(): Promise<SavePaymentMethodOutput> {
    throw new MedusaError(
      Types.NOT_ALLOWED,
      "A card is saved with a payment: `save_card` in `POST /store/xpay/payment-sessions/{id}/card` or `…/hosted-page`. It cannot be saved through Medusa's payment module, which may not see card numbers."
    )
  }

  /** @throws MedusaError if the card is not the holder's, or XPay has not confirmed its deactivation yet. */
  async deletePaymentMethod({ data, context }: DeletePaymentMethodInput): Promise<DeletePaymentMethodOutput> {
    const { engine } = this
    const own = await engine.savedCards.findOwn(data.id, ownerOf(context))
    const card = own === undefined ? undefined : await engine.savedCards.requestRemoval(own.id)
    if (card === undefined) {
      throw refusalError("saved_card_not_found", "This account holder has no such saved card.")
    }
    if ((await removeSavedCard(engine, card)) === "removing") {
      throw new MedusaError(
        Types.UNEXPECTED_STATE,
        "XPay has not confirmed the removal of the card yet. The card cannot be used any more, and the plugin retries automatically."
      )
    }
    return {}
  }
}
