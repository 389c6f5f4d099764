import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import type { CartId, CustomerId } from "../../domain/ids"
import type { Money } from "../../domain/money"
import type { XPayCartFacts, XPayCustomerFacts } from "../../engine/terminal/extensions"
import { findOne } from "../../medusa/graph"

interface CartRow {
  readonly region_id: string | null
  readonly sales_channel_id: string | null
  readonly customer_id: CustomerId | null
  readonly billing_address?: { readonly country_code?: string | null } | null
  readonly shipping_address?: { readonly country_code?: string | null } | null
  readonly items?: readonly (ItemRow | null)[] | null
  readonly shipping_methods?: readonly ({ readonly shipping_option_id: string | null } | null)[] | null
}

interface ItemRow {
  readonly product_id: string | null
  readonly variant_id: string | null
  readonly variant_sku: string | null
  readonly quantity: BigNumberInput
}

const CART_FIELDS = [
  "region_id",
  "sales_channel_id",
  "customer_id",
  "billing_address.country_code",
  "shipping_address.country_code",
  ...["product_id", "variant_id", "variant_sku", "quantity"].map((field) => `items.${field}`),
  "shipping_methods.shipping_option_id",
]

interface CustomerRow {
  readonly id: string
  readonly has_account: boolean
  readonly groups?: readonly { readonly id: string; readonly name: string }[]
}

/** The facts about a cart that a shop's functions receive, without the provider. */
export type ProviderlessFacts = Omit<XPayCartFacts, "providerId">

/**
 * Reads the facts about a cart for a shop's functions. It takes two queries, so it is called only if there is a function.
 *
 * @param amount what the cart comes to, which is known to every caller and costly to ask for
 * @throws Error when the cart is gone
 */
export async function readCartFacts(
  container: MedusaContainer,
  cartId: CartId,
  { minor, currency }: Money
): Promise<ProviderlessFacts> {
  const cart = await findOne<CartRow>(container, {
    entity: "cart",
    fields: CART_FIELDS,
    filters: { id: cartId },
  })
  if (cart === undefined) {
    throw new Error("the cart is not there any more")
  }
  return deepFreeze({
    cartId,
    amount: { minor: Number(minor), currency },
    regionId: cart.region_id,
    salesChannelId: cart.sales_channel_id,
    customer: await readCustomer(container, cart.customer_id),
    items: (cart.items ?? []).flatMap((item) => (item === null ? [] : [toItem(item)])),
    shippingOptionIds: (cart.shipping_methods ?? []).flatMap((method) => method?.shipping_option_id ?? []),
    billingCountry: cart.billing_address?.country_code ?? null,
    shippingCountry: cart.shipping_address?.country_code ?? null,
  })
}

/** Several calls share the facts: none may change them for another. */
function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === "object" && part !== null) {
      deepFreeze(part)
    }
  }
  return Object.freeze(value)
}

function toItem({ product_id, variant_id, variant_sku, quantity }: ItemRow) {
  return { productId: product_id, variantId: variant_id, sku: variant_sku, quantity: Number(quantity) }
}

async function readCustomer(
  container: MedusaContainer,
  customerId: CustomerId | null
): Promise<XPayCustomerFacts | null> {
  if (customerId === null) {
    return null
  }
  const customer = await findOne<CustomerRow>(container, {
    entity: "customer",
    fields: ["id", "has_account", "groups.id", "groups.name"],
    filters: { id: customerId },
  })
  return customer === undefined
    ? null
    : {
        id: customer.id,
        hasAccount: customer.has_account,
        groups: (customer.groups ?? []).map(({ id, name }) => ({ id, name })),
      }
}
