import { z } from "@medusajs/framework/zod"
import { PaymentRefusal } from "../../use-cases/refusal"

/** Query of the routes that tell something of a cart. */
export const cartQuery = z.object({
  cart_id: z.string().min(1).max(64).describe("The cart. Only its shopper knows the id."),
})

/** @throws PaymentRefusal when the query names no cart. */
export function readCartId(query: unknown): string {
  const parsed = cartQuery.safeParse(query)
  if (!parsed.success) {
    throw new PaymentRefusal("cart_id_missing", "Say which cart it is about: `?cart_id=cart_…`.")
  }
  return parsed.data.cart_id
}
