import { fromWire } from "./from-wire"
import type { StoreApi } from "./store-api"

/** A way to pay a cart. */
export interface PaymentMethod {
  /** For Medusa's payment session. */
  readonly providerId: string
  /** `card`: the shop's own card form. `redirect`: a button that leads to XPay's page. */
  readonly kind: "card" | "redirect"
  /** XPay's name of the method, e.g. `PAYPAL`; undefined for the card form and for XPay's page with all methods. */
  readonly service: string | undefined
  /** For the shopper, in the client's language. */
  readonly name: string
  /** Addresses of pictures; empty when XPay has none. */
  readonly logos: readonly string[]
  /** Card circuits that the shop takes (`VISA`, `MC`), for the card form. */
  readonly circuits: readonly string[]
  /** Whether a signed-in customer may be asked to save the card. */
  readonly savesCards: boolean
}

/**
 * The ways to pay a cart through XPay that its region, amount, currency and billing country allow.
 *
 * @throws XPayError
 */
export async function listPaymentMethods(
  api: StoreApi,
  cartId: string,
  signal: AbortSignal | undefined
): Promise<PaymentMethod[]> {
  const query = new URLSearchParams({ cart_id: cartId, locale: api.language })
  const path = `/store/xpay/payment-methods?${query.toString()}`
  const answer = await api.get<{ payment_methods: readonly object[] }>(path, signal)
  return answer.payment_methods.map(fromWire<PaymentMethod>)
}
