import { said } from "../gateway/said"
import type { Address } from "../gateway/wire/address"
import type { Customer } from "../gateway/wire/customer-info"
import type { Order } from "../gateway/wire/order"

/** An address as Medusa's modules give it. */
interface MedusaAddress {
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly address_1?: string | null
  readonly address_2?: string | null
  readonly city?: string | null
  readonly postal_code?: string | null
  readonly province?: string | null
  readonly country_code?: string | null
  readonly phone?: string | null
}

/** The facts of a cart that help the issuer to know the shopper. */
export interface DescribedCart {
  readonly id: string
  readonly email?: string | null
  readonly billing_address?: MedusaAddress | null
  readonly shipping_address?: MedusaAddress | null
}

/** What to ask Medusa for, to describe a cart and to compare what is due. */
export const ORDER_FIELDS = [
  "id",
  "email",
  "total",
  "currency_code",
  "completed_at",
  "customer_id",
  "billing_address.*",
  "shipping_address.*",
] as const

/** The payer and the order in XPay's neutral terms. More of it means fewer challenges. */
export function describeOrder(cart: DescribedCart): Pick<Order, "customer" | "description" | "customField"> {
  const { billing_address: billing, shipping_address: shipping } = cart
  return {
    description: `Cart ${cart.id}`,
    customField: cart.id,
    customer: said<Customer>({
      name: undefined,
      email: cart.email ?? undefined,
      billingAddress: toAddress(billing ?? shipping),
      shippingAddress: toAddress(shipping),
      mobilePhone: billing?.phone ?? shipping?.phone ?? undefined,
      homePhone: undefined,
      workPhone: undefined,
      account: undefined,
      purchase: undefined,
    }),
  }
}

function toAddress(address: MedusaAddress | null | undefined): Address | undefined {
  if (address === null || address === undefined) {
    return undefined
  }
  const name = [address.first_name, address.last_name].filter((part) => part != null && part !== "").join(" ")
  return {
    name: name === "" ? undefined : name,
    street: address.address_1 ?? undefined,
    additionalInfo: address.address_2 ?? undefined,
    city: address.city ?? undefined,
    postCode: address.postal_code ?? undefined,
    province: address.province ?? undefined,
    country: address.country_code ?? undefined,
  }
}
