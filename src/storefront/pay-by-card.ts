import { digitsOf, plainDigits } from "./card/format"
import { readExpiry, type CardInput } from "./card/inspect-card"
import { goToChallenge, type Challenge } from "./challenge"
import { canFrame, challengeInFrame } from "./challenge-frame"
import { sessionPath, toPayment, toResult, type Payment, type PaymentReference } from "./payment"
import type { StoreApi } from "./store-api"
import { findPayment, mayPass } from "./wait-for-payment"
import { XPayError } from "./xpay-error"

export interface CardPaymentInput extends PaymentReference {
  readonly card: CardInput
  /** Where the shopper returns from the bank; below one of the shop's `storefrontUrls`. */
  readonly returnUrl: string
  /**
   * How to go to the bank if it requires a challenge. `"redirect"`, the default: the client leaves the page
   * immediately. `"frame"`: the bank's page opens in a window over this page, and the promise resolves when it is over;
   * where that is not possible (an old browser, a page with `Cross-Origin-Embedder-Policy`), the page is left.
   * `"manual"`: the caller does it, with `goToChallenge`.
   */
  readonly challenge?: "redirect" | "frame" | "manual" | undefined
  /**
   * The shopper's consent to save the card at XPay: `true` to pay faster next time; `later_charges` for charges that
   * the shop makes on its own, such as a subscription's. Use a checkbox that is not ticked in advance. For signed-in
   * customers only.
   */
  readonly saveCard?: boolean | { readonly for: "next_payments" | "later_charges" }
  /**
   * With `"frame"`: closes the bank's window, e.g. when another page of the shop is shown. The promise then rejects
   * with the signal's reason. Anything the shopper has already confirmed still counts.
   */
  readonly signal?: AbortSignal | undefined
}

/** The outcome of a submission. */
export type CardPaymentResult =
  /** The shopper goes to the bank: with `"redirect"` the page is being left, so keep the form closed. */
  | { readonly status: "challenge"; readonly payment: Payment; readonly challenge: Challenge }
  /** The shopper closed the bank's window: nothing is charged, and the form may be shown again. */
  | { readonly status: "closed"; readonly payment: Payment }
  /** No challenge was required, or it is over: the payment has the outcome. */
  | { readonly status: Exclude<Payment["status"], "challenge">; readonly payment: Payment }

interface CardAnswer {
  readonly payment: object
  readonly challenge?: Challenge
}

/**
 * Sends a card to the shop's server. No card data is kept.
 *
 * @throws XPayError
 */
export async function payByCard(
  api: StoreApi,
  { paymentSessionId, cartId, card, returnUrl, challenge: mode, saveCard, signal }: CardPaymentInput
): Promise<CardPaymentResult> {
  const isFramed = mode === "frame" && (await canFrame())
  const { payment, challenge } = await submit(api, paymentSessionId, cartId, {
    cart_id: cartId,
    card: toBody(card),
    return_url: returnUrl,
    locale: api.language,
    challenge: isFramed ? "frame" : undefined,
    save_card: saveCard || undefined,
  })
  if (!challenge) {
    // A challenge open in another tab cannot be taken over: the server lets the shopper start again.
    return toResult(payment, "challenge", "processing")
  }
  if (isFramed) {
    return toResult(
      await challengeInFrame(api, { paymentSessionId, cartId }, challenge, signal),
      "challenge",
      "closed"
    )
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
    const answer = await api.post<CardAnswer>(sessionPath(paymentSessionId, "/card"), body)
    return { ...answer, payment: toPayment(answer.payment) }
  } catch (error) {
    const payment = await paidAllTheSame(api, { paymentSessionId, cartId }, error)
    if (payment) {
      return { payment }
    }
    throw error
  }
}

/** The response was lost, or an earlier submission has already paid: look up the payment itself. */
export async function paidAllTheSame(
  api: StoreApi,
  reference: PaymentReference,
  error: unknown
): Promise<Payment | undefined> {
  if (error instanceof XPayError && !mayPass(error) && error.code !== "cart_completed") {
    return undefined
  }
  const payment = await findPayment(api, reference).catch(() => undefined)
  return payment && ["paid", "processing", "verifying"].includes(payment.status) ? payment : undefined
}

function toBody({ number, expiry, cvv, holder }: CardInput) {
  const { month, year } = readExpiry(expiry) ?? { month: expiry.slice(0, 2), year: "" }
  return {
    number: digitsOf(number),
    expiry_month: month,
    expiry_year: year,
    cvv: plainDigits(cvv.trim()),
    holder: holder.trim(),
  }
}
