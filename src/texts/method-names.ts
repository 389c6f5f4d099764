import type { Locale } from "../domain/locale"

/** On the shopper's buttons: what has no brand of its own. */
const BUTTONS = {
  card: { en: "Credit or debit card", it: "Carta di credito o debito" },
  page: { en: "Other payment methods", it: "Altri metodi di pagamento" },
  /** The page of a terminal with `hostedPage: "cards"`. */
  card_page: { en: "Card, on Nexi's page", it: "Carta, sulla pagina di Nexi" },
} as const satisfies Record<string, Record<Locale, string>>

export type UnbrandedMethod = keyof typeof BUTTONS

/** The name of a payment method for its button; methods with a brand have their own, in every language. */
export function methodButtonText(method: UnbrandedMethod, locale: Locale): string {
  return BUTTONS[method][locale]
}

/** In lists for the owner, beside brands: the providers that are no single method. */
export const PROVIDER_NAMES = {
  card: { en: "cards", it: "carte" },
  fields: { en: "cards in XPay's fields", it: "carte nei campi di XPay" },
  hosted: { en: "XPay's whole page", it: "la pagina completa di XPay" },
} as const satisfies Record<string, Record<Locale, string>>
