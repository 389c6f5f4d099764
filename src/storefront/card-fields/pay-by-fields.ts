import type { CardFieldsSession } from "./card-fields-session"
import { fromWire } from "../from-wire"
import { toPageResult, type PageAnswer, type PagePaymentInput, type PagePaymentResult } from "../pay-on-page"
import { paidAllTheSame, type CardPaymentInput } from "../pay-by-card"
import { sessionPath, toPayment, toResult, type Payment, type PaymentReference } from "../payment"
import { apiOf } from "../store-api"
import type { XPayClient } from "../create-xpay-client"

export interface CardFieldsInput extends PaymentReference {
  /** Where the shopper returns from the bank; same origin as the page that shows the fields. */
  readonly returnUrl: string
  /** The shopper's consent to save the card. XPay needs it before the card is entered. */
  readonly saveCard?: CardPaymentInput["saveCard"]
}

/** The outcome of opening XPay's card fields. */
export type CardFieldsOpening =
  | {
      readonly status: "open"
      readonly payment: Payment
      /** For `mountCardFields`. */
      readonly session: CardFieldsSession
    }
  /** No fields; the payment gives the reason: another one of this session is under way or executed, or XPay refused. */
  | { readonly status: Payment["status"]; readonly payment: Payment; readonly session?: undefined }

export interface CardFieldsPaymentInput extends PaymentReference {
  /** The payment for which the fields were opened. */
  readonly paymentId: string
  /**
   * How to go to the bank: `"redirect"`, the default, leaves the page immediately; with `"manual"` the caller does it.
   */
  readonly page?: PagePaymentInput["page"]
}

/**
 * Opens XPay's card fields for a payment session, for {@link mountCardFields}. They take a card in the page; neither
 * the page nor the shop's server sees it. Nothing is charged. Call it when the payment step is shown, and again when
 * the cart has changed.
 *
 * @throws XPayError
 */
export async function openCardFields(
  client: XPayClient,
  { paymentSessionId, cartId, returnUrl, saveCard }: CardFieldsInput
): Promise<CardFieldsOpening> {
  const api = apiOf(client)
  const { payment: paid, card_fields: fields } = await api.post<{ payment: object; card_fields?: object }>(
    sessionPath(paymentSessionId, "/card-fields"),
    {
      cart_id: cartId,
      return_url: returnUrl,
      locale: api.language,
      ...(saveCard && { save_card: saveCard }),
    }
  )
  const payment = toPayment(paid)
  return fields ? { status: "open", payment, session: fromWire(fields) } : { status: payment.status, payment }
}

/**
 * Pays with the card that was confirmed in XPay's fields, once. Leaves the page if the bank requires a challenge. After
 * any outcome except `paid`, open the fields again; the error `card_not_confirmed` leaves them unchanged.
 *
 * @throws XPayError
 */
export async function payByCardFields(
  client: XPayClient,
  { paymentSessionId, cartId, paymentId, page }: CardFieldsPaymentInput
): Promise<PagePaymentResult> {
  const api = apiOf(client)
  const body = { cart_id: cartId, payment_id: paymentId, locale: api.language }
  try {
    const path = sessionPath(paymentSessionId, "/card-fields/confirm")
    return toPageResult(await api.post<PageAnswer>(path, body), page)
  } catch (error) {
    const payment = await paidAllTheSame(api, { paymentSessionId, cartId }, error)
    if (payment === undefined) {
      throw error
    }
    return toResult(payment, "redirect", "processing")
  }
}
