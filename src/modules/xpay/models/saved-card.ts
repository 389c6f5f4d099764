import { model } from "@medusajs/framework/utils"

/**
 * A card that a customer let the shop keep: a contract at XPay, which alone has the card. Here is only who it belongs to
 * and what may be printed on a receipt.
 */
export const SavedCard = model
  .define("xpay_saved_card", {
    id: model.id({ prefix: "xpcard" }).primaryKey(),
    /** XPay's id of the contract, at most 18 letters and digits, chosen by us. */
    contract_id: model.text().unique(),
    /** Provider of the terminal that has the contract: `pp_xpay_…`. */
    provider_id: model.text(),
    customer_id: model.text(),
    /** `cit`: the customer is there and confirms each payment. `mit`: the shop may charge it alone. */
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
    /** The attempt that made it. */
    attempt_id: model.text().nullable(),
    /** When its removal was requested; from then on it is not used any more. */
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
