import type { CartId, CustomerId, PaymentCollectionId, PaymentSessionId } from "../../domain/ids"
import { toLocale } from "../../domain/locale"
import type { Money } from "../../domain/money"
import { newOrderId } from "../../domain/order-id"
import type { AboutOrder } from "../../gateway/wire/order"
import type { Exemptions } from "../../gateway/wire/payment-session"
import type { AttemptDraft } from "../../modules/xpay/journal/tables"
import { orderWords } from "../attempt"
import { hashToken } from "../callbacks"

/** A shopper's request to pay a payment session, in any channel. */
export interface ShopperPayment {
  readonly amount: Money
  readonly providerId: string
  readonly sessionId: PaymentSessionId
  readonly collectionId: PaymentCollectionId
  readonly cartId: CartId
  readonly customerId: CustomerId | undefined
  /** A description of the payer and the order, for XPay and the issuer. */
  readonly about: AboutOrder
  /** Whether to ask for a challenge; undefined: as the option says. */
  readonly exemptions?: Exemptions | undefined
  /** `pending`: nothing may be captured before staff accept it, so XPay is to hold the money. */
  readonly review?: "pending" | undefined
  /** Where the storefront wants the shopper to return; checked by the caller. */
  readonly returnUrl: string
  /** The shopper's language tag. */
  readonly locale: string
  /** Keyed hash of the shopper's network address. */
  readonly payerIpHash: string | undefined
}

/** The journal's record of it, as a new XPay order. @param token of the URL to which the browser returns */
export function shopperDraft(
  payment: ShopperPayment,
  token: string
): Omit<AttemptDraft, "channel" | "capture"> {
  return {
    xpay_order_id: newOrderId(Date.now()),
    provider_id: payment.providerId,
    currency_code: payment.amount.currency,
    amount: payment.amount.minor.toString(),
    ...orderWords(payment.about),
    exemptions: payment.exemptions ?? null,
    review: payment.review ?? null,
    locale: toLocale(payment.locale),
    payment_session_id: payment.sessionId,
    payment_collection_id: payment.collectionId,
    cart_id: payment.cartId,
    customer_id: payment.customerId ?? null,
    return_token_hash: hashToken(token),
    return_url: payment.returnUrl,
    payer_ip_hash: payment.payerIpHash ?? null,
  }
}

/** Whether the money is taken with the payment: never of one that is to be reviewed first. */
export function captureOf(
  { review }: ShopperPayment,
  wanted: AttemptDraft["capture"]
): AttemptDraft["capture"] {
  return review === undefined ? wanted : "manual"
}
