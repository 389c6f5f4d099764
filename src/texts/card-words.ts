import type { Locale } from "../domain/locale"

const CIRCUITS: Readonly<Record<string, string>> = {
  VISA: "Visa",
  MC: "Mastercard",
  MAE: "Maestro",
  AMEX: "American Express",
  JCB: "JCB",
  DINERS: "Diners Club",
  UPI: "UnionPay",
}

const TYPES: Readonly<Record<string, Record<Locale, string>>> = {
  CREDIT: { en: "Credit", it: "Credito" },
  DEBIT: { en: "Debit", it: "Debito" },
  PREPAID: { en: "Prepaid", it: "Prepagata" },
}

/** A circuit's name as printed on cards; an unknown one in XPay's spelling. */
export function circuitName(circuit: string): string {
  return CIRCUITS[circuit] ?? circuit
}

/** The card type from XPay. Nexi publishes no list: an unknown type is shown as XPay returns it. */
export function cardTypeName(type: string, locale: Locale): string {
  return TYPES[type]?.[locale] ?? type.charAt(0) + type.slice(1).toLowerCase().replaceAll("_", " ")
}

/** @param code ISO 3166-1 alpha-2 */
export function countryName(code: string, locale: Locale): string {
  return new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code
}
