import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import { toMinor, type Money } from "../../domain/money"

/** When goods count as sent, by the option `captureOn`. */
export type SendingMoment = "fulfillment" | "shipment" | "delivery"

/** What is being sent at this moment, and is not in Medusa's rows yet. */
export type BeingSent =
  | { readonly fulfillmentId: string }
  | { readonly items: readonly { readonly id: string; readonly quantity: number }[] }

/** An order with what was sent of it. */
export interface SentOrder {
  readonly status: string
  readonly isDraft: boolean
  readonly total: Money
  /** What the goods cost that were sent, with the delivery; the order's total when all were. */
  readonly sent: Money
}

interface FulfillmentRow {
  readonly id: string
  readonly shipped_at: unknown
  readonly delivered_at: unknown
  readonly canceled_at: unknown
  readonly items?: readonly { readonly line_item_id: string | null; readonly quantity: BigNumberInput }[]
}

interface OrderRow {
  readonly status: string
  readonly is_draft_order: boolean
  readonly currency_code: string
  readonly total: BigNumberInput
  readonly shipping_total: BigNumberInput
  readonly items?: readonly {
    readonly id: string
    readonly quantity: BigNumberInput
    readonly total: BigNumberInput
  }[]
  readonly fulfillments?: readonly FulfillmentRow[]
}

const FIELDS = [
  "id",
  "status",
  "is_draft_order",
  "currency_code",
  "total",
  "shipping_total",
  "items.*",
  "items.total",
  "fulfillments.*",
  "fulfillments.items.*",
]

/** Reads what was sent of an order. @returns undefined when there is no such order. */
export async function readSentOrder(
  container: MedusaContainer,
  orderId: string,
  moment: SendingMoment,
  beingSent?: BeingSent
): Promise<SentOrder | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: FIELDS, filters: { id: orderId } })
  const order = data[0] as unknown as OrderRow | undefined
  return order === undefined
    ? undefined
    : {
        status: order.status,
        isDraft: order.is_draft_order,
        total: toMinor(order.total, order.currency_code),
        sent: toMinor(valueSent(order, quantitiesSent(order, moment, beingSent)), order.currency_code),
      }
}

/** How many of each line were sent. */
function quantitiesSent(
  { fulfillments = [] }: OrderRow,
  moment: SendingMoment,
  beingSent: BeingSent | undefined
): Map<string, BigNumberInput> {
  const isBeingSent = ({ id }: FulfillmentRow) =>
    beingSent !== undefined && "fulfillmentId" in beingSent && beingSent.fulfillmentId === id
  const rows = fulfillments
    .filter((one) => one.canceled_at == null && (hasCome(one, moment) || isBeingSent(one)))
    .flatMap(({ items = [] }) => items)
    .map(({ line_item_id: id, quantity }) => ({ id: id ?? "", quantity }))
  const more = beingSent !== undefined && "items" in beingSent ? beingSent.items : []
  const sums = new Map<string, BigNumberInput>()
  for (const { id, quantity } of [...rows, ...more]) {
    sums.set(id, MathBN.add(sums.get(id) ?? 0, quantity))
  }
  return sums
}

function hasCome(fulfillment: FulfillmentRow, moment: SendingMoment): boolean {
  switch (moment) {
    case "fulfillment":
      return true
    case "shipment":
      return fulfillment.shipped_at != null
    case "delivery":
      return fulfillment.delivered_at != null
  }
}

/** Each line by the share of it that was sent; the delivery is paid with the first goods. */
function valueSent(
  { items = [], total, shipping_total: shipping }: OrderRow,
  sent: ReadonlyMap<string, BigNumberInput>
): BigNumberInput {
  if (sent.size === 0) {
    return 0
  }
  if (items.every(({ id, quantity }) => MathBN.gte(sent.get(id) ?? 0, quantity))) {
    return total
  }
  const goods = items.reduce((sum, item) => {
    const quantity = MathBN.min(sent.get(item.id) ?? 0, item.quantity)
    return MathBN.add(sum, MathBN.div(MathBN.mult(item.total, quantity), item.quantity))
  }, MathBN.convert(shipping))
  return MathBN.min(goods, total)
}
