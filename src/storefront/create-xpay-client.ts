import { formatCardNumber, formatExpiry } from "./card/format"
import { inspectCard, type CardInput, type CardInspection } from "./card/inspect-card"
import { goToChallenge, type Challenge } from "./challenge"
import { toLocale } from "./locale"
import { payByCard, type CardPaymentInput, type CardPaymentResult } from "./pay-by-card"
import type { Payment, PaymentReference } from "./payment"
import { readReturn, type PaymentReturn } from "./read-return"
import { StoreApi } from "./store-api"
import { resume, waitForPayment, type WaitOptions } from "./wait-for-payment"

export interface XPayClientOptions {
  /** The Medusa server: `https://api.shop.example`. */
  readonly baseUrl: string
  /** A publishable key of the shop's sales channel. */
  readonly publishableKey: string
  /** Language of messages: `it`, `en-GB`. English unless given. */
  readonly locale?: string
  /** Another `fetch`, e.g. one that sends cookies along: `(url, init) => fetch(url, { ...init, credentials: "include" })`. */
  readonly fetch?: typeof globalThis.fetch
  /** More headers, e.g. `authorization` of a signed-in customer. A function is asked before every call. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)
}

/** Card payments in the browser. Keeps no card: not in memory after a call, not in storage, addresses or logs. */
export interface XPayClient {
  /** Groups the digits of a card number as they are printed on the card; for every `input` event. */
  formatCardNumber(typed: string): string

  /** Writes an expiry date as `MM/YY` while it is typed. */
  formatExpiry(typed: string): string

  /** Looks at a card while it is typed: circuit, what is valid, what to tell the shopper. Missing fields are empty. */
  inspectCard(card: Partial<CardInput>): CardInspection

  /**
   * Pays a payment session by card. While a submission of a session is on its way, another one joins it: a double
   * click pays once.
   *
   * Before the page is left for the bank, empty the card form: browsers may keep pages alive for their Back button.
   *
   * @throws {@link XPayError} — `invalid_card` tells what is wrong by field; after `unreachable` and `unexpected` it
   * is safe to try again.
   */
  payByCard(input: CardPaymentInput): Promise<CardPaymentResult>

  /** Leaves the page for the bank's, for payments made with `challenge: "manual"`. */
  goToChallenge(challenge: Challenge): void

  /**
   * Whether the shopper is just back from the bank. Takes the parameters out of the address bar. What it returns is
   * a hint: {@link XPayClient.waitForPayment} knows.
   */
  readReturn(address?: string | URL): PaymentReturn | undefined

  /**
   * Waits until the payment is made or has failed.
   *
   * @returns the payment as it was last seen: after `timeoutMs` it may still be `processing` or `verifying`.
   * @throws {@link XPayError}
   */
  waitForPayment(reference: PaymentReference, options?: WaitOptions): Promise<Payment>

  /**
   * Picks up a payment after a reload, from the two ids that the storefront remembers.
   *
   * @returns undefined when no card was given yet: show the form.
   * @throws {@link XPayError}
   */
  resume(reference: PaymentReference, options?: WaitOptions): Promise<Payment | undefined>
}

/** For so long the page may still take clicks after the browser was told to leave it. */
const LEAVING_MS = 2_000

/** A client for one shop and one language. */
export function createXPayClient(options: XPayClientOptions): XPayClient {
  const locale = toLocale(options.locale ?? "en")
  const api = new StoreApi({
    baseUrl: options.baseUrl,
    publishableKey: options.publishableKey,
    // Called without `this`: the browser's own fetch wants the window.
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    headers: options.headers ?? {},
    locale,
  })
  const underWay = new Map<string, Promise<CardPaymentResult>>()

  return {
    formatCardNumber,
    formatExpiry,
    inspectCard: (card) =>
      inspectCard({ number: "", expiry: "", cvv: "", holder: "", ...card }, locale, Date.now()),
    payByCard: (input) => {
      const { paymentSessionId } = input
      const started = underWay.get(paymentSessionId)
      if (started !== undefined) {
        return started
      }
      const submission = payByCard(api, locale, input)
      underWay.set(paymentSessionId, submission)
      const isOver = () => underWay.delete(paymentSessionId)
      submission.then(
        ({ status }) => (status === "challenge" ? void setTimeout(isOver, LEAVING_MS) : isOver()),
        isOver
      )
      return submission
    },
    goToChallenge,
    readReturn,
    waitForPayment: (reference, wait) => waitForPayment(api, reference, wait),
    resume: (reference, wait) => resume(api, reference, wait),
  }
}
