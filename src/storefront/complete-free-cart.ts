import type { StoreApi } from "./store-api"

/**
 * Places the order of a cart that costs nothing, by Medusa's own route. Called again, it gives the same order.
 *
 * @returns the order's id.
 * @throws XPayError when the cart cannot be ordered so: it costs something after all, or Medusa's own rules say no.
 */
export async function completeFreeCart(api: StoreApi, cartId: string): Promise<string> {
  const path = `/store/carts/${encodeURIComponent(cartId)}/complete`
  const { order } = await api.post<{ order?: { readonly id: string } }>(path, {})
  if (order === undefined) {
    throw api.trouble("method_not_possible", 200)
  }
  return order.id
}
