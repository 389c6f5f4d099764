import { z } from "@medusajs/framework/zod"
import type { ContractKind } from "../../modules/xpay/saved-cards"

/**
 * The shopper's consent to saving the card: `true` to pay faster next time, confirming each payment; or `{ for:
 * "later_charges" }` for merchant-initiated charges, such as a subscription's.
 */
export const saveCardField = z
  .union([z.boolean(), z.strictObject({ for: z.enum(["next_payments", "later_charges"]) })])
  .optional()
  .describe(
    "The customer's consent to have the card kept: `true` to pay faster next time, or `later_charges` for charges that the shop makes alone. [Saved cards](saved-cards.md)"
  )

/** The purpose of saving the card; undefined: do not save it. */
export function readSaveCard(field: z.output<typeof saveCardField>): ContractKind | undefined {
  if (field === undefined || field === false) {
    return undefined
  }
  return field === true || field.for === "next_payments" ? "cit" : "mit"
}
