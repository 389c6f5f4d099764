import type { MedusaContainer } from "@medusajs/framework/types"
import type { ShopperPayment } from "../../engine/authorization/shopper-draft"
import { describeOrder } from "../orders/describe-order"
import { hashAddress } from "./hash-address"
import type { PayableSession, PaymentCall } from "./payable-session"

/**
 * The payment facts that every channel needs, from a validated session.
 *
 * @param place `page`: XPay shows the shopper what is paid
 */
export async function shopperPayment(
  container: MedusaContainer,
  { session, cart, engine, amount, returnUrl, locale }: PayableSession,
  clientAddress: PaymentCall["clientAddress"],
  place: "shop" | "page"
): Promise<ShopperPayment> {
  return {
    amount,
    providerId: session.provider_id,
    sessionId: session.id,
    collectionId: session.payment_collection_id,
    cartId: cart.id,
    customerId: cart.customer_id ?? undefined,
    about: await describeOrder(container, cart, {
      enrich: engine.terminal.settings.enrichment,
      locale,
      ...(place === "page" ? { amount } : {}),
    }),
    returnUrl,
    locale,
    payerIpHash: clientAddress === undefined ? undefined : hashAddress(engine, clientAddress),
  }
}
