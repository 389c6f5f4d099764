import { customerHeaders } from "@lib/data/xpay"
import {
  createXPayClient,
  type Payment,
  type PaymentReference,
  type XPayClient,
} from "medusa-payment-nexi-xpay-storefront"

const clients = new Map<string, XPayClient>()

/** Store routes where it matters who has signed in. */
const FOR_CUSTOMERS =
  /\/(payment-sessions|card|saved-card|saved-cards(\/[^/]+)?|orders\/[^/]+\/(balance|hosted-page))$/

/** One client for each language of the shop. For the browser: cards go from there to Medusa, past Next's server. */
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
        // The starter keeps the customer's token in a cookie that scripts cannot read: its server is asked.
        Object.entries(await customerHeaders()).forEach(([name, value]) => headers.set(name, value))
      }
      return await fetch(input, { ...init, headers })
    },
  })
  clients.set(locale, client)
  return client
}

/** Of a country in the address: `it` is spoken to in Italian. */
export function localeOf(countryCode: string): string {
  return countryCode === "it" ? "it" : "en"
}

const REMEMBERED = "xpay.payment"

/** What a browser that keeps nothing (storage is blocked) remembers until the page is left. */
let remembered: string | null = null

/** Ids only. The shopper may come back in another tab, so it is not the memory of one tab. */
export function rememberPayment(reference: PaymentReference): void {
  remembered = JSON.stringify(reference)
  withStorage((storage) => storage.setItem(REMEMBERED, JSON.stringify(reference)))
}

/** The payment that was begun last and whose end was not seen. */
export function recallPayment(): PaymentReference | undefined {
  const text = withStorage((storage) => storage.getItem(REMEMBERED)) ?? remembered
  return text === null ? undefined : (JSON.parse(text) as PaymentReference)
}

export function forgetPayment(): void {
  remembered = null
  withStorage((storage) => storage.removeItem(REMEMBERED))
}

/** `localStorage` throws where the browser blocks it, and is not there on a server. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return typeof window === "undefined" ? undefined : use(window.localStorage)
  } catch {
    return undefined
  }
}

/** Whether the form may be shown again. Not while money may be on its way. */
export function mayPayAgain({ status }: Payment): boolean {
  return ["challenge", "redirect", "declined", "canceled", "voided"].includes(status)
}
