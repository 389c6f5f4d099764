import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { closeLinksNotDue } from "../use-cases/orders/close-links"
import type { OrderId } from "../domain/ids"

/** An order that changed, or was paid by other means, may have payment links that ask for what is not due any more. */
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
