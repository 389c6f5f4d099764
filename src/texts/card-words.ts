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

/** A circuit by the name that is printed on cards; one we have no name for, as XPay spells it. */
export function circuitName(circuit: string): string {
  return CIRCUITS[circuit] ?? circuit
}

/** XPay's word for the kind of card. Nexi documents no list: a word we do not know stays as it is. */
export function cardTypeName(type: string, locale: Locale): string {
  return TYPES[type]?.[locale] ?? type.charAt(0) + type.slice(1).toLowerCase().replaceAll("_", " ")
}

/** @param code ISO 3166-1 alpha-2 */
export function countryName(code: string, locale: Locale): string {
  return new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code
}
