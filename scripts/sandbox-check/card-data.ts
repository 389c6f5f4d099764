import { testCards } from "../../src/simulator"

/** A card of Nexi's public test area, as XPay wants it. */
export interface WireCard {
  readonly pan: string
  readonly expiryDate: string
  readonly cvv: string
}

/** Two years ahead: the published dates run out one by one, and the test area does not check them. */
function goodExpiry(now: Date): string {
  return `12${String(now.getUTCFullYear() + 2).slice(2)}`
}

/** Nexi's public test cards that are approved; no other card is ever sent. */
export function approvedCards(now: Date): readonly WireCard[] {
  return testCards
    .filter(({ outcome }) => outcome === "OK")
    .map(({ pan, cvv }) => ({ pan, cvv, expiryDate: goodExpiry(now) }))
}

/** An order of €1 of a customer who does not exist. */
export function order(orderId: string): object {
  return {
    orderId,
    amount: "100",
    currency: "EUR",
    customerInfo: { cardHolderName: "Sandbox Check", cardHolderEmail: "cardholder@example.com" },
  }
}
