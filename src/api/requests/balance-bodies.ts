import { z } from "@medusajs/framework/zod"
import { bodyFields } from "./body-fields"

/** In the body, because URLs and headers end up in logs and traces. */
const token = z
  .string()
  .max(128)
  .optional()
  .describe("The token of a balance link. Not needed for the signed-in customer whose order it is.")

/** Body of the route that returns the balance of an order. */
export const balanceBody = z.strictObject({
  token,
  locale: bodyFields.locale.describe("Language of messages: `it`, `en-GB`. That of the request when absent."),
})

/** Body of the route that opens XPay's page for the balance. */
export const payBalanceBody = z.strictObject({
  token,
  return_url: bodyFields.return_url,
  locale: bodyFields.locale,
})
