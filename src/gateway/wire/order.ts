import { withoutUndefined } from "../../domain/without-undefined"
import { currencyToWire } from "./currency"
import { customerInfoToWire, type Customer, type WireCustomerInfo } from "./customer-info"
import { freeText } from "./free-text"
import { checkedAmount, checkedCustomerId, checkedOrderId } from "./identifiers"
import type { PayerId, XPayOrderId } from "../../domain/ids"

/** An order to be paid. */
export interface Order {
  /** Chosen by us: 1 to 18 letters, digits and dashes; new for each attempt, the same in all its calls. */
  readonly orderId: XPayOrderId
  /** Minor units, as digits: `"5000"` is €50.00. */
  readonly amount: string
  /** ISO 4217 letters, in any case. */
  readonly currency: string
  /** The shop's permanent id of the payer, at most 27 characters; saved cards are listed by it. */
  readonly customerId?: PayerId | undefined
  /** Cut at 255 characters. */
  readonly description?: string | undefined
  /** Cut at 255 characters; XPay can search by it. */
  readonly customField?: string | undefined
  /** Cut at 30 characters. */
  readonly invoiceId?: string | undefined
  readonly customer?: Customer | undefined
  /** The order summary shown to the payer on XPay's page. */
  readonly summary?: OrderSummary | undefined
  /** Instalments agreed with the acquirer, 2 to 99; Greek terminals. */
  readonly installments?: number | undefined
}

/** A summary in one language, with XPay's language code. */
export interface OrderSummary {
  readonly language: string
  /** Labels are cut at 50 characters. */
  readonly lines: readonly { readonly label: string; readonly value: string }[]
}

/**
 * The facts about an order besides the amount: the payer, and the description. The description and the
 * invoice number are stored with the attempt, so that every call of one payment sends the same values.
 */
export type AboutOrder = Pick<
  Order,
  "customer" | "customerId" | "description" | "customField" | "invoiceId" | "summary"
>

/** XPay's `order`. */
export interface WireOrder {
  readonly orderId: string
  readonly amount: string
  readonly currency: string
  readonly customerId?: string
  readonly description?: string
  readonly customField?: string
  readonly invoiceId?: string
  readonly customerInfo?: WireCustomerInfo
  readonly transactionSummary?: readonly WireSummary[]
  readonly plan?: { readonly planType: "ACQUIRER_AGREEMENT"; readonly installmentQty: number }
}

interface WireSummary {
  readonly language: string
  readonly summaryList: readonly { readonly label: string; readonly value: string }[]
}

/** @throws TypeError for an id, amount or currency that XPay could not take; free texts are cut instead. */
export function orderToWire(order: Order): WireOrder {
  const { customerId, installments } = order
  return withoutUndefined<WireOrder>({
    orderId: checkedOrderId(order.orderId),
    amount: checkedAmount(order.amount),
    currency: currencyToWire(order.currency),
    customerId: customerId === undefined ? undefined : checkedCustomerId(customerId),
    description: freeText(order.description, 255),
    customField: freeText(order.customField, 255),
    invoiceId: freeText(order.invoiceId, 30),
    customerInfo: customerInfoToWire(order.customer),
    transactionSummary: summaryToWire(order.summary),
    plan:
      installments === undefined
        ? undefined
        : { planType: "ACQUIRER_AGREEMENT", installmentQty: checkedInstallments(installments) },
  })
}

function summaryToWire(summary: OrderSummary | undefined): readonly WireSummary[] | undefined {
  const summaryList = summary?.lines.map(({ label, value }) => ({
    label: freeText(label, 50) ?? "-",
    value: freeText(value, 255) ?? "-",
  }))
  return summary === undefined || summaryList === undefined || summaryList.length === 0
    ? undefined
    : [{ language: summary.language, summaryList }]
}

function checkedInstallments(installments: number): number {
  if (!Number.isInteger(installments) || installments < 2 || installments > 99) {
    throw new TypeError("Instalments are a whole number from 2 to 99")
  }
  return installments
}
