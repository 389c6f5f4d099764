import type { IOrderModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Engine } from "../../engine/engine"
import { REQUEST_MS } from "../../medusa/movement-rows"
import type { OrderId } from "../../domain/ids"

/**
 * Removes the order change that a refund or a cancellation started, to deduct the refunded money from the order's
 * total, and did not confirm because its process died. As long as it exists, Medusa refuses every other change,
 * including the next refund and the cancellation. A change that may be under way stays, and so does one of another
 * kind.
 */
export async function dropInterruptedChange(
  container: MedusaContainer,
  { journal }: Pick<Engine, "journal">,
  orderId: OrderId
): Promise<void> {
  const orders = container.resolve<IOrderModuleService>(Modules.ORDER)
  const before = (await journal.now()).getTime() - REQUEST_MS
  const changes = await orders.listOrderChanges({ order_id: orderId }, { take: null })
  const cutOff = changes.filter(
    (one) =>
      String(one.change_type) === "credit_line" &&
      String(one.status) === "pending" &&
      new Date(one.created_at).getTime() < before
  )
  if (cutOff.length > 0) {
    await orders.deleteOrderChanges(cutOff.map(({ id }) => id))
  }
}
