import type { MedusaContainer } from "@medusajs/framework/types"
import { serviceNamed, serviceProblem } from "../../domain/payment-services"
import type { ContractKind } from "../../modules/xpay/saved-cards"
import { agreeToSavedCard } from "./agree-to-saved-card"
import { HOSTED_METHOD } from "../../medusa/provider-ids"
import { openPage, type HostedPageResult } from "./open-page"
import { findPayableSession, type PaymentCall } from "./payable-session"
import { PaymentRefusal } from "../refusal"

/**
 * Opens XPay's page for a payment session, when the shopper has pressed the button of its method.
 *
 * @throws PaymentRefusal for everything the shopper or the storefront can correct.
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
      "not_a_hosted_session",
      "This payment session is not for XPay's page: create one with the provider of a method."
    )
  }
  const country = cart.billing_address?.country_code ?? undefined
  if (service !== undefined && serviceProblem(service, amount, country) !== undefined) {
    throw new PaymentRefusal(
      "method_not_possible",
      `${service.name} cannot be used for this cart (amount, currency or billing country). Choose another payment method.`
    )
  }
  if (service !== undefined && call.saveCard !== undefined) {
    throw new PaymentRefusal("only_cards_are_saved", `Cards can be saved, ${service.name} cannot.`)
  }
  const saving = await agreeToSavedCard(container, payable, call)
  return await openPage(
    container,
    payable,
    service,
    saving === undefined ? undefined : { saving },
    call.clientAddress
  )
}
