/** A card field's texts. */
export interface FieldTexts {
  readonly label: string
  readonly placeholder: string
}

type ById = Readonly<Record<string, FieldTexts>>

const text = (label: string, placeholder: string = label): FieldTexts => ({ label, placeholder })

const en: ById = {
  CARD_NUMBER: text("Card number", "1234 1234 1234 1234"),
  EXPIRATION_DATE: text("Expiry date", "MM/YY"),
  SECURITY_CODE: text("Security code", "CVV"),
  CARDHOLDER_NAME: text("Name on card"),
  CARDHOLDER_SURNAME: text("Surname"),
  CARDHOLDER_EMAIL: text("E-mail"),
  PRIVACY_CONDITIONS: text("I have read Nexi's privacy notice"),
  PAY_WITH_CARD: text("Pay by card"),
}

const it: ById = {
  CARD_NUMBER: text("Numero della carta", "1234 1234 1234 1234"),
  EXPIRATION_DATE: text("Scadenza", "MM/AA"),
  SECURITY_CODE: text("Codice di sicurezza", "CVV"),
  CARDHOLDER_NAME: text("Nome sulla carta"),
  CARDHOLDER_SURNAME: text("Cognome"),
  CARDHOLDER_EMAIL: text("E-mail"),
  PRIVACY_CONDITIONS: text("Ho letto l'informativa privacy di Nexi"),
  PAY_WITH_CARD: text("Paga con carta"),
}

const de: ById = {
  CARD_NUMBER: text("Kartennummer", "1234 1234 1234 1234"),
  EXPIRATION_DATE: text("Gültig bis", "MM/JJ"),
  SECURITY_CODE: text("Prüfziffer", "CVV"),
  CARDHOLDER_NAME: text("Name auf der Karte"),
  CARDHOLDER_SURNAME: text("Nachname"),
  CARDHOLDER_EMAIL: text("E-Mail"),
  PRIVACY_CONDITIONS: text("Ich habe die Datenschutzhinweise von Nexi gelesen"),
  PAY_WITH_CARD: text("Mit Karte zahlen"),
}

const byLanguage: Readonly<Record<string, ById>> = { en, it, de }

/** By the language in the URL (`ITA`, `ger`); English for unsupported languages. */
export function fieldTexts(id: string, language: string): FieldTexts {
  const texts = byLanguage[shortLanguage(language)] ?? en
  return texts[id] ?? text(id)
}

/** The page's two-letter language code. */
export function shortLanguage(language: string): string {
  const code = language.toLowerCase()
  if (code.startsWith("it")) return "it"
  return code === "ger" || code === "deu" || code === "de" ? "de" : "en"
}
