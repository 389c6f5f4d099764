import { z } from "@medusajs/framework/zod"
import type { PaidFor } from "../../use-cases/checkout/find-payment"
import { PaymentRefusal } from "../../use-cases/refusal"
import type { CartId } from "../../domain/ids"

const id = z.string().min(1).max(64)

/** Query of the routes that return something about a cart. */
export const cartQuery = z.object({
  cart_id: id.brand<"CartId">().describe("The cart. Only its shopper knows the id."),
})

/** Query of the route that returns the status of a payment: one of the two. */
export const paymentQuery = z.object({
  cart_id: cartQuery.shape.cart_id
    .optional()
    .describe("The cart that is paid. Only its shopper knows the id."),
  order_id: id
    .brand<"OrderId">()
    .optional()
    .describe("Instead of the cart: the order whose balance is paid, from the shop's page."),
})

/** @throws PaymentRefusal when the query names neither a cart nor an order. */
export function readPaidFor(query: unknown): PaidFor {
  const { cart_id: cartId, order_id: orderId } = paymentQuery.safeParse(query).data ?? {}
  if (cartId !== undefined) {
    return { cartId }
  }
  return orderId === undefined ? { cartId: readCartId(query) } : { orderId }
}

/** Query of the list of payment methods. */
export const methodsQuery = cartQuery.extend({
  card_form: z
    .enum(["own", "fields"])
    .optional()
    .catch(undefined)
    .describe(
      "Which card form to list where the region has both: `own`, the shop's own inputs, as soon as the shop may take cards; or `fields`, XPay's."
    ),
})

/** The requested card form for a list of payment methods. */
export function readCardForm(query: unknown): "own" | "fields" {
  return methodsQuery.shape.card_form.parse((query as { card_form?: unknown }).card_form) ?? "own"
}

/** @throws PaymentRefusal when the query names no cart. */
export function readCartId(query: unknown): CartId {
  const parsed = cartQuery.safeParse(query)
  if (!parsed.success) {
    throw new PaymentRefusal("cart_id_missing", "Say which cart it is about: `?cart_id=cart_…`.")
  }
  return parsed.data.cart_id
}
