import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { eraseCustomerDataWorkflow } from "../workflows/erase-customer-data"

/** A customer who goes takes the saved cards along, at XPay too, and what says whose the payments were. */
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
