import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { findOne } from "../../medusa/graph"
import { toLocale } from "../../domain/locale"
import { toMinor, type Money } from "../../domain/money"
import { MoneyError } from "../../domain/money-error"
import {
  orderDescription,
  orderInvoiceId,
  orderSummary,
  type OrderContents,
  type OrderItem,
} from "../../texts/order-texts"
import { languageToWire } from "../../gateway/wire/language"
import type { AboutOrder } from "../../gateway/wire/order"
import { messageOf } from "../message-of"

/** The contents of a cart or an order, as Medusa has them. */
export interface NamedOrder {
  readonly id: string
  /** An order's number. */
  readonly display_id?: number | null
  readonly currency_code: string
  readonly shipping_total?: BigNumberInput | null
  readonly items?:
    | readonly ({
        readonly title?: string | null
        readonly quantity: BigNumberInput
        readonly total?: BigNumberInput | null
      } | null)[]
    | null
}

/** The fields to read from Medusa to name a cart or an order. */
export const NAMED_ORDER_FIELDS = [
  "id",
  "currency_code",
  "shipping_total",
  "items.title",
  "items.quantity",
  "items.total",
] as const

/** Options for describing an order. */
export interface NameOptions {
  /** Language tag of the payment. */
  readonly locale: string
  /** The amount paid on XPay's page, which shows the order's lines; undefined: no page shows any. */
  readonly amount?: Money | undefined
}

/**
 * The description of an order on XPay's page and receipts, composed only here. Never fails: a missing description must
 * not fail a payment.
 */
export async function nameOrder(
  container: MedusaContainer,
  order: NamedOrder,
  { locale, amount }: NameOptions
): Promise<Pick<AboutOrder, "description" | "invoiceId" | "summary">> {
  const language = toLocale(locale)
  try {
    const contents = contentsOf(order, await shopName(container))
    const lines = amount === undefined ? undefined : orderSummary(contents, amount, language)
    return {
      description: orderDescription(contents, language),
      invoiceId: orderInvoiceId(contents),
      ...(lines === undefined ? {} : { summary: { language: languageToWire(language), lines } }),
    }
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .debug(`No description of ${order.id} for XPay: ${messageOf(error)}`)
    return {}
  }
}

function contentsOf(order: NamedOrder, shop: string | undefined): OrderContents {
  const { items, currency_code: currency } = order
  return {
    shop,
    number: order.display_id ?? undefined,
    items: (items ?? []).flatMap((item) => (item === null ? [] : [toItem(item, currency)])),
    shipping: toMoney(order.shipping_total, currency),
  }
}

function toItem(
  { title, quantity, total }: NonNullable<NonNullable<NamedOrder["items"]>[number]>,
  currency: string
): OrderItem {
  return { title: title ?? "", quantity: Number(quantity), total: toMoney(total, currency) }
}

/** A line can be negative (a correction); it is then left out of the summary. */
function toMoney(amount: BigNumberInput | null | undefined, currency: string): Money | undefined {
  try {
    return amount == null ? undefined : toMinor(amount, currency)
  } catch (error) {
    if (error instanceof MoneyError) {
      return undefined
    }
    throw error
  }
}

/** Medusa's default name for a store. */
const UNNAMED = "Medusa Store"

/** The store's name from Medusa's settings; undefined if it has only the default name. */
export async function shopName(container: MedusaContainer): Promise<string | undefined> {
  const store = await findOne<{ readonly name?: string }>(container, {
    entity: "store",
    fields: ["name"],
    pagination: { take: 1, order: { created_at: "ASC" } },
  })
  const name = store?.name
  return name === undefined || name === UNNAMED ? undefined : name
}
