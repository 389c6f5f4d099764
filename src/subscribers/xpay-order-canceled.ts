import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { returnMoneyOfCanceledOrder } from "../use-cases/reconciliation/on-order-canceled"
import type { OrderId } from "../domain/ids"

/**
 * Medusa continues to cancel an order when a void or refund fails, and books the refund anyway. So the plugin returns
 * any remaining money here, or in the job if XPay cannot be reached now.
 */
export default async function xpayOrderCanceled({
  event,
  container,
}: SubscriberArgs<{ id: OrderId }>): Promise<void> {
  await returnMoneyOfCanceledOrder(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: "order.canceled",
  context: { subscriberId: "xpay-order-canceled" },
}
