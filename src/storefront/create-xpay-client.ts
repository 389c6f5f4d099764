import { formatCardNumber, formatExpiry } from "./card/format"
import { inspectCard, type CardInput, type CardInspection } from "./card/inspect-card"
import { goToChallenge, goToPage, type Challenge } from "./challenge"
import { completeFreeCart } from "./complete-free-cart"
import { openSession, type SessionInput } from "./open-session"
import { payByCard, type CardPaymentInput, type CardPaymentResult } from "./pay-by-card"
import { payOnPage, type PagePaymentInput, type PagePaymentResult } from "./pay-on-page"
import type { Payment, PaymentReference } from "./payment"
import { listPaymentMethods, type PaymentMethods, type PaymentMethodsInput } from "./payment-methods"
import { readReturn, type PaymentReturn } from "./read-return"
import {
  listSavedCards,
  payBySavedCard,
  removeSavedCard,
  type SavedCard,
  type SavedCardPaymentInput,
} from "./saved-cards"
import { StoreApi } from "./store-api"
import { resume, waitForPayment, type WaitOptions } from "./wait-for-payment"

export interface XPayClientOptions {
  /** The Medusa server: `https://api.shop.example`. */
  readonly baseUrl: string
  /** A publishable key of the shop's sales channel. */
  readonly publishableKey: string
  /**
   * The shopper's language: `it`, `en-GB`, `de`. XPay's page uses it; messages are Italian or English. Default:
   * English.
   */
  readonly locale?: string
  /**
   * A custom `fetch`, e.g. one that sends cookies: `(url, init) => fetch(url, { ...init, credentials: "include" })`.
   */
  readonly fetch?: typeof globalThis.fetch
  /** Additional headers, e.g. a signed-in customer's `authorization`. A function is called before every request. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)
}

/** Payments in the browser. Keeps no card data: not in memory after a call, nor in storage, URLs or logs. */
export interface XPayClient {
  /** Groups the digits of a card number as printed on the card; for every `input` event. */
  formatCardNumber(typed: string): string

  /** Formats an expiry date as `MM/YY` during typing. */
  formatExpiry(typed: string): string

  /** Checks a card during typing: circuit, validity, messages for the shopper. Missing fields count as empty. */
  inspectCard(card: Partial<CardInput>): CardInspection

  /**
   * The payment methods for a cart, ready for a card form and buttons: those enabled in its region, covered by the
   * shop's contract with Nexi, and allowed by amount, currency and billing country. If there is none, it gives the
   * reason. Call it again when the cart has changed.
   *
   * @throws {@link XPayError}
   */
  paymentMethods(input: PaymentMethodsInput): Promise<PaymentMethods>

  /**
   * Orders a free cart, one that coupons or credit pay in full: {@link XPayClient.paymentMethods} then returns no
   * method and the reason `nothing_due`. A convenience over Medusa's own route, which orders once.
   *
   * @returns the order's id.
   * @throws {@link XPayError} if the cart cannot be ordered this way, e.g. because it is not free.
   */
  completeFreeCart(input: { readonly cartId: string }): Promise<string>

  /**
   * Opens Medusa's payment session for a payment method, over the cart's current total. A convenience over Medusa's own
   * two routes. Call it when the shopper pays, not earlier: a session is for one amount.
   *
   * @returns the session's id.
   * @throws {@link XPayError}
   */
  openSession(input: SessionInput): Promise<string>

  /**
   * Pays a payment session by card. While a submission of a session is under way, another one joins it: a double click
   * pays once.
   *
   * Before the page is left for the bank, clear the card form: browsers may keep pages alive for their Back button.
   *
   * @throws {@link XPayError} — `invalid_card` lists the errors by field; after `unreachable` and `unexpected` it is
   * safe to try again.
   */
  payByCard(input: CardPaymentInput): Promise<CardPaymentResult>

  /**
   * Pays a payment session on XPay's page: the button of PayPal, Google Pay and the like. The page is left. A double
   * click opens one page.
   *
   * @throws {@link XPayError}
   */
  payOnPage(input: PagePaymentInput): Promise<PagePaymentResult>

  /** The signed-in customer's saved cards, newest first. @throws {@link XPayError} `not_signed_in` */
  savedCards(input?: { readonly signal?: AbortSignal }): Promise<SavedCard[]>

  /**
   * Pays a payment session with a saved card. The page is left for XPay's, where the customer confirms and completes
   * the bank's challenge, if any.
   *
   * @throws {@link XPayError}
   */
  payBySavedCard(input: SavedCardPaymentInput): Promise<PagePaymentResult>

  /** Deactivates a saved card at XPay, and removes it from the shop. @throws {@link XPayError} */
  removeCard(id: string): Promise<void>

  /** Leaves the page for the bank's, for payments with `challenge: "manual"`. */
  goToChallenge(challenge: Challenge): void

  /** Leaves the page for XPay's, for payments with `page: "manual"`. */
  goToPage(url: string): void

  /**
   * Whether the shopper has just returned from the bank or from XPay's page. Removes the parameters from the address
   * bar. The result is only a hint: {@link XPayClient.waitForPayment} returns the actual state.
   */
  readReturn(address?: string | URL): PaymentReturn | undefined

  /**
   * Waits until the order is placed or the payment has failed; `until: "money"` also waits for slow methods.
   *
   * @returns the payment as last seen: after `timeoutMs` it may still be `processing` or `verifying`.
   * @throws {@link XPayError}
   */
  waitForPayment(reference: PaymentReference, options?: WaitOptions): Promise<Payment>

  /**
   * Resumes a payment after a reload, from the two ids that the storefront stored.
   *
   * @returns undefined if no payment was attempted yet: show the form.
   * @throws {@link XPayError}
   */
  resume(reference: PaymentReference, options?: WaitOptions): Promise<Payment | undefined>
}

/** How long the page may still take clicks after the browser was told to leave it. */
const LEAVING_MS = 2_000

/** A client for one shop and one language. */
export function createXPayClient(options: XPayClientOptions): XPayClient {
  const api = new StoreApi({
    ...options,
    // Called without `this`: the browser's own fetch requires the window.
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    language: options.locale ?? "en",
  })
  const underWay = new Map<string, Promise<{ readonly status: string }>>()

  /** A second click on the same button joins the first; so does one on another button of the same session. */
  function once<T extends { readonly status: string }>(
    sessionId: string,
    submit: () => Promise<T>
  ): Promise<T> {
    const started = underWay.get(sessionId)
    if (started) {
      return started as Promise<T>
    }
    const submission = submit()
    underWay.set(sessionId, submission)
    const isOver = () => underWay.delete(sessionId)
    submission.then(
      ({ status }) =>
        ["challenge", "redirect"].includes(status) ? void setTimeout(isOver, LEAVING_MS) : isOver(),
      isOver
    )
    return submission
  }

  return {
    "~api": api,
    formatCardNumber,
    formatExpiry,
    inspectCard: (card) =>
      inspectCard({ number: "", expiry: "", cvv: "", holder: "", ...card }, api.locale, Date.now()),
    paymentMethods: (input) => listPaymentMethods(api, input),
    completeFreeCart: ({ cartId }) => completeFreeCart(api, cartId),
    openSession: (input) => openSession(api, input),
    payByCard: (input) => once(input.paymentSessionId, () => payByCard(api, input)),
    payOnPage: (input) => once(input.paymentSessionId, () => payOnPage(api, input)),
    savedCards: (input) => listSavedCards(api, input?.signal),
    payBySavedCard: (input) => once(input.paymentSessionId, () => payBySavedCard(api, input)),
    removeCard: (id) => removeSavedCard(api, id),
    goToChallenge,
    goToPage,
    readReturn,
    waitForPayment: (reference, wait) => waitForPayment(api, reference, wait),
    resume: (reference, wait) => resume(api, reference, wait),
  } as XPayClient
}
