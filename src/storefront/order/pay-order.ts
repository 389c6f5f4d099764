import type { XPayClient } from "../create-xpay-client"
import { fromWire } from "../from-wire"
import { NOT_FOUND } from "./not-found"
import { toPageResult, type PageAnswer, type PagePaymentInput, type PagePaymentResult } from "../pay-on-page"
import { sessionPath, type Payment, type PaymentStatus } from "../payment"
import { apiOf, type StoreApi } from "../store-api"
import { waitForPayment, type WaitOptions } from "../wait-for-payment"
import { XPayError } from "../xpay-error"

/** An order whose balance is asked for, or paid. */
export interface BalanceInput {
  readonly orderId: string
  /** Of a balance link. Not needed for the signed-in customer whose order it is. */
  readonly token?: string | undefined
}

export interface OrderPaymentInput extends BalanceInput, Pick<PagePaymentInput, "returnUrl" | "page"> {}

/** What finds the payment of an order's balance again, after the way back from XPay's page. */
export interface OrderPaymentReference {
  readonly paymentSessionId: string
  readonly orderId: string
}

/** What an order owes. */
export interface Balance {
  readonly orderId: string
  /** The order's number, for people. */
  readonly displayId: number
  /** Minor units (cents for euro), as digits. */
  readonly amount: string
  /** How many of those digits are decimals. `Intl` has other counts for some currencies (HUF, COP). */
  readonly decimals: number
  /** Lower case: `eur`. */
  readonly currencyCode: string
  readonly isPayable: boolean
  /** Why it cannot be paid now; `message` is for the customer. */
  readonly reason: { readonly code: string; readonly message: string } | undefined
  /** A payment of it that is open, runs, or is in doubt. */
  readonly payment: { readonly status: PaymentStatus; readonly message: string } | undefined
}

/**
 * What an order owes, after an edit, an exchange, a claim, or a payment that failed: for the signed-in customer whose order it
 * is, or for whoever has a balance link.
 *
 * @throws XPayError `order_not_found` for everybody else, and once the link has expired.
 */
export async function findBalance(client: XPayClient, { orderId, token }: BalanceInput): Promise<Balance> {
  const body = { token, locale: apiOf(client).language }
  const { balance } = await post<{ balance: object }>(client, orderId, "balance", body)
  return fromWire<Balance>(balance)
}

/**
 * Pays all that an order owes on XPay's page, with every method of the terminal. The page is left. A double click, and a
 * second tab, get the same page of XPay's.
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
 * Waits until the payment of an order's balance is made or has failed: the client's `waitForPayment` for a customer who is back
 * from XPay's page. It wants no token: whoever came back knows the payment session.
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
  // The same questions, asked with the order in the place of a cart.
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
