import { isPayersLink } from "../../domain/channels"
import { toLocale } from "../../domain/locale"
import { shopperText, type ShopperMessage } from "../../texts/shopper-messages"
import { shopperView, type ShopperView } from "../../texts/shopper-view"
import { attemptCard, heldAmount, type AttemptRecord } from "../../modules/xpay/journal/records"

/** A payment as the store API shows it to the cart's shopper. */
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

/** Messages for a payer who started on the shop's page, and has no link to request from the shop. */
const OWN_WORDS: Readonly<Partial<Record<string, ShopperMessage>>> = {
  link_order_changed: "order_changed",
  link_order_canceled: "order_canceled",
}

export function paymentView(attempt: AttemptRecord): PaymentView {
  const card = attemptCard(attempt)
  const own = isPayersLink(attempt) ? OWN_WORDS[attempt.circumstance ?? ""] : undefined
  return {
    id: attempt.id,
    ...shopperView(attempt),
    ...(own === undefined ? {} : { message: shopperText(own, toLocale(attempt.locale)) }),
    payment_session_id: attempt.payment_session_id,
    cart_id: attempt.cart_id,
    order_id: attempt.order_id,
    amount: heldAmount(attempt).minor.toString(),
    currency_code: attempt.currency_code.toLowerCase(),
    card:
      card === undefined
        ? null
        : { ...(card.circuit === undefined ? {} : { circuit: card.circuit }), last4: card.last4 },
  }
}
