import type { Locale } from "./locale"

const TEXTS = {
  unreachable: {
    en: "The shop could not be reached. Check your connection. Try again in a moment: you will not pay twice.",
    it: "Il negozio non è raggiungibile. Controlla la connessione. Riprova tra poco: non pagherai due volte.",
  },
  unexpected: {
    en: "Something went wrong. Try again in a moment: you will not pay twice.",
    it: "Si è verificato un problema. Riprova tra poco: non pagherai due volte.",
  },
  cart_completed: {
    en: "This cart is already ordered. Check your orders.",
    it: "Questo carrello è già ordinato. Controlla i tuoi ordini.",
  },
  session_not_found: {
    en: "Your cart has changed, or a newer payment was begun. Nothing was charged. Reload the page.",
    it: "Il carrello è cambiato o è iniziato un pagamento più recente. Non è stato addebitato nulla. Ricarica la pagina.",
  },
  method_not_possible: {
    en: "This order cannot be paid like that. Nothing was charged. Choose another payment method.",
    it: "Questo ordine non si può pagare così. Non è stato addebitato nulla. Scegli un altro metodo.",
  },
  not_signed_in: {
    en: "Sign in to use your saved cards.",
    it: "Accedi per usare le tue carte salvate.",
  },
} as const satisfies Record<string, Record<Locale, string>>

/** Codes of the client's own messages about failed requests. */
export type ClientMessage = keyof typeof TEXTS

/** Message for the shopper: what happened and what to do. Undefined for codes whose message comes from the server. */
export function clientText(code: ClientMessage, locale: Locale): string
export function clientText(code: string, locale: Locale): string | undefined
export function clientText(code: string, locale: Locale): string | undefined {
  return (TEXTS as Partial<Record<string, Record<Locale, string>>>)[code]?.[locale]
}
