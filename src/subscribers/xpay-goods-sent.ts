import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { captureForFulfillment } from "../use-cases/automation/on-goods-sent"

/** Goods were packed, shipped or delivered: captures what the options require at that moment. */
export default async function xpayGoodsSent({
  event,
  container,
}: SubscriberArgs<{ id?: string; fulfillment_id?: string }>): Promise<void> {
  const fulfillmentId = event.data.fulfillment_id ?? event.data.id
  if (fulfillmentId !== undefined) {
    await captureForFulfillment(container, fulfillmentId)
  }
}

export const config: SubscriberConfig = {
  event: ["order.fulfillment_created", "shipment.created", "delivery.created"],
  context: { subscriberId: "xpay-goods-sent" },
}
