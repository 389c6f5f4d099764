import type {
  BigNumberInput,
  BigNumberRawValue,
  IInventoryService,
  MedusaContainer,
} from "@medusajs/framework/types"
import { MathBN, Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { findOne } from "../../medusa/graph"
import type { Engine } from "../../engine/engine"
import { sumOf } from "../../medusa/amounts"
import { isFailedRow } from "../../medusa/movement-rows"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { dropInterruptedChange } from "./interrupted-change"
import type { OrderId } from "../../domain/ids"

/** Longer than Medusa's cancellation takes from the returned money to the canceled order. */
const CANCELING_SECONDS = 50

/**
 * - `none`: no cancellation was started
 * - `under_way`: a cancellation may be running; check again
 * - `finished`: the order is canceled now
 */
export type Cancellation = "none" | "under_way" | "finished"

interface OrderRow {
  readonly status: string
  readonly is_draft_order: boolean
  readonly fulfillments?: readonly { readonly id: string }[]
  readonly items?: readonly {
    readonly id: string
    readonly variant?: { readonly manage_inventory?: boolean } | null
  }[]
  readonly payment_collections?: readonly { readonly payments?: readonly PaymentRow[] }[]
}

interface PaymentRow {
  readonly canceled_at: string | Date | null
  readonly captures?: readonly { readonly raw_amount: BigNumberRawValue }[]
  readonly refunds?: readonly { readonly raw_amount: BigNumberRawValue }[]
}

/**
 * Finishes an interrupted cancellation of an order. Medusa frees the goods and returns the money first and cancels the
 * order last. A process that dies in between leaves an open order without money whose goods are for sale again. If XPay
 * has returned all of the money and all goods are free, a cancellation did it: a void or a refund alone leaves the
 * goods reserved. An order without stock-managed goods proves nothing and is left for manual handling.
 */
export async function finishCancellation(
  container: MedusaContainer,
  { journal, logger }: Pick<Engine, "journal" | "logger">,
  attempt: AttemptRecord,
  orderId: OrderId
): Promise<Cancellation> {
  if (attempt.state !== "voided" && attempt.state !== "refunded") {
    return "none"
  }
  const order = await readOrder(container, orderId)
  if (order === undefined || !isReturned(order) || !(await areGoodsFreed(container, order))) {
    return "none"
  }
  if (((await journal.secondsSinceResolved(attempt.id)) ?? 0) < CANCELING_SECONDS) {
    return "under_way"
  }
  logger.warn(
    `${attemptLabel(attempt)}: the cancellation of order ${orderId} was cut off. It is canceled now.`
  )
  await dropInterruptedChange(container, { journal }, orderId)
  await cancelOrderWorkflow(container).run({ input: { order_id: orderId } })
  return "finished"
}

async function readOrder(container: MedusaContainer, orderId: OrderId): Promise<OrderRow | undefined> {
  return await findOne<OrderRow>(container, {
    entity: "order",
    fields: [
      "id",
      "status",
      "is_draft_order",
      "fulfillments.id",
      "items.id",
      "items.variant.manage_inventory",
      "payment_collections.payments.canceled_at",
      "payment_collections.payments.captures.*",
      "payment_collections.payments.refunds.*",
    ],
    filters: { id: orderId },
  })
}

/** Whether an order has no fulfillment, and all its payments, of any provider, were returned. */
function isReturned({
  status,
  is_draft_order: isDraft,
  fulfillments = [],
  payment_collections: collections = [],
}: OrderRow): boolean {
  const payments = collections.flatMap((one) => one.payments ?? [])
  return status === "pending" && !isDraft && fulfillments.length === 0 && payments.every(isGone)
}

function isGone({ canceled_at: canceledAt, captures = [], refunds = [] }: PaymentRow): boolean {
  const captured = sumOf(amountsOf(captures))
  return canceledAt !== null || (MathBN.gt(captured, 0) && MathBN.gte(sumOf(amountsOf(refunds)), captured))
}

function amountsOf(rows: readonly { readonly raw_amount: BigNumberRawValue }[]): BigNumberInput[] {
  return rows.filter((row) => !isFailedRow(row)).map(({ raw_amount: amount }) => amount)
}

/** Whether goods were once reserved for each of the order's items, and none are now. */
async function areGoodsFreed(container: MedusaContainer, { items = [] }: OrderRow): Promise<boolean> {
  const managed = items.filter(({ variant }) => variant?.manage_inventory === true).map(({ id }) => id)
  // An empty filter would match every reservation.
  if (managed.length === 0) {
    return false
  }
  const reservations = (await container
    .resolve<IInventoryService>(Modules.INVENTORY)
    .listReservationItems(
      { line_item_id: managed },
      { select: ["id", "line_item_id", "deleted_at"] as "id"[], withDeleted: true, take: null }
    )) as readonly { readonly line_item_id?: string | null; readonly deleted_at?: string | Date | null }[]
  return (
    managed.every((id) => reservations.some(({ line_item_id: lineItemId }) => lineItemId === id)) &&
    reservations.every(({ deleted_at: deletedAt }) => deletedAt != null)
  )
}
