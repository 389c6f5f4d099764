import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { returnMoneyOfCanceledOrder } from "../use-cases/reconciliation/on-order-canceled"
import type { OrderId } from "../domain/ids"

/**
 * Medusa's order cancellation goes on when a void or refund fails, and books the refund all the same. So whatever money
 * is left after it is returned here, and by the job if XPay cannot be reached now.
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
