import { goToPage } from "./challenge"
import { sessionPath, toPayment, toResult, type Payment, type PaymentReference } from "./payment"
import type { StoreApi } from "./store-api"

export interface PagePaymentInput extends PaymentReference {
  /** Where the shopper returns from XPay's page; below one of the shop's `storefrontUrls`. */
  readonly returnUrl: string
  /**
   * How to go to XPay's page. `"redirect"`, the default: the client leaves the page immediately. `"manual"`: the caller
   * does it, with `goToPage`.
   */
  readonly page?: "redirect" | "manual"
}

/** The outcome of opening XPay's page. */
export type PagePaymentResult =
  /** The shopper goes to XPay's page: unless `"manual"`, this page is being left. */
  | { readonly status: "redirect"; readonly payment: Payment; readonly redirectUrl: string }
  /** There is no page to go to: the payment gives the reason. */
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
    // A page open in another tab cannot be taken over: the server lets the shopper start again.
    return toResult(payment, "redirect", "processing")
  }
  if (page !== "manual") {
    goToPage(redirectUrl)
  }
  return { status: "redirect", payment, redirectUrl }
}
