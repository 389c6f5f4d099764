import { type Shop } from "../support/shop"

/** Opens card fields, in any version of the flow. */
export function buildRequest(shop: Shop, version: string | number, more: object = {}): object {
  return {
    version,
    merchantUrl: "https://shop.example",
    order: shop.order(),
    paymentSession: shop.session({ paymentService: "CARDS", ...more }),
  }
}
