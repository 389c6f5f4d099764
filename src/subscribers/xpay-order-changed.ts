import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { closeLinksNotDue } from "../use-cases/orders/close-links"
import type { OrderId } from "../domain/ids"

/** After an order was changed or paid by other means, its payment links may request an amount that is no longer due. */
export default async function xpayOrderChanged({
  event,
  container,
}: SubscriberArgs<{ id?: OrderId; order_id?: OrderId }>): Promise<void> {
  const orderId = event.data.order_id ?? event.data.id
  if (orderId !== undefined) {
    await closeLinksNotDue(container, orderId)
  }
}

export const config: SubscriberConfig = {
  event: ["order.updated", "order.order.deleted", "order-edit.confirmed"],
  context: { subscriberId: "xpay-order-changed" },
}
