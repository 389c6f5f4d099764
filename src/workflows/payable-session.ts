import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { toLocale } from "../domain/locale"
import { isSameMoney, toMinor, type Money } from "../domain/money"
import { shopperText } from "../domain/shopper-messages"
import type { Engine } from "../engine/engine"
import { ORDER_FIELDS, type DescribedCart } from "./describe-order"
import { engineFor, readProviderId, type ProviderName } from "./engines"
import { PaymentRefusal } from "./refusal"

/** What a shopper names to pay. */
export interface PaymentCall {
  readonly sessionId: string
  readonly cartId: string
  /** Where the storefront wants the shopper back; the first of `storefrontUrls` when absent. */
  readonly returnUrl: string | undefined
  readonly locale: string | undefined
  /** The signed-in customer; undefined for a guest. */
  readonly customerId: string | undefined
  /** The shopper's network address; only a keyed hash of it is kept. */
  readonly clientAddress?: string | undefined
}

/** A session that this shopper may pay now, with everything a payment needs to know of it. */
export interface PayableSession {
  readonly session: SessionRow
  readonly cart: CartRow
  readonly provider: ProviderName
  readonly engine: Engine
  readonly amount: Money
  readonly returnUrl: string
  readonly locale: string
}

interface SessionRow {
  readonly id: string
  readonly raw_amount: { readonly value: string }
  readonly currency_code: string
  readonly provider_id: string
  readonly payment_collection_id: string
}

interface CartRow extends DescribedCart {
  readonly total: number
  readonly currency_code: string
  readonly completed_at: string | Date | null
  readonly customer_id: string | null
  readonly payment_collection?: { readonly id: string } | null
}

/**
 * The session and its cart, if this shopper may pay for it (both ids are known to the cart's shopper alone), the cart is
 * open, and its total is still what the session was made for.
 *
 * @throws PaymentRefusal
 */
export async function findPayableSession(
  container: MedusaContainer,
  call: PaymentCall
): Promise<PayableSession> {
  const { session, cart } = await find(container, call)
  const provider = readProviderId(session.provider_id)
  if (provider === undefined) {
    throw new PaymentRefusal(400, "not_an_xpay_session", "This payment session is not paid through XPay.")
  }
  if (cart.completed_at !== null) {
    throw new PaymentRefusal(409, "cart_completed", "This cart has been ordered already.")
  }
  const engine = engineFor(container, session.provider_id)
  const locale = call.locale ?? engine.terminal.settings.defaultLocale
  const amount = toMinor(session.raw_amount, session.currency_code)
  if (!isSameMoney(amount, toMinor(cart.total, cart.currency_code))) {
    throw new PaymentRefusal(409, "cart_changed", shopperText("cart_changed", toLocale(locale)))
  }
  return {
    session,
    cart,
    provider,
    engine,
    amount,
    returnUrl: checkReturnUrl(engine, call.returnUrl),
    locale,
  }
}

async function find(
  container: MedusaContainer,
  { sessionId, cartId, customerId }: PaymentCall
): Promise<{ session: SessionRow; cart: CartRow }> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const [{ data: sessions }, { data: carts }] = await Promise.all([
    query.graph({
      entity: "payment_session",
      fields: ["id", "raw_amount", "currency_code", "provider_id", "payment_collection_id"],
      filters: { id: sessionId },
    }),
    query.graph({
      entity: "cart",
      fields: [...ORDER_FIELDS, "payment_collection.id"],
      filters: { id: cartId },
    }),
  ])
  const session = sessions[0] as unknown as SessionRow | undefined
  const cart = carts[0] as unknown as CartRow | undefined
  const isTheirs =
    session !== undefined &&
    cart?.payment_collection?.id === session.payment_collection_id &&
    (customerId === undefined || cart.customer_id === customerId)
  if (session === undefined || cart === undefined || !isTheirs) {
    throw new PaymentRefusal(
      404,
      "session_not_found",
      "There is no such payment session for this cart. Create one and try again."
    )
  }
  return { session, cart }
}

/** Only addresses of the shop's own storefronts: the shopper must not be led elsewhere after paying. */
function checkReturnUrl({ terminal }: Engine, asked: string | undefined): string {
  const { storefrontUrls } = terminal.settings
  const url = asked ?? storefrontUrls[0] ?? ""
  if (!storefrontUrls.some((allowed) => isBelow(url, allowed))) {
    throw new PaymentRefusal(
      400,
      "return_url_not_allowed",
      "`return_url` must begin with one of the addresses in the option `storefrontUrls`."
    )
  }
  return url
}

function isBelow(url: string, allowed: string): boolean {
  if (!URL.canParse(url)) {
    return false
  }
  const asked = new URL(url)
  const base = new URL(allowed)
  const folder = base.pathname.replace(/\/*$/, "/")
  return asked.origin === base.origin && asked.username === "" && `${asked.pathname}/`.startsWith(folder)
}
