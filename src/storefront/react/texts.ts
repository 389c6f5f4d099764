import { toLocale } from "../locale"

/** The components' texts. Amounts and names are already formatted. */
export interface XPayTexts {
  readonly number: string
  readonly expiry: string
  readonly cvv: string
  readonly holder: string
  readonly save: string
  readonly pay: string
  readonly paying: string
  readonly placeOrder: string
  /** Ends a payment under way elsewhere, and shows the card fields. */
  readonly enterCard: string
  /** Label of the accepted brands. */
  readonly brands: string
  /** Names the payment processor. */
  readonly processor: string
  /** @param means a method or a saved card */
  readonly payWith: (means: string) => string
  readonly remove: (card: string) => string
}

const TEXTS: Readonly<Record<"en" | "it", XPayTexts>> = {
  en: {
    number: "Card number",
    expiry: "Expiry date (MM/YY)",
    cvv: "Security code",
    holder: "Name on card",
    save: "Keep this card for my next payments",
    pay: "Pay",
    paying: "Paying…",
    placeOrder: "Place the order",
    enterCard: "Enter a card here instead",
    brands: "Accepted cards",
    processor: "Payments are processed by Nexi.",
    payWith: (means) => `Pay with ${means}`,
    remove: (card) => `Remove ${card}`,
  },
  it: {
    number: "Numero della carta",
    expiry: "Scadenza (MM/AA)",
    cvv: "Codice di sicurezza",
    holder: "Nome sulla carta",
    save: "Conserva questa carta per i prossimi pagamenti",
    pay: "Paga",
    paying: "Pagamento in corso…",
    placeOrder: "Conferma l'ordine",
    enterCard: "Inserisci invece una carta qui",
    brands: "Carte accettate",
    processor: "I pagamenti sono gestiti da Nexi.",
    payWith: (means) => `Paga con ${means}`,
    remove: (card) => `Rimuovi ${card}`,
  },
}

/** Italian for `it`, `it-IT`, …; English for everything else. */
export function textsIn(locale: string, changed: Partial<XPayTexts> = {}): XPayTexts {
  return { ...TEXTS[toLocale(locale)], ...changed }
}
