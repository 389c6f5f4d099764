import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { closeLinksNotDue } from "../use-cases/orders/close-links"
import { journalOf } from "../use-cases/engine-for"
import type { PaymentCollectionId } from "../domain/ids"

/**
 * Medusa emits no event when a draft order is edited, but updates the payment collection that awaits its money. It also
 * does so when an order is edited or paid.
 */
export default async function xpayCollectionChanged({
  event,
  container,
}: SubscriberArgs<{ id: PaymentCollectionId }>): Promise<void> {
  for (const orderId of await journalOf(container).ordersWithOpenLink(event.data.id)) {
    await closeLinksNotDue(container, orderId)
  }
}

export const config: SubscriberConfig = {
  event: "payment.payment-collection.updated",
  context: { subscriberId: "xpay-collection-changed" },
}
