import type { MedusaContainer } from "@medusajs/framework/types"
import { serviceNamed, serviceProblem, type PaymentService } from "../domain/payment-services"
import { openHostedPage, type HostedPayment } from "../engine/open-hosted-page"
import type { ContractKind } from "../modules/xpay/saved-cards"
import { agreeToSavedCard } from "./agree-to-saved-card"
import { describeOrder } from "./describe-order"
import { HOSTED_METHOD } from "./engines"
import { finishPayment } from "./finish-payment"
import { findPayableSession, type PayableSession, type PaymentCall } from "./payable-session"
import { paymentView, type PaymentView } from "./payment-view"
import { PaymentRefusal } from "./refusal"

export interface HostedPageResult {
  readonly payment: PaymentView
  /** Where to send the browser; undefined when there is nowhere to go. */
  readonly redirectUrl?: string
}

/**
 * Opens XPay's page for a payment session, when the shopper has pressed the button of its method.
 *
 * @throws PaymentRefusal for everything the shopper or the storefront can put right.
 */
export async function payOnHostedPage(
  container: MedusaContainer,
  call: PaymentCall & { readonly saveCard?: ContractKind | undefined }
): Promise<HostedPageResult> {
  const payable = await findPayableSession(container, call)
  const { cart, provider, amount } = payable
  const service = provider.method === undefined ? undefined : serviceNamed(provider.method)
  if (service === undefined && provider.method !== HOSTED_METHOD) {
    throw new PaymentRefusal(
      400,
      "not_a_hosted_session",
      "This payment session is not for XPay's page: create one with the provider of a method."
    )
  }
  const country = cart.billing_address?.country_code ?? undefined
  if (service !== undefined && serviceProblem(service, amount, country) !== undefined) {
    throw new PaymentRefusal(
      422,
      "method_not_possible",
      `${service.name} cannot be used for this cart (amount, currency or billing country). Choose another way to pay.`
    )
  }
  if (service !== undefined && call.saveCard !== undefined) {
    throw new PaymentRefusal(400, "only_cards_are_saved", `Cards can be saved, ${service.name} cannot.`)
  }
  const saving = await agreeToSavedCard(container, payable, call)
  return await openPage(container, payable, service, saving === undefined ? undefined : { saving })
}

/** Opens the page for a session that was looked at already. */
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
