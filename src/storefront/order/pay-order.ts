import type { XPayClient } from "../create-xpay-client"
import { fromWire } from "../from-wire"
import { NOT_FOUND } from "./not-found"
import { toPageResult, type PageAnswer, type PagePaymentInput, type PagePaymentResult } from "../pay-on-page"
import { sessionPath, type Payment, type PaymentStatus } from "../payment"
import { apiOf, type StoreApi } from "../store-api"
import { waitForPayment, type WaitOptions } from "../wait-for-payment"
import { XPayError } from "../xpay-error"

/** An order whose balance is requested or paid. */
export interface BalanceInput {
  readonly orderId: string
  /** The token of a balance link. Not needed for the order's signed-in customer. */
  readonly token?: string | undefined
}

export interface OrderPaymentInput extends BalanceInput, Pick<PagePaymentInput, "returnUrl" | "page"> {}

/** Identifies the payment of an order's balance after the return from XPay's page. */
export interface OrderPaymentReference {
  readonly paymentSessionId: string
  readonly orderId: string
}

/** The balance of an order. */
export interface Balance {
  readonly orderId: string
  /** The order's display number. */
  readonly displayId: number
  /** Minor units (cents for euro), as digits. */
  readonly amount: string
  /** Number of decimals among those digits. `Intl` uses other counts for some currencies (HUF, COP). */
  readonly decimals: number
  /** Lower case: `eur`. */
  readonly currencyCode: string
  readonly isPayable: boolean
  /** Why it cannot be paid now; `message` is for the customer. */
  readonly reason: { readonly code: string; readonly message: string } | undefined
  /** A payment of the balance that is open, under way, or in doubt. */
  readonly payment: { readonly status: PaymentStatus; readonly message: string } | undefined
}

/**
 * The balance of an order, after an edit, an exchange, a claim, or a failed payment. For the order's signed-in
 * customer, or anyone with a balance link.
 *
 * @throws XPayError `order_not_found` for everyone else, and once the link has expired.
 */
export async function findBalance(client: XPayClient, { orderId, token }: BalanceInput): Promise<Balance> {
  const body = { token, locale: apiOf(client).language }
  const { balance } = await post<{ balance: object }>(client, orderId, "balance", body)
  return fromWire<Balance>(balance)
}

/**
 * Pays an order's balance on XPay's page, with every method of the terminal. The page is left. A double click or a
 * second tab gets the same page of XPay's.
 *
 * @throws XPayError e.g. `nothing_due`, `order_canceled`, `in_progress`; the message is for the customer.
 */
export async function payOrder(
  client: XPayClient,
  { orderId, token, returnUrl, page }: OrderPaymentInput
): Promise<PagePaymentResult> {
  const body = { token, return_url: returnUrl, locale: apiOf(client).language }
  return toPageResult(await post<PageAnswer>(client, orderId, "hosted-page", body), page)
}

/**
 * Waits until the payment of an order's balance succeeds or fails: the client's `waitForPayment` for a customer who
 * returns from XPay's page. It needs no token, because the customer returns with the payment session's id.
 *
 * @throws XPayError
 */
export async function waitForOrderPayment(
  client: XPayClient,
  { paymentSessionId, orderId }: OrderPaymentReference,
  options?: WaitOptions
): Promise<Payment> {
  const api = apiOf(client)
  const path = sessionPath(paymentSessionId, `?order_id=${encodeURIComponent(orderId)}`)
  // The same query, with the order instead of a cart.
  const byOrder: Pick<StoreApi, "get"> = { get: async (_, signal) => await api.get(path, signal) }
  return await waitForPayment(byOrder, { paymentSessionId, cartId: "" }, options)
}

async function post<T>(client: XPayClient, orderId: string, rest: string, body: object): Promise<T> {
  const api = apiOf(client)
  try {
    return await api.post<T>(`/store/xpay/orders/${encodeURIComponent(orderId)}/${rest}`, body)
  } catch (error) {
    throw error instanceof XPayError && error.code === "order_not_found"
      ? new XPayError(error.code, error.status, NOT_FOUND[api.locale], [], error.detail)
      : error
  }
}
