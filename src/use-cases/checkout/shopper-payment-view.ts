import { shopperView, type ShopperView } from "../../texts/shopper-view"
import { attemptCard, type AttemptRecord } from "../../modules/xpay/journal/records"

/** A payment as the store API shows it to the shopper whose cart it is. */
export interface PaymentView extends ShopperView {
  readonly id: string
  readonly payment_session_id: string | null
  readonly cart_id: string | null
  /** Medusa's order, once it is placed. */
  readonly order_id: string | null
  /** Minor units, as digits. */
  readonly amount: string
  readonly currency_code: string
  readonly card: { readonly circuit?: string; readonly last4: string } | null
}

export function paymentView(attempt: AttemptRecord): PaymentView {
  const card = attemptCard(attempt)
  return {
    id: attempt.id,
    ...shopperView(attempt),
    payment_session_id: attempt.payment_session_id,
    cart_id: attempt.cart_id,
    order_id: attempt.order_id,
    amount: attempt.amount,
    currency_code: attempt.currency_code.toLowerCase(),
    card:
      card === undefined
        ? null
        : { ...(card.circuit === undefined ? {} : { circuit: card.circuit }), last4: card.last4 },
  }
}
