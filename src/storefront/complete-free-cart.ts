import type { StoreApi } from "./store-api"

/**
 * Places the order of a free cart through Medusa's own route. Repeated calls return the same order.
 *
 * @returns the order's id.
 * @throws XPayError if the cart is not free, or Medusa's own rules refuse it.
 */
export async function completeFreeCart(api: StoreApi, cartId: string): Promise<string> {
  const path = `/store/carts/${encodeURIComponent(cartId)}/complete`
  const { order } = await api.post<{ order?: { readonly id: string } }>(path, {})
  if (order === undefined) {
    throw api.trouble("method_not_possible", 200)
  }
  return order.id
}
