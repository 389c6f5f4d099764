import { goToPage } from "./challenge"
import { sessionPath, toPayment, toResult, type Payment, type PaymentReference } from "./payment"
import type { StoreApi } from "./store-api"

export interface PagePaymentInput extends PaymentReference {
  /** Where the shopper comes back to from XPay's page; below one of the shop's `storefrontUrls`. */
  readonly returnUrl: string
  /**
   * Who takes the shopper to XPay's page. `"redirect"`, the default: the client leaves the page at once. `"manual"`: the
   * caller does, with `goToPage`.
   */
  readonly page?: "redirect" | "manual"
}

/** How opening XPay's page ended. */
export type PagePaymentResult =
  /** The shopper goes to XPay's page: unless `"manual"`, this page is being left. */
  | { readonly status: "redirect"; readonly payment: Payment; readonly redirectUrl: string }
  /** There is nowhere to go: the payment says why. */
  | { readonly status: Exclude<Payment["status"], "redirect">; readonly payment: Payment }

export interface PageAnswer {
  readonly payment: object
  readonly redirect_url?: string
}

/**
 * Opens XPay's page for a payment session.
 *
 * @throws XPayError
 */
export async function payOnPage(
  api: StoreApi,
  { paymentSessionId, cartId, returnUrl, page }: PagePaymentInput
): Promise<PagePaymentResult> {
  const answer = await api.post<PageAnswer>(sessionPath(paymentSessionId, "/hosted-page"), {
    cart_id: cartId,
    return_url: returnUrl,
    locale: api.language,
  })
  return toPageResult(answer, page)
}

export function toPageResult(
  { payment: answer, redirect_url: redirectUrl }: PageAnswer,
  page: PagePaymentInput["page"]
): PagePaymentResult {
  const payment = toPayment(answer)
  if (redirectUrl === undefined) {
    // A page that another tab has open cannot be taken over: the server lets the shopper start again.
    return toResult(payment, "redirect", "processing")
  }
  if (page !== "manual") {
    goToPage(redirectUrl)
  }
  return { status: "redirect", payment, redirectUrl }
}
