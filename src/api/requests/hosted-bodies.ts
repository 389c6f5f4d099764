import { z } from "@medusajs/framework/zod"
import { bodyFields } from "./body-fields"
import { saveCardField } from "./save-card-field"

/** Body of the route that opens XPay's page. */
export const hostedPageBody = z.strictObject({ ...bodyFields, save_card: saveCardField })

/** Body of the route that opens XPay's card fields. */
export const cardFieldsBody = z.strictObject({
  ...bodyFields,
  return_url: bodyFields.return_url.describe(
    "Where the shopper comes back to from the bank; below one of the shop's `storefrontUrls`, and of the same origin as the page with the fields: XPay's fields talk to that origin alone. The first of them when absent."
  ),
  save_card: saveCardField,
})

/** Body of the route that pays with the card in XPay's fields. */
export const confirmFieldsBody = z.strictObject({
  cart_id: bodyFields.cart_id,
  payment_id: z
    .string()
    .min(1)
    .max(64)
    .brand<"AttemptId">()
    .describe("The `payment.id` that came with the fields."),
  locale: bodyFields.locale,
})

/** Body of the route that pays with a saved card. */
export const savedCardBody = z.strictObject({
  ...bodyFields,
  saved_card_id: z.string().min(1).max(64).describe("One of the signed-in customer's saved cards."),
})
