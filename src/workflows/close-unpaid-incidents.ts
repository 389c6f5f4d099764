import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import { incidentsOf } from "./engines"

/** Incidents that are looked at in one run, oldest first. */
const MOST = 200

interface OrderRow {
  readonly id: string
  readonly status: string
  readonly summary?: { readonly pending_difference?: BigNumberInput }
  readonly payment_collections?: readonly {
    readonly payments?: readonly { readonly canceled_at: string | Date | null }[]
  }[]
}

/**
 * Closes the incidents about orders without a payment whose cause is gone: the order was canceled, or paid in whichever
 * way. Reads what is open, in one query.
 */
export async function closeUnpaidIncidents(container: MedusaContainer): Promise<void> {
  const incidents = incidentsOf(container)
  const orderIds = await incidents.listOrders("order_unpaid", MOST)
  // An empty filter would match every order.
  if (orderIds.length === 0) {
    return
  }
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id", "status", "summary", "payment_collections.payments.canceled_at"],
    filters: { id: orderIds },
  })
  const orders = data as unknown as readonly OrderRow[]
  for (const orderId of orderIds) {
    const order = orders.find(({ id }) => id === orderId)
    if (order === undefined || isClear(order)) {
      await incidents.settleForOrder(orderId, "order_unpaid")
    }
  }
}

function isClear({ status, summary, payment_collections: collections = [] }: OrderRow): boolean {
  const isPaid = collections
    .flatMap(({ payments = [] }) => payments)
    .some(({ canceled_at: canceledAt }) => canceledAt === null)
  return status !== "pending" || isPaid || MathBN.lte(summary?.pending_difference ?? 1, 0)
}
