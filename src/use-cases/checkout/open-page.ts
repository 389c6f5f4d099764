import type { MedusaContainer } from "@medusajs/framework/types"
import { toLocale } from "../../domain/locale"
import type { PaymentService } from "../../domain/payment-services"
import { openHostedPage, type HostedPayment } from "../../engine/authorization/hosted-page"
import { finishPayment } from "../orders/finish-payment"
import type { PayableSession } from "./payable-session"
import { beginShopperPayment } from "./shopper-payment"
import { paymentView, type PaymentView } from "./shopper-payment-view"
import { withVelocityLimit } from "../refuse-over-limit"

export interface HostedPageResult {
  readonly payment: PaymentView
  /** Where to send the browser; undefined if there is no redirect. */
  readonly redirectUrl?: string
}

/**
 * Opens XPay's page for a validated session.
 *
 * @throws PaymentRefusal if too many pages were opened and left.
 */
export async function openPage(
  container: MedusaContainer,
  payable: PayableSession,
  service: PaymentService | undefined,
  contract: HostedPayment["contract"],
  clientAddress: string | undefined
): Promise<HostedPageResult> {
  const { session, engine, locale } = payable
  const begun = await beginShopperPayment(container, payable, clientAddress, {
    channel: "hosted",
    usesSavedCard: contract !== undefined && "use" in contract,
    savesCard: contract !== undefined && "saving" in contract,
  })
  if ("existing" in begun) {
    return { payment: paymentView(await finishPayment(container, engine, begun.existing)) }
  }
  const opened = await withVelocityLimit(engine, session.provider_id, toLocale(locale), () =>
    openHostedPage(engine, { ...begun.payment, service, contract })
  )
  switch (opened.kind) {
    case "redirect":
      return { payment: paymentView(opened.attempt), redirectUrl: opened.url }
    case "ended":
      return { payment: paymentView(opened.attempt) }
    case "conflict":
      return { payment: paymentView(await finishPayment(container, engine, opened.attempt)) }
  }
}
