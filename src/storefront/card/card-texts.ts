import type { Locale } from "../locale"

/** Also used by the server (`texts/shopper-messages`). Kept here because the client imports nothing from the server. */
export const CARD_TEXTS = {
  number_missing: { en: "Enter the card number.", it: "Inserisci il numero della carta." },
  number_incomplete: {
    en: "This card number is not complete: 13 digits at least.",
    it: "Il numero della carta è incompleto: almeno 13 cifre.",
  },
  number_invalid: {
    en: "This card number is not right. Check the digits.",
    it: "Il numero della carta non è corretto. Controlla le cifre.",
  },
  expiry_missing: { en: "Enter the expiry date.", it: "Inserisci la data di scadenza." },
  expiry_invalid: {
    en: "Enter the expiry date as 08/29.",
    it: "Inserisci la data di scadenza come 08/29.",
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
    en: "Enter the name on the card, without numbers.",
    it: "Inserisci il nome sulla carta, senza numeri.",
  },
} as const satisfies Record<string, Record<Locale, string>>

export type CardText = keyof typeof CARD_TEXTS
