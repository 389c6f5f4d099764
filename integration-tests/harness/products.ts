import type { Market, Product } from "../../demo/seed-store"

const product = (sku: string, title: string, prices: Record<string, number>): Product => ({
  sku,
  title,
  handle: sku.toLowerCase(),
  description: title,
  image: `https://images.example/${sku.toLowerCase()}.jpg`,
  prices,
})

/** The products of the tests. */
export const PRODUCTS: Product[] = [
  product("CAFFE", "Caffè in grani", { eur: 19.99, jpy: 2500, kwd: 7.125 }),
  product("TAZZA", "Tazza", { eur: 9.5, jpy: 1200, kwd: 3.25 }),
]

/**
 * Products like the coffee, for tests where the lock that Medusa holds on a product of one order must not delay another
 * order.
 */
export function copiesOfCoffee(count: number): Product[] {
  return Array.from({ length: count }, (_, index) =>
    product(copyOfCoffee(index), "Caffè in grani", { eur: 19.99 })
  )
}

export function copyOfCoffee(index: number): string {
  return `CAFFE-${index}`
}

export const MARKETS: Market[] = [
  { name: "Italia", country: "it", currency: "eur", shipping: { name: "Corriere", price: 5 } },
  { name: "Giappone", country: "jp", currency: "jpy", shipping: { name: "Espresso", price: 800 } },
  { name: "Kuwait", country: "kw", currency: "kwd", shipping: { name: "Espresso", price: 1.5 } },
]
