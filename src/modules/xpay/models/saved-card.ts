import { model } from "@medusajs/framework/utils"

/**
 * A card that a customer allowed the shop to save: a contract at XPay, which alone has the card. This row has only its
 * owner and what may be printed on a receipt.
 */
export const SavedCard = model
  .define("xpay_saved_card", {
    id: model.id({ prefix: "xpcard" }).primaryKey(),
    /** XPay's id of the contract, chosen by us: at most 18 letters and digits. */
    contract_id: model.text().unique(),
    /** Provider of the terminal that has the contract: `pp_xpay_…`. */
    provider_id: model.text(),
    customer_id: model.text(),
    /** `cit`: the customer is present and confirms each payment. `mit`: the shop may charge it without the customer. */
    contract_type: model.enum(["cit", "mit"]),
    /**
     * `pending`: the payment that creates it is not approved yet. `removing`: XPay has not confirmed the deactivation
     * yet.
     */
    state: model.enum(["pending", "active", "removing", "removed"]),
    card_circuit: model.text().nullable(),
    card_last4: model.text().nullable(),
    card_expiry: model.text().nullable(),
    /** When the customer consented. */
    consented_at: model.dateTime(),
    /** The attempt that created it. */
    attempt_id: model.text().nullable(),
    /** When its removal was requested; the card is not used after that. */
    removed_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_xpay_saved_card_customer", on: ["customer_id", "state"] },
    {
      name: "IDX_xpay_saved_card_unresolved",
      on: ["updated_at"],
      where: "state in ('pending', 'removing') and deleted_at is null",
    },
  ])
