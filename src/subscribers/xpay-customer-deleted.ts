import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { forgetCardsOf } from "../workflows/forget-saved-cards"

/** A customer who goes takes the saved cards along, at XPay too. */
export default async function xpayCustomerDeleted({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await forgetCardsOf(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: "customer.deleted",
  context: { subscriberId: "xpay-customer-deleted" },
}
