import type { MedusaContainer } from "@medusajs/framework/types"
import { toLocale } from "../../domain/locale"
import type { ShopperPayment } from "../../engine/authorization/shopper-draft"
import type { XPayPaymentFacts } from "../../engine/terminal/extensions"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { hasExtensions } from "../engine-for"
import { assessRisk } from "../extensions/assess-risk"
import { readCartFacts } from "../extensions/cart-facts"
import { describePayment } from "../extensions/describe-payment"
import { methodOf } from "../extensions/offer-method"
import { describeOrder } from "../orders/describe-order"
import { PaymentRefusal } from "../refusal"
import { withVelocityLimit } from "../refuse-over-limit"
import { hashAddress } from "./hash-address"
import { requireOffered, type PayableSession, type PaymentCall } from "./payable-session"
import { withdrawEarlier } from "./withdraw-earlier"

/** How a session is about to be paid. `hosted`: XPay shows the shopper what is paid. */
export type PaymentManner = Pick<XPayPaymentFacts, "channel" | "usesSavedCard" | "savesCard">

export type BegunPayment =
  | { readonly payment: ShopperPayment }
  /** A payment of this session is in doubt, or executed: it is the answer, whatever the shop's functions say. */
  | { readonly existing: AttemptRecord }

/**
 * The payment facts that every channel needs, from a validated session. Calls the shop's own functions, unless the session has
 * a payment that is in doubt or executed: "nothing was charged" would be wrong then. Nothing of the new payment is recorded
 * yet.
 *
 * @throws PaymentRefusal for a payment that the shop refuses
 */
export async function beginShopperPayment(
  container: MedusaContainer,
  payable: PayableSession,
  clientAddress: PaymentCall["clientAddress"],
  manner: PaymentManner
): Promise<BegunPayment> {
  const { session, engine } = payable
  const payerIpHash = clientAddress === undefined ? undefined : hashAddress(engine, clientAddress)
  if (!hasExtensions(container, session.provider_id)) {
    return { payment: await describeAndAssess(container, payable, payerIpHash, manner) }
  }
  const existing = await engine.journal.findConflict(session.id)
  if (existing !== undefined) {
    return { existing }
  }
  await requireWithinLimits(payable, payerIpHash, manner)
  try {
    await requireOfferedSession(container, payable)
    const payment = await describeAndAssess(container, payable, payerIpHash, manner)
    if (payment.review !== undefined) {
      await withdrawEarlier(engine, session.id)
    }
    return { payment }
  } catch (error) {
    if (!(error instanceof PaymentRefusal)) {
      throw error
    }
    if (error.code === "refused_by_shop") {
      await withdrawEarlier(engine, session.id)
    }
    // Another request may have paid while the function was running.
    const made = await engine.journal.findConflict(session.id)
    if (made === undefined) {
      throw error
    }
    return { existing: made }
  }
}

/** @throws PaymentRefusal for a session whose method the shop does not offer for its cart. */
export async function requireOfferedSession(
  container: MedusaContainer,
  { session, cart, amount, locale }: PayableSession
): Promise<void> {
  await requireOffered(container, session.provider_id, { cartId: cart.id, amount }, toLocale(locale))
}

/** The facts about a payment that a shop's functions receive, read once for all of them. */
export function paymentFacts(
  container: MedusaContainer,
  { session, cart, amount }: PayableSession,
  manner: PaymentManner
): () => Promise<XPayPaymentFacts> {
  const providerId = session.provider_id
  const read = async () =>
    Object.freeze({
      ...(await readCartFacts(container, cart.id, amount)),
      providerId,
      method: methodOf(providerId),
      ...manner,
    })
  let reading: ReturnType<typeof read> | undefined
  return () => (reading ??= read())
}

/** Too many tries: the shop's functions are not called for them either. */
async function requireWithinLimits(
  { session, cart, engine, locale }: PayableSession,
  payerIpHash: string | undefined,
  { channel }: PaymentManner
): Promise<void> {
  const tried = {
    channel,
    provider_id: session.provider_id,
    cart_id: cart.id,
    payer_ip_hash: payerIpHash ?? null,
  }
  await withVelocityLimit(engine, session.provider_id, toLocale(locale), () =>
    engine.journal.checkLimits(tried, engine.terminal.settings.cardTesting)
  )
}

async function describeAndAssess(
  container: MedusaContainer,
  payable: PayableSession,
  payerIpHash: string | undefined,
  manner: PaymentManner
): Promise<ShopperPayment> {
  const { session, cart, engine, amount, returnUrl, locale } = payable
  const providerId = session.provider_id
  const about = await describeOrder(container, cart, {
    enrich: engine.terminal.settings.enrichment,
    locale,
    ...(manner.channel === "hosted" ? { amount } : {}),
  })
  const readFacts = paymentFacts(container, payable, manner)
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
    payerIpHash,
  }
}
