import type { MedusaContainer } from "@medusajs/framework/types"
import type { ShopperPayment } from "../../engine/authorization/shopper-draft"
import type { XPayPaymentFacts } from "../../engine/terminal/extensions"
import { assessRisk } from "../extensions/assess-risk"
import { readCartFacts } from "../extensions/cart-facts"
import { describePayment } from "../extensions/describe-payment"
import { methodOf } from "../extensions/offer-method"
import { describeOrder } from "../orders/describe-order"
import { hashAddress } from "./hash-address"
import type { PayableSession, PaymentCall } from "./payable-session"

/** How a session is about to be paid. `hosted`: XPay shows the shopper what is paid. */
export type PaymentManner = Pick<XPayPaymentFacts, "channel" | "usesSavedCard" | "savesCard">

/**
 * The payment facts that every channel needs, from a validated session. Calls the shop's own functions: nothing of the
 * payment is recorded yet.
 *
 * @throws PaymentRefusal for a payment that the shop refuses
 */
export async function shopperPayment(
  container: MedusaContainer,
  { session, cart, engine, amount, returnUrl, locale }: PayableSession,
  clientAddress: PaymentCall["clientAddress"],
  manner: PaymentManner
): Promise<ShopperPayment> {
  const providerId = session.provider_id
  const about = await describeOrder(container, cart, {
    enrich: engine.terminal.settings.enrichment,
    locale,
    ...(manner.channel === "hosted" ? { amount } : {}),
  })
  const readFacts = async () => ({
    ...(await readCartFacts(container, cart.id, amount)),
    providerId,
    method: methodOf(providerId),
    ...manner,
  })
  const [described, assessed] = await Promise.all([
    describePayment(container, about, providerId, readFacts),
    assessRisk(container, { engine, providerId, locale }, readFacts),
  ])
  return {
    amount,
    providerId,
    sessionId: session.id,
    collectionId: session.payment_collection_id,
    cartId: cart.id,
    customerId: cart.customer_id ?? undefined,
    ...described,
    ...assessed,
    returnUrl,
    locale,
    payerIpHash: clientAddress === undefined ? undefined : hashAddress(engine, clientAddress),
  }
}
