import { randomBytes } from "node:crypto"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { CustomerId } from "../../domain/ids"
import { printedExpiry } from "../../domain/card-expiry"
import { payerId } from "../../domain/payer-id"
import type { Owner, SavedCardRecord } from "../../modules/xpay/saved-cards"

/** The content of Medusa's `account_holder.data`: the holder's ids, here and at XPay. */
const heldData = z.looseObject({ customer_id: z.string().min(1).brand<"CustomerId">() })

/** A row of Medusa's `account_holder`, as passed to a provider; its type names `data` only. */
const accountHolder = z.looseObject({ provider_id: z.string().optional(), data: heldData })

/** A customer of the store, as account holder. */
export interface AccountHolder {
  readonly id: string
  readonly data: { readonly customer_id: string; readonly xpay_customer_id: string }
}

/**
 * The account holder for a customer. Nothing is created at XPay, where a customer is only a name on orders.
 * The id is different each time, because Medusa accepts no id twice, and creates two holders for a customer
 * who pays in two tabs for the first time.
 */
export function newAccountHolder(customerId: CustomerId): AccountHolder {
  return { id: `${customerId}:${randomBytes(6).toString("hex")}`, data: holderData(customerId) }
}

export function holderData(customerId: CustomerId): AccountHolder["data"] {
  return { customer_id: customerId, xpay_customer_id: payerId(customerId) }
}

/**
 * The owner of the cards.
 *
 * @throws MedusaError if the context names no account holder of ours.
 */
export function ownerOf(context: unknown): Owner {
  const parsed = z.looseObject({ account_holder: accountHolder }).safeParse(context)
  if (!parsed.success) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      "Give the customer's XPay account holder in `context.account_holder`, as Medusa has it."
    )
  }
  const { data, provider_id: providerId } = parsed.data.account_holder
  return { customerId: data.customer_id, providerId }
}

/** A saved card as a Medusa payment method. */
export function paymentMethod(card: SavedCardRecord) {
  return {
    id: card.id,
    data: {
      circuit: card.card_circuit,
      last4: card.card_last4,
      expiry: card.card_expiry === null ? null : printedExpiry(card.card_expiry),
      for: card.contract_type === "cit" ? "next_payments" : "later_charges",
    },
  }
}
