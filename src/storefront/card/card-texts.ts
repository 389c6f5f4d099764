import type { Locale } from "../locale"

export const CARD_TEXTS = {
  number_missing: { en: "Enter the card number.", it: "Inserisci il numero della carta." },
  number_incomplete: {
    en: "This card number is not complete.",
    it: "Il numero della carta è incompleto.",
  },
  number_invalid: {
    en: "This card number is not right. Please check the digits.",
    it: "Il numero della carta non è corretto. Controlla le cifre.",
  },
  expiry_missing: { en: "Enter the expiry date.", it: "Inserisci la data di scadenza." },
  expiry_invalid: {
    en: "Enter the expiry date as month and year, e.g. 08/29.",
    it: "Inserisci la scadenza come mese e anno, ad es. 08/29.",
  },
  expiry_expired: {
    en: "This card has expired. Please use another one.",
    it: "Questa carta è scaduta. Usane un'altra.",
  },
  cvv_missing: { en: "Enter the security code.", it: "Inserisci il codice di sicurezza." },
  cvv_3: {
    en: "The security code has 3 digits, on the back of the card.",
    it: "Il codice di sicurezza ha 3 cifre, sul retro della carta.",
  },
  cvv_4: {
    en: "The security code has 4 digits, on the front of the card.",
    it: "Il codice di sicurezza ha 4 cifre, sul fronte della carta.",
  },
  holder_missing: { en: "Enter the name on the card.", it: "Inserisci il nome sulla carta." },
  holder_invalid: {
    en: "Enter the name as it is printed on the card, without card numbers.",
    it: "Inserisci il nome come è scritto sulla carta, senza numeri di carta.",
  },
} as const satisfies Record<string, Record<Locale, string>>

export type CardText = keyof typeof CARD_TEXTS

/** What to tell the shopper about a field of the card form; the plugin's server says the same. */
export function cardText(text: CardText, locale: Locale): string {
  return CARD_TEXTS[text][locale]
}
