import type { MedusaContainer } from "@medusajs/framework/types"
import type { PaymentService } from "../domain/payment-services"
import { openHostedPage, type HostedPayment } from "../engine/open-hosted-page"
import { describeOrder } from "./describe-order"
import { finishPayment } from "./finish-payment"
import type { PayableSession } from "./payable-session"
import { paymentView, type PaymentView } from "./payment-view"

export interface HostedPageResult {
  readonly payment: PaymentView
  /** Where to send the browser; undefined when there is nowhere to go. */
  readonly redirectUrl?: string
}

/** Opens XPay's page for a session that was looked at already. */
export async function openPage(
  container: MedusaContainer,
  { session, cart, engine, amount, returnUrl, locale }: PayableSession,
  service: PaymentService | undefined,
  contract: HostedPayment["contract"]
): Promise<HostedPageResult> {
  const opened = await openHostedPage(engine, {
    service,
    amount,
    providerId: session.provider_id,
    sessionId: session.id,
    collectionId: session.payment_collection_id,
    cartId: cart.id,
    customerId: cart.customer_id ?? undefined,
    contract,
    about: await describeOrder(container, cart, engine.terminal.settings.enrichment),
    returnUrl,
    locale,
  })
  switch (opened.kind) {
    case "redirect":
      return { payment: paymentView(opened.attempt), redirectUrl: opened.url }
    case "ended":
      return { payment: paymentView(opened.attempt) }
    case "in_the_way":
      return { payment: paymentView(await finishPayment(container, engine, opened.attempt)) }
  }
}
