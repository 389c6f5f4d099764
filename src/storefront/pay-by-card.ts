import { digitsOf } from "./card/format"
import { readExpiry, type CardInput } from "./card/inspect-card"
import { goToChallenge, type Challenge } from "./challenge"
import type { Locale } from "./locale"
import { toPayment, type Payment, type PaymentAnswer, type PaymentReference } from "./payment"
import type { StoreApi } from "./store-api"
import { findPayment } from "./wait-for-payment"
import { XPayError } from "./xpay-error"

export interface CardPaymentInput extends PaymentReference {
  readonly card: CardInput
  /** Where the shopper comes back to from the bank; below one of the shop's `storefrontUrls`. */
  readonly returnUrl: string
  /**
   * Who takes the shopper to the bank. `"redirect"`, the default: the client leaves the page at once. `"manual"`: the
   * caller does, with `goToChallenge`.
   */
  readonly challenge?: "redirect" | "manual"
}

/** How a submission ended. */
export type CardPaymentResult =
  /** The shopper goes to the bank: with `"redirect"` the page is being left, so keep the form closed. */
  | { readonly status: "challenge"; readonly payment: Payment; readonly challenge: Challenge }
  /** The bank did not want to see the shopper: the payment says how it went. */
  | { readonly status: Exclude<Payment["status"], "challenge">; readonly payment: Payment }

interface CardAnswer {
  readonly payment: PaymentAnswer
  readonly challenge?: Challenge
}

/**
 * Sends a card to the shop's server. Nothing of the card is kept.
 *
 * @throws XPayError
 */
export async function payByCard(
  api: StoreApi,
  locale: Locale,
  { paymentSessionId, cartId, card, returnUrl, challenge: mode }: CardPaymentInput
): Promise<CardPaymentResult> {
  const { payment, challenge } = await submit(api, paymentSessionId, cartId, {
    cart_id: cartId,
    card: toBody(card),
    return_url: returnUrl,
    locale,
  })
  if (challenge === undefined) {
    // A challenge that another tab is at cannot be taken over: the server lets the shopper start again.
    return payment.status === "challenge"
      ? { status: "processing", payment }
      : { status: payment.status, payment }
  }
  if (mode !== "manual") {
    goToChallenge(challenge)
  }
  return { status: "challenge", payment, challenge }
}

async function submit(
  api: StoreApi,
  paymentSessionId: string,
  cartId: string,
  body: object
): Promise<{ readonly payment: Payment; readonly challenge?: Challenge }> {
  try {
    const answer = await api.post<CardAnswer>(
      `/store/xpay/payment-sessions/${encodeURIComponent(paymentSessionId)}/card`,
      body
    )
    return { ...answer, payment: toPayment(answer.payment) }
  } catch (error) {
    const payment = await paidAllTheSame(api, { paymentSessionId, cartId }, error)
    if (payment === undefined) {
      throw error
    }
    return { payment }
  }
}

/** The answer got lost, or an earlier submission has paid already: the payment itself knows. */
async function paidAllTheSame(
  api: StoreApi,
  reference: PaymentReference,
  error: unknown
): Promise<Payment | undefined> {
  const isInDoubt = error instanceof XPayError ? error.status === 0 || error.status >= 500 : true
  if (!isInDoubt && !(error instanceof XPayError && error.code === "cart_completed")) {
    return undefined
  }
  const payment = await findPayment(api, reference).catch(() => undefined)
  return payment !== undefined && ["paid", "processing", "verifying"].includes(payment.status)
    ? payment
    : undefined
}

function toBody({ number, expiry, cvv, holder }: CardInput) {
  const { month, year } = readExpiry(expiry) ?? { month: expiry.slice(0, 2), year: "" }
  return {
    number: digitsOf(number),
    expiry_month: month,
    expiry_year: year,
    cvv: cvv.trim(),
    holder: holder.trim(),
  }
}
