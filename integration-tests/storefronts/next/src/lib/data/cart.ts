"use server"

import { sdk } from "@lib/config"
import { HttpTypes } from "@medusajs/types"
import { redirect } from "next/navigation"
import { getCartId, setCartId } from "./cookies"

type Cart = HttpTypes.StoreCart

export async function retrieveCart(): Promise<Cart | null> {
  const id = await getCartId()
  return id ? (await sdk.client.fetch<{ cart: Cart }>(`/store/carts/${id}`)).cart : null
}

const ADDRESS = {
  first_name: "Maria",
  last_name: "Rossi",
  address_1: "Via Roma 1",
  postal_code: "20121",
  city: "Milano",
  country_code: "it",
}

/** Creates a cart that lacks only the payment: replaces all earlier steps of the starter. */
export async function buy(form: FormData): Promise<void> {
  const post = <T>(path: string, body: object) => sdk.client.fetch<T>(path, { method: "POST", body })
  const { regions } = await sdk.client.fetch<{ regions: HttpTypes.StoreRegion[] }>("/store/regions")
  const region = regions.find(({ countries }) => countries?.some(({ iso_2 }) => iso_2 === "it"))
  const { products } = await sdk.client.fetch<{ products: HttpTypes.StoreProduct[] }>("/store/products", {
    query: { fields: "id,variants.id" },
  })
  const { cart } = await post<{ cart: Cart }>("/store/carts", {
    region_id: region?.id,
    email: "maria@example.com",
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
    items: [{ variant_id: products[0]?.variants?.[0]?.id, quantity: 1 }],
  })
  const { shipping_options: options } = await sdk.client.fetch<{ shipping_options: { id: string }[] }>(
    "/store/shipping-options",
    { query: { cart_id: cart.id } }
  )
  await post(`/store/carts/${cart.id}/shipping-methods`, { option_id: options[0]?.id })
  await setCartId(cart.id)
  redirect(`/${String(form.get("country"))}/checkout?step=payment`)
}
