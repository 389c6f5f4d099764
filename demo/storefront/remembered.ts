import type { PaymentReference } from "../../src/storefront"

/** Data that the browser keeps across reloads: ids and choices, no card data. */
export interface Remembered {
  language: string
  /** Currency of the region. */
  currency: string
  cartId: string
  /** The last payment started, until its outcome is known. */
  payment: StartedPayment
  /** A pending payment of a placed order. */
  awaited: StartedPayment & { readonly orderId: string }
  /** The balance link that was opened last. */
  balance: { readonly orderId: string; readonly token: string }
  /** Where the card is entered. */
  cardForm: CardPlace
  /** Where the bank's page opens. */
  challenge: "redirect" | "frame"
}

/** The shop's own inputs, XPay's fields in the page, or XPay's page. A real shop chooses one. */
export type CardPlace = "own" | "fields" | "page"

export interface StartedPayment extends PaymentReference {
  /** Name of the method on XPay's page; absent for a card. */
  readonly method?: string
}

const PREFIX = "bottega."

/** Fallback for a browser that blocks storage; lasts until the page is left. */
const unkept = new Map<string, string>()

export function recall<K extends keyof Remembered>(what: K): Remembered[K] | undefined {
  try {
    const text = localStorage.getItem(PREFIX + what)
    return text === null ? undefined : (JSON.parse(text) as Remembered[K])
  } catch {
    const text = unkept.get(what)
    return text === undefined ? undefined : (JSON.parse(text) as Remembered[K])
  }
}

export function remember<K extends keyof Remembered>(what: K, value: Remembered[K]): void {
  const text = JSON.stringify(value)
  try {
    localStorage.setItem(PREFIX + what, text)
  } catch {
    unkept.set(what, text)
  }
}

export function forget(what: keyof Remembered): void {
  unkept.delete(what)
  try {
    localStorage.removeItem(PREFIX + what)
  } catch {
    // Storage is blocked: nothing to remove.
  }
}
