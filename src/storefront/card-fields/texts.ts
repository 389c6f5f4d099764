import { CARD_TEXTS } from "../card/card-texts"
import type { Locale } from "../locale"

/** Texts in addition to those of the card form without frames. */
const TEXTS = {
  number: { en: "Card number", it: "Numero della carta" },
  expiry: { en: "Expiry date (MM/YY)", it: "Scadenza (MM/AA)" },
  cvv: { en: "Security code", it: "Codice di sicurezza" },
  holder: { en: "Name on card", it: "Nome sulla carta" },
  surname: { en: "Surname", it: "Cognome" },
  email: { en: "Email", it: "E-mail" },
  privacy: { en: "I have read Nexi's privacy notice", it: "Ho letto l'informativa privacy di Nexi" },
  notice: { en: "Privacy notice", it: "Informativa privacy" },
  number_unsupported: {
    en: "This shop does not take this card. Please use another one.",
    it: "Questo negozio non accetta questa carta. Usane un'altra.",
  },
  cvv_invalid: {
    en: "The security code has 3 digits (American Express: 4).",
    it: "Il codice di sicurezza ha 3 cifre (American Express: 4).",
  },
  privacy_missing: {
    en: "Confirm that you have read the privacy notice.",
    it: "Conferma di aver letto l'informativa privacy.",
  },
  other: { en: "Check this field.", it: "Controlla questo campo." },
  expired: {
    en: "The time to pay has run out. Nothing was charged. Enter the card again.",
    it: "Il tempo per pagare è scaduto. Non è stato addebitato nulla. Inserisci di nuovo la carta.",
  },
  again: { en: "Enter the card again.", it: "Inserisci di nuovo la carta." },
  not_authenticated: {
    en: "The bank could not confirm this card. Nothing was charged. Please use another one.",
    it: "La banca non ha potuto confermare la carta. Non è stato addebitato nulla. Usane un'altra.",
  },
  unavailable: {
    en: "The card fields could not be loaded. Nothing was charged.",
    it: "Impossibile caricare i campi della carta. Non è stato addebitato nulla.",
  },
  fallback: { en: "Pay on XPay's page", it: "Paga sulla pagina di XPay" },
} as const satisfies Record<string, Record<Locale, string>>

const ALL: Readonly<Partial<Record<string, Record<Locale, string>>>> = { ...CARD_TEXTS, ...TEXTS }

/** Undefined for an unknown field of XPay's. */
export function textOf(key: keyof typeof TEXTS, locale: Locale): string
export function textOf(key: string, locale: Locale): string | undefined
export function textOf(key: string, locale: Locale): string | undefined {
  return ALL[key]?.[locale]
}
