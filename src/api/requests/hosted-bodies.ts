import { z } from "@medusajs/framework/zod"
import { bodyFields } from "./body-fields"
import { saveCardField } from "./save-card-field"

/** Body of the route that opens XPay's page. */
export const hostedPageBody = z.strictObject({ ...bodyFields, save_card: saveCardField })

/** Body of the route that pays with a saved card. */
export const savedCardBody = z.strictObject({
  ...bodyFields,
  saved_card_id: z.string().min(1).max(64).describe("One of the signed-in customer's saved cards."),
})
