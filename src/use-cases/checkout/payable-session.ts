import type { MedusaContainer } from "@medusajs/framework/types"
import { findOne } from "../../medusa/graph"
import type { CartId, CustomerId, PaymentCollectionId, PaymentSessionId } from "../../domain/ids"
import { toLocale, type Locale } from "../../domain/locale"
import { isSameMoney, toMinor, type Money } from "../../domain/money"
import { shopperText } from "../../texts/shopper-messages"
import type { Engine } from "../../engine/engine"
import { ORDER_FIELDS, type DescribedCart } from "../orders/describe-order"
import { readProviderId, type ProviderName } from "../../medusa/provider-ids"
import { offeredProviders, type OfferedCart } from "../extensions/offer-method"
import { checkReturnUrl } from "./check-return-url"
import { isFree } from "./list-payment-methods"
import { PaymentRefusal } from "../refusal"
import { requireProvider } from "../require-provider"
import { rollBackCompletion } from "../orders/roll-back-completion"

/** A shopper's request to pay. */
export interface PaymentCall {
  readonly sessionId: PaymentSessionId
  readonly cartId: CartId
  /** The storefront's return URL; the first of `storefrontUrls` if absent. */
  readonly returnUrl: string | undefined
  readonly locale: string | undefined
  /** The signed-in customer; undefined for a guest. */
  readonly customerId: CustomerId | undefined
  /** The shopper's network address; only a keyed hash of it is kept. */
  readonly clientAddress?: string | undefined
}

/** A session that this shopper may pay now, with everything a payment needs. */
export interface PayableSession {
  readonly session: SessionRow
  readonly cart: CartRow
  /**
   * The customer has signed in, but the cart still belongs to the guest they were before: it is not transferred yet.
   */
  readonly isGuestCart: boolean
  readonly provider: ProviderName
  readonly engine: Engine
  readonly amount: Money
  readonly returnUrl: string
  readonly locale: string
}

interface SessionRow {
  readonly id: PaymentSessionId
  readonly raw_amount: { readonly value: string }
  readonly currency_code: string
  readonly provider_id: string
  readonly payment_collection_id: PaymentCollectionId
}

interface CartRow extends DescribedCart {
  readonly id: CartId
  readonly total: number
  readonly currency_code: string
  readonly completed_at: string | Date | null
  readonly customer_id: CustomerId | null
  readonly customer?: { readonly has_account: boolean } | null
  readonly payment_collection?: { readonly id: PaymentCollectionId } | null
}

/**
 * The session and its cart, if this shopper may pay for it (only the cart's shopper knows both ids; a cart of another
 * account is refused), the cart is open, something is due, and its total still equals the session's amount. The shop's own
 * functions are called later, see `beginShopperPayment`.
 *
 * @throws PaymentRefusal
 */
export async function findPayableSession(
  container: MedusaContainer,
  call: PaymentCall
): Promise<PayableSession> {
  const { session, cart } = await findOpen(container, call)
  const provider = readProviderId(session.provider_id)
  if (provider === undefined) {
    throw new PaymentRefusal("not_an_xpay_session", "This payment session is not paid through XPay.")
  }
  const engine = requireProvider(container, session.provider_id)
  const locale = call.locale ?? engine.terminal.settings.defaultLocale
  if (isFree(cart.total)) {
    throw new PaymentRefusal("nothing_due", shopperText("nothing_due", toLocale(locale)))
  }
  const amount = toMinor(session.raw_amount, session.currency_code)
  if (!isSameMoney(amount, toMinor(cart.total, cart.currency_code))) {
    throw new PaymentRefusal("cart_changed", shopperText("cart_changed", toLocale(locale)))
  }
  return {
    session,
    cart,
    isGuestCart: call.customerId !== undefined && cart.customer_id !== call.customerId,
    provider,
    engine,
    amount,
    returnUrl: checkReturnUrl(engine, call.returnUrl),
    locale,
  }
}

/**
 * The same answer for a session as for the list of methods.
 *
 * @throws PaymentRefusal for a method that the shop does not offer for this cart.
 */
export async function requireOffered(
  container: MedusaContainer,
  providerId: string,
  cart: OfferedCart,
  locale: Locale
): Promise<void> {
  const offered = await offeredProviders(container, [providerId], cart)
  if (offered.length === 0) {
    throw new PaymentRefusal("method_not_offered", shopperText("method_not_offered", locale))
  }
}

/**
 * {@link find}, for a cart that can be paid. Reopens a cart that was closed by an interrupted completion.
 *
 * @throws PaymentRefusal for a cart that became an order, or is becoming one.
 */
async function findOpen(
  container: MedusaContainer,
  call: PaymentCall
): Promise<{ session: SessionRow; cart: CartRow }> {
  const found = await find(container, call)
  if (found.cart.completed_at === null || readProviderId(found.session.provider_id) === undefined) {
    return found
  }
  const cleared = await rollBackCompletion(container, { cartId: call.cartId })
  if (cleared === "busy") {
    throw new PaymentRefusal("in_progress", shopperText("in_progress", toLocale(call.locale)))
  }
  const again = cleared === "rolled_back" ? await find(container, call) : found
  if (again.cart.completed_at !== null) {
    throw cartCompleted(call.locale)
  }
  return again
}

function cartCompleted(locale: string | undefined): PaymentRefusal {
  return new PaymentRefusal("cart_completed", shopperText("already_paid", toLocale(locale)))
}

async function find(
  container: MedusaContainer,
  { sessionId, cartId, customerId, locale }: PaymentCall
): Promise<{ session: SessionRow; cart: CartRow }> {
  const [session, cart] = await Promise.all([
    findOne<SessionRow>(container, {
      entity: "payment_session",
      fields: ["id", "raw_amount", "currency_code", "provider_id", "payment_collection_id"],
      filters: { id: sessionId },
    }),
    findOne<CartRow>(container, {
      entity: "cart",
      fields: [...ORDER_FIELDS, "payment_collection.id", "customer.has_account"],
      filters: { id: cartId },
    }),
  ])
  const isOfCustomer =
    cart !== undefined &&
    (customerId === undefined || cart.customer_id === customerId || cart.customer?.has_account !== true)
  if (isOfCustomer && cart.completed_at !== null && session === undefined) {
    throw cartCompleted(locale)
  }
  const isTheirs =
    session !== undefined && cart?.payment_collection?.id === session.payment_collection_id && isOfCustomer
  if (session === undefined || cart === undefined || !isTheirs) {
    throw new PaymentRefusal(
      "session_not_found",
      "There is no such payment session for this cart. Create one and try again."
    )
  }
  return { session, cart }
}

/**
 * Saved cards belong to an account, and so must the cart paid with them.
 *
 * @throws PaymentRefusal for a cart that is still a guest's, with what the storefront has to do.
 */
export function requireOwnCart({ isGuestCart, locale }: PayableSession): void {
  if (isGuestCart) {
    throw new PaymentRefusal("cart_of_guest", shopperText("cart_of_guest", toLocale(locale)))
  }
}
