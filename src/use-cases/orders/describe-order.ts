import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { withoutUndefined } from "../../domain/without-undefined"
import type { Address } from "../../gateway/wire/address"
import type { Customer } from "../../gateway/wire/customer-info"
import type { AboutOrder } from "../../gateway/wire/order"
import { readHistory, type CustomerHistory } from "./customer-history"
import { NAMED_ORDER_FIELDS, nameOrder, type NamedOrder, type NameOptions } from "./name-order"
import type { MedusaAddress } from "./medusa-address"
import type { CustomerId } from "../../domain/ids"

/** The facts of a cart, or of an order, that help the issuer recognize the shopper. */
export interface DescribedCart extends NamedOrder {
  readonly email?: string | null
  readonly customer_id?: CustomerId | null
  readonly billing_address?: MedusaAddress | null
  readonly shipping_address?: MedusaAddress | null
}

/** The fields to read from Medusa to describe a cart and to compare what is due. */
export const ORDER_FIELDS = [
  ...NAMED_ORDER_FIELDS,
  "email",
  "total",
  "completed_at",
  "customer_id",
  "billing_address.*",
  "shipping_address.*",
] as const

/**
 * The payer and the order in XPay's neutral terms. The more the issuer knows, the fewer challenges; with `enrich` this
 * includes the age of the account and earlier orders. Never fails: a missing description must not fail a payment.
 */
export async function describeOrder(
  container: MedusaContainer,
  cart: DescribedCart,
  { enrich, ...name }: NameOptions & { readonly enrich: boolean }
): Promise<AboutOrder> {
  const { billing_address: billing, shipping_address: shipping } = cart
  const basics: Customer = {
    email: cart.email ?? undefined,
    billingAddress: toAddress(billing ?? shipping),
    shippingAddress: toAddress(shipping),
    mobilePhone: billing?.phone ?? shipping?.phone ?? undefined,
  }
  const history = enrich ? await historyOf(container, cart) : undefined
  return {
    ...(await nameOrder(container, cart, name)),
    customField: cart.id,
    customer: history === undefined ? basics : { ...basics, ...toEnrichment(history, cart) },
  }
}

async function historyOf(
  container: MedusaContainer,
  cart: DescribedCart
): Promise<CustomerHistory | undefined> {
  try {
    return await readHistory(container, cart.customer_id ?? undefined)
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .debug(`No history of the customer of ${cart.id}: ${error instanceof Error ? error.message : ""}`)
    return undefined
  }
}

function toEnrichment(history: CustomerHistory, cart: DescribedCart): Pick<Customer, "account" | "purchase"> {
  const { billing_address: billing, shipping_address: shipping } = cart
  const earlier = history.orders.filter(({ shipping_address }) => isSamePlace(shipping_address, shipping))
  const firstUse = earlier.at(-1)?.created_at
  return {
    account: {
      openedAt: history.openedAt ?? "guest",
      changedAt: history.changedAt,
      shippingAddressFirstUsedAt: firstUse === undefined ? undefined : new Date(firstUse),
      purchasesInSixMonths: history.openedAt === undefined ? undefined : history.orders.length,
      isShippedToOwnName: history.name === undefined ? undefined : history.name === nameOf(shipping),
    },
    purchase: {
      shipping: isSamePlace(billing, shipping)
        ? "billing_address"
        : earlier.length > 0
          ? "verified_address"
          : "other_address",
    },
  }
}

function isSamePlace(
  one: MedusaAddress | null | undefined,
  other: MedusaAddress | null | undefined
): boolean {
  const place = (address: MedusaAddress | null | undefined) =>
    [address?.address_1, address?.postal_code, address?.city, address?.country_code]
      .map((part) => part?.trim().toLowerCase() ?? "")
      .join("|")
  return other?.address_1 != null && place(one) === place(other)
}

function nameOf(address: MedusaAddress | null | undefined): string | undefined {
  const name = [address?.first_name, address?.last_name]
    .filter((part) => part != null && part !== "")
    .join(" ")
  return name === "" ? undefined : name
}

function toAddress(address: MedusaAddress | null | undefined): Address | undefined {
  if (address === null || address === undefined) {
    return undefined
  }
  return withoutUndefined<Address>({
    name: nameOf(address),
    street: address.address_1 ?? undefined,
    additionalInfo: address.address_2 ?? undefined,
    city: address.city ?? undefined,
    postCode: address.postal_code ?? undefined,
    province: address.province ?? undefined,
    country: address.country_code ?? undefined,
  })
}
