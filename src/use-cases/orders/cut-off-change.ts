import type { IOrderModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Engine } from "../../engine/engine"
import { REQUEST_MS } from "../../medusa/movement-rows"
import type { OrderId } from "../../domain/ids"

/**
 * Removes the change of an order that a refund or a cancellation began, to take the refunded money off what the order
 * costs, and did not confirm because its process died. While it is there Medusa refuses every other change, the next
 * refund and the cancellation among them. One that may be under way stays, and so does a change of another kind.
 */
export async function dropCutOffChange(
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
