import { testCards } from "../../src/simulator"

/** A card of Nexi's public test environment, in XPay's format. */
export interface WireCard {
  readonly pan: string
  readonly expiryDate: string
  readonly cvv: string
}

/** Two years ahead: the published dates pass one by one, and the test environment does not check them. */
export function goodExpiry(now: Date): string {
  return `12${String(now.getUTCFullYear() + 2).slice(2)}`
}

/**
 * Nexi's public test cards. No other card is ever sent, except those that the user configures because Nexi issued them
 * for testing.
 */
function cardsThatAre(outcome: "OK" | "KO", now: Date): readonly WireCard[] {
  return testCards
    .filter((card) => card.outcome === outcome)
    .map(({ pan, cvv }) => ({ pan, cvv, expiryDate: goodExpiry(now) }))
}

export const approvedCards = (now: Date): readonly WireCard[] => cardsThatAre("OK", now)
export const refusedCards = (now: Date): readonly WireCard[] => cardsThatAre("KO", now)

/** An order of €1 for a fictitious customer. */
export function order(orderId: string, changes: object = {}): Readonly<Record<string, unknown>> {
  return {
    orderId,
    amount: "100",
    currency: "EUR",
    customerInfo: { cardHolderName: "Sandbox Check", cardHolderEmail: "cardholder@example.com" },
    ...changes,
  }
}

/** A session of XPay's page. */
export function session(changes: object = {}): Readonly<Record<string, unknown>> {
  return {
    actionType: "PAY",
    amount: "100",
    language: "ITA",
    resultUrl: "https://shop.example/result",
    cancelUrl: "https://shop.example/cancel",
    ...changes,
  }
}
