export interface Cart {
  readonly id: string
  readonly total: number
  readonly currency_code: string
}

const { VITE_STORE_URL, VITE_PUBLISHABLE_KEY } = import.meta.env as unknown as Record<string, string>

const ADDRESS = {
  first_name: "Maria",
  last_name: "Rossi",
  address_1: "Via Roma 1",
  postal_code: "20121",
  city: "Milano",
  country_code: "it",
}

/** A cart that lacks only the payment. */
export async function newCart(): Promise<Cart> {
  const { regions } = await call<{ regions: { id: string; currency_code: string }[] }>("/store/regions")
  const { products } = await call<{ products: { variants: { id: string }[] }[] }>(
    "/store/products?fields=variants.id"
  )
  const made = await call<{ cart: Cart }>("/store/carts", {
    region_id: regions.find(({ currency_code }) => currency_code === "eur")?.id,
    email: "maria@example.com",
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
    items: [{ variant_id: products[0]?.variants[0]?.id, quantity: 1 }],
  })
  const { shipping_options: options } = await call<{ shipping_options: { id: string }[] }>(
    `/store/shipping-options?cart_id=${made.cart.id}`
  )
  const path = `/store/carts/${made.cart.id}/shipping-methods`
  return (await call<{ cart: Cart }>(path, { option_id: options[0]?.id })).cart
}

async function call<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`${VITE_STORE_URL ?? ""}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", "x-publishable-api-key": VITE_PUBLISHABLE_KEY ?? "" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await response.json()) as T
}
