import type { Locale } from "../domain/locale"

/** Labels of the shopper's buttons for methods without a brand. */
const BUTTONS = {
  card: { en: "Credit or debit card", it: "Carta di credito o debito" },
  page: { en: "Other payment methods", it: "Altri metodi di pagamento" },
  /** The page of a terminal with `hostedPage: "cards"`. */
  card_page: { en: "Card, on Nexi's page", it: "Carta, sulla pagina di Nexi" },
} as const satisfies Record<string, Record<Locale, string>>

export type UnbrandedMethod = keyof typeof BUTTONS

/** The label of a payment method's button. Branded methods use their brand in every language. */
export function methodButtonText(method: UnbrandedMethod, locale: Locale): string {
  return BUTTONS[method][locale]
}

/** Names of providers that are not a single method, for lists in the dashboard. */
export const PROVIDER_NAMES = {
  card: { en: "cards", it: "carte" },
  fields: { en: "cards in XPay's fields", it: "carte nei campi di XPay" },
  hosted: { en: "XPay's whole page", it: "la pagina completa di XPay" },
} as const satisfies Record<string, Record<Locale, string>>
