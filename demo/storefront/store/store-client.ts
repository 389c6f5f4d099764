import type { Region, Settings } from "../settings"
import type { Address, Cart, Order, Product, ShippingOption } from "./wire"

/** The store refused the request, or did not respond (`status` 0). */
export class StoreProblem extends Error {
  override readonly name = "StoreProblem"

  constructor(
    readonly status: number,
    message: string
  ) {
    super(message)
  }
}

/** The parts of Medusa's store API that this shop needs. */
export class StoreClient {
  constructor(private readonly settings: Settings) {}

  async products(region: Region): Promise<readonly Product[]> {
    const fields = "id,handle,title,description,thumbnail,variants.id,*variants.calculated_price"
    const query = new URLSearchParams({ region_id: region.id, fields, order: "created_at" })
    const { products } = await this.send<{ products: Product[] }>(
      "GET",
      `/store/products?${query.toString()}`
    )
    return products
  }

  async createCart(region: Region): Promise<Cart> {
    return await this.cartFrom("POST", "/store/carts", { region_id: region.id })
  }

  /** Undefined if the cart does not exist. */
  async cart(id: string): Promise<Cart | undefined> {
    try {
      return await this.cartFrom("GET", `/store/carts/${id}`)
    } catch (error) {
      if (error instanceof StoreProblem && error.status === 404) {
        return undefined
      }
      throw error
    }
  }

  async addLine(cartId: string, variantId: string): Promise<Cart> {
    return await this.cartFrom("POST", `/store/carts/${cartId}/line-items`, {
      variant_id: variantId,
      quantity: 1,
    })
  }

  async setQuantity(cartId: string, lineId: string, quantity: number): Promise<Cart> {
    return await this.cartFrom("POST", `/store/carts/${cartId}/line-items/${lineId}`, { quantity })
  }

  async removeLine(cartId: string, lineId: string): Promise<Cart> {
    const path = `/store/carts/${cartId}/line-items/${lineId}`
    return (await this.send<{ parent: Cart }>("DELETE", path)).parent
  }

  async changeRegion(cartId: string, region: Region): Promise<Cart> {
    return await this.cartFrom("POST", `/store/carts/${cartId}`, {
      region_id: region.id,
      shipping_address: { country_code: region.country },
    })
  }

  async setDetails(cartId: string, email: string, address: Address): Promise<Cart> {
    return await this.cartFrom("POST", `/store/carts/${cartId}`, {
      email,
      shipping_address: address,
      billing_address: address,
    })
  }

  async shippingOptions(cartId: string): Promise<readonly ShippingOption[]> {
    const path = `/store/shipping-options?cart_id=${cartId}`
    return (await this.send<{ shipping_options: ShippingOption[] }>("GET", path)).shipping_options
  }

  async chooseShipping(cartId: string, optionId: string): Promise<Cart> {
    return await this.cartFrom("POST", `/store/carts/${cartId}/shipping-methods`, { option_id: optionId })
  }

  async order(id: string): Promise<Order> {
    return (await this.send<{ order: Order }>("GET", `/store/orders/${encodeURIComponent(id)}`)).order
  }

  private async cartFrom(method: "GET" | "POST", path: string, body?: object): Promise<Cart> {
    return (await this.send<{ cart: Cart }>(method, path, body)).cart
  }

  private async send<T>(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<T> {
    let response: Response
    try {
      response = await fetch(`${this.settings.backendUrl}${path}`, {
        method,
        headers: {
          "x-publishable-api-key": this.settings.publishableKey,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    } catch {
      throw new StoreProblem(0, "The store does not answer.")
    }
    const answer = (await response.json().catch(() => ({}))) as T & { message?: string }
    if (!response.ok) {
      throw new StoreProblem(response.status, answer.message ?? `HTTP ${response.status}`)
    }
    return answer
  }
}
