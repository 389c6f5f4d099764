import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { findOne } from "../../medusa/graph"
import type { OrderId } from "../../domain/ids"
import { toMinor, type Money } from "../../domain/money"

/** When goods count as sent, by the option `captureOn`. */
export type SendingMoment = "fulfillment" | "shipment" | "delivery"

/** Goods being sent at this moment, not yet in Medusa's rows. */
export interface BeingSent {
  /** An existing fulfillment; without it, one is being created for the items. */
  readonly fulfillmentId?: string
  /** Lines of the order. For an existing fulfillment, Medusa's rows hold the quantities. */
  readonly items: readonly { readonly id: string; readonly quantity?: number }[]
}

/** An order and the value of its sent goods. */
export interface SentOrder {
  readonly status: string
  readonly isDraft: boolean
  readonly total: Money
  /**
   * The price of the sent goods, with the delivery; the order's total if all were sent. Zero if Medusa will refuse what
   * is being sent.
   */
  readonly sent: Money
}

interface FulfillmentRow {
  readonly id: string
  readonly shipped_at: unknown
  readonly delivered_at: unknown
  readonly canceled_at: unknown
  readonly items?: readonly PartRow[]
}

/**
 * Medusa writes one for each inventory item of a line, with the quantity of that item: for a table set the top, and the
 * legs.
 */
interface PartRow {
  readonly line_item_id: string | null
  readonly inventory_item_id: string | null
  readonly quantity: BigNumberInput
}

interface LineRow {
  readonly id: string
  readonly quantity: BigNumberInput
  readonly total: BigNumberInput
  readonly detail: {
    readonly fulfilled_quantity: BigNumberInput
    readonly shipped_quantity: BigNumberInput
    readonly delivered_quantity: BigNumberInput
  }
  readonly variant?: {
    readonly inventory_items?: readonly {
      readonly inventory_item_id: string
      readonly required_quantity: BigNumberInput
    }[]
  } | null
}

/** An order of Medusa's with the fields that {@link toSentOrder} reads. */
export interface OrderRow {
  readonly status: string
  readonly is_draft_order: boolean
  readonly currency_code: string
  readonly total: BigNumberInput
  readonly shipping_total: BigNumberInput
  readonly items?: readonly LineRow[]
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
  "items.detail.*",
  "items.variant.inventory_items.inventory_item_id",
  "items.variant.inventory_items.required_quantity",
  "fulfillments.*",
  "fulfillments.items.*",
]

/** Reads what was sent of an order. @returns undefined if there is no such order. */
export async function readSentOrder(
  container: MedusaContainer,
  orderId: OrderId,
  moment: SendingMoment,
  beingSent?: BeingSent
): Promise<SentOrder | undefined> {
  const order = await findOne<OrderRow>(container, {
    entity: "order",
    fields: FIELDS,
    filters: { id: orderId },
  })
  return order === undefined ? undefined : toSentOrder(order, moment, beingSent)
}

/** Computes what was sent of an order. A negative amount, from credits or an edit, counts as zero. */
export function toSentOrder(order: OrderRow, moment: SendingMoment, beingSent?: BeingSent): SentOrder {
  const amount = (value: BigNumberInput) => toMinor(MathBN.max(value, 0), order.currency_code)
  return {
    status: order.status,
    isDraft: order.is_draft_order,
    total: amount(order.total),
    sent: amount(valueSent(order, moment, beingSent)),
  }
}

/** Each line in proportion to its sent quantity; the delivery is charged with the first goods. In major units. */
function valueSent(order: OrderRow, moment: SendingMoment, beingSent?: BeingSent): BigNumberInput {
  if (beingSent !== undefined && isRefusedByMedusa(order, beingSent)) {
    return 0
  }
  const { items = [], total, shipping_total: shipping } = order
  const lines = items
    .filter(({ quantity }) => MathBN.gt(quantity, 0))
    .map((item) => ({ item, sent: quantitySent(order, item, moment, beingSent) }))
  if (lines.every(({ sent }) => MathBN.lte(sent, 0))) {
    return 0
  }
  if (lines.every(({ item, sent }) => MathBN.gte(sent, item.quantity))) {
    return total
  }
  const goods = lines.reduce(
    (sum, { item, sent }) => MathBN.add(sum, MathBN.div(MathBN.mult(item.total, sent), item.quantity)),
    MathBN.convert(shipping)
  )
  return MathBN.min(goods, total)
}

/** The only capture of an authorization must not be spent on a request that Medusa refuses. */
function isRefusedByMedusa({ items = [], fulfillments = [] }: OrderRow, beingSent: BeingSent): boolean {
  const { fulfillmentId } = beingSent
  const lines = beingSent.items.map(({ id }) => items.find((item) => item.id === id))
  const isTooMuch = (line: LineRow) =>
    MathBN.gt(MathBN.add(line.detail.fulfilled_quantity, askedFor(line, beingSent)), line.quantity)
  return fulfillmentId === undefined
    ? lines.some((line) => line === undefined || isTooMuch(line))
    : lines.includes(undefined) ||
        !fulfillments.some(({ id, canceled_at: canceledAt }) => id === fulfillmentId && canceledAt == null)
}

function askedFor({ id }: LineRow, beingSent: BeingSent | undefined): BigNumberInput {
  return beingSent === undefined || beingSent.fulfillmentId !== undefined
    ? 0
    : beingSent.items
        .filter((item) => item.id === id)
        .reduce((sum, { quantity = 0 }) => MathBN.add(sum, quantity), MathBN.convert(0))
}

/**
 * The quantity as Medusa has registered it with the order. Goods being shipped or delivered are not registered yet, and
 * goods shipped by the fulfillment's own route never are: those are counted from the fulfillments.
 */
function quantitySent(
  order: OrderRow,
  item: LineRow,
  moment: SendingMoment,
  beingSent: BeingSent | undefined
): BigNumberInput {
  const {
    fulfilled_quantity: fulfilled,
    shipped_quantity: shipped,
    delivered_quantity: delivered,
  } = item.detail
  if (moment === "fulfillment") {
    return MathBN.min(item.quantity, MathBN.add(fulfilled, askedFor(item, beingSent)))
  }
  const registered = moment === "shipment" ? shipped : delivered
  const counted = quantityIn(
    order,
    item,
    (one) => hasCome(one, moment) || one.id === beingSent?.fulfillmentId
  )
  return MathBN.min(item.quantity, fulfilled, MathBN.max(registered, counted))
}

function quantityIn(
  { fulfillments = [] }: OrderRow,
  item: LineRow,
  isMeant: (fulfillment: FulfillmentRow) => boolean
): BigNumberInput {
  return fulfillments
    .filter((one) => one.canceled_at == null && isMeant(one))
    .map(({ items = [] }) => items.filter(({ line_item_id: lineId }) => lineId === item.id))
    .filter((parts) => parts.length > 0)
    .reduce((sum, parts) => MathBN.add(sum, wholeOf(parts, item)), MathBN.convert(0))
}

/** How many units of a line its parts make. */
function wholeOf(parts: readonly PartRow[], { variant }: LineRow): BigNumberInput {
  const counts = parts.map(({ inventory_item_id: partId, quantity }) => {
    const part = variant?.inventory_items?.find(({ inventory_item_id: id }) => id === partId)
    return MathBN.div(quantity, part?.required_quantity ?? 1)
  })
  return MathBN.min(...counts)
}

function hasCome(fulfillment: FulfillmentRow, moment: "shipment" | "delivery"): boolean {
  return (moment === "shipment" ? fulfillment.shipped_at : fulfillment.delivered_at) != null
}
