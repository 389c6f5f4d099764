"use server"

import { sdk } from "@lib/config"

export async function listCartShippingMethods(cartId: string) {
  const { shipping_options: options } = await sdk.client.fetch<{ shipping_options: { id: string }[] }>(
    "/store/shipping-options",
    { query: { cart_id: cartId } }
  )
  return options
}
