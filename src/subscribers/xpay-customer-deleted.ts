import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { eraseCustomerDataWorkflow } from "../workflows/erase-customer-data"

/** When a customer is deleted, removes the saved cards, at XPay too, and what links payments to the customer. */
export default async function xpayCustomerDeleted({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await eraseCustomerDataWorkflow(container).run({ input: { customer_id: event.data.id } })
}

export const config: SubscriberConfig = {
  event: "customer.deleted",
  context: { subscriberId: "xpay-customer-deleted" },
}
