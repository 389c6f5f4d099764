import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { closeLinksNotDue } from "../use-cases/orders/close-links"
import { journalOf } from "../use-cases/engine-for"
import type { PaymentCollectionId } from "../domain/ids"

/**
 * Medusa tells nobody that a draft order was edited, but updates the payment collection that waits for its money. So it does
 * when an order is edited or paid.
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
