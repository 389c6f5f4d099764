import { customerHeaders } from "@lib/data/xpay"
import {
  createXPayClient,
  type Payment,
  type PaymentReference,
  type XPayClient,
} from "medusa-payment-nexi-xpay-storefront"

const clients = new Map<string, XPayClient>()

/** Store routes that depend on the signed-in customer. */
const FOR_CUSTOMERS =
  /\/(payment-sessions|card|saved-card|saved-cards(\/[^/]+)?|orders\/[^/]+\/(balance|hosted-page))$/

/**
 * One client per language of the shop. For the browser: it sends cards directly to Medusa, not through Next's server.
 */
export function xpayClient(locale: string): XPayClient {
  const made = clients.get(locale)
  if (made !== undefined) {
    return made
  }
  const client = createXPayClient({
    baseUrl: process.env.NEXT_PUBLIC_MEDUSA_BACKEND_URL ?? "http://localhost:9000",
    publishableKey: process.env.NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY ?? "",
    locale,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers)
      if (typeof input === "string" && FOR_CUSTOMERS.test(input)) {
        // The starter keeps the customer's token in a cookie that scripts cannot read, so its server supplies it.
        Object.entries(await customerHeaders()).forEach(([name, value]) => headers.set(name, value))
      }
      return await fetch(input, { ...init, headers })
    },
  })
  clients.set(locale, client)
  return client
}

/** The language for a country in the URL: `it` gets Italian. */
export function localeOf(countryCode: string): string {
  return countryCode === "it" ? "it" : "en"
}

const REMEMBERED = "xpay.payment"

/** Fallback for a browser that blocks storage; lasts until the page is left. */
let remembered: string | null = null

/** Stores ids only. Shared between tabs, because the shopper may return in another one. */
export function rememberPayment(reference: PaymentReference): void {
  remembered = JSON.stringify(reference)
  withStorage((storage) => storage.setItem(REMEMBERED, JSON.stringify(reference)))
}

/** The last payment started whose outcome was not seen. */
export function recallPayment(): PaymentReference | undefined {
  const text = withStorage((storage) => storage.getItem(REMEMBERED)) ?? remembered
  return text === null ? undefined : (JSON.parse(text) as PaymentReference)
}

export function forgetPayment(): void {
  remembered = null
  withStorage((storage) => storage.removeItem(REMEMBERED))
}

/** `localStorage` throws if the browser blocks it, and does not exist on a server. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return typeof window === "undefined" ? undefined : use(window.localStorage)
  } catch {
    return undefined
  }
}

/** Whether the form may be shown again. Not while a payment may be under way. */
export function mayPayAgain({ status }: Payment): boolean {
  return ["challenge", "redirect", "declined", "canceled", "voided"].includes(status)
}
