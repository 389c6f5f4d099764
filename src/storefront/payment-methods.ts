import { fromWire } from "./from-wire"
import type { StoreApi } from "./store-api"

/** A payment method for a cart. */
export interface PaymentMethod {
  /** For Medusa's payment session. */
  readonly providerId: string
  /** `card`: a card form in the page. `redirect`: a button that leads to XPay's page. */
  readonly kind: "card" | "redirect"
  /**
   * For the card form: `own` is the shop's own inputs, for {@link XPayClient.payByCard}; `fields` is XPay's, for
   * `openCardFields` and `mountCardFields`. Undefined for buttons.
   */
  readonly cardForm: CardForm | undefined
  /** XPay's name of the method, e.g. `PAYPAL`; undefined for the card form and for XPay's page with all methods. */
  readonly service: string | undefined
  /** For the shopper, in the client's language. */
  readonly name: string
  /** Logo URLs; empty if XPay has none. */
  readonly logos: readonly string[]
  /** Card circuits that the shop accepts (`VISA`, `MC`), for the card form. */
  readonly circuits: readonly string[]
  /** Whether a signed-in customer may be offered to save the card. */
  readonly savesCards: boolean
}

export type CardForm = "own" | "fields"

/** The payment methods for a cart, or the reason why there is none. */
export interface PaymentMethods {
  readonly methods: readonly PaymentMethod[]
  /** Undefined if there is a method. */
  readonly reason: NoMethodReason | undefined
}

/** Why a cart has no payment method. */
export interface NoMethodReason {
  /** `nothing_due`: the cart is free. Order it with {@link XPayClient.completeFreeCart}. */
  readonly code: "nothing_due" | "currency_not_supported" | "no_method" | (string & {})
  /** For the shopper, in the client's language. */
  readonly message: string
}

export interface PaymentMethodsInput {
  readonly cartId: string
  /** The card form to use if the region has both; `own` by default. */
  readonly cardForm?: CardForm | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The cart's payment methods through XPay that its region, amount, currency and billing country allow.
 *
 * @throws XPayError
 */
export async function listPaymentMethods(
  api: StoreApi,
  { cartId, cardForm = "own", signal }: PaymentMethodsInput
): Promise<PaymentMethods> {
  const query = new URLSearchParams({
    cart_id: cartId,
    locale: api.language,
    card_form: cardForm,
  })
  const path = `/store/xpay/payment-methods?${String(query)}`
  const { payment_methods: methods, reason } = await api.get<{
    payment_methods: readonly object[]
    reason?: NoMethodReason | null
  }>(path, signal)
  return { methods: methods.map(fromWire<PaymentMethod>), reason: reason ?? undefined }
}
