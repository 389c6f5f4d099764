import type { Locale } from "../domain/locale"

/** The ways to pay, as a clerk calls them. */
const NAMES = {
  card: { en: "Card", it: "Carta" },
  moto: { en: "Telephone", it: "Telefono" },
  hosted: { en: "XPay page", it: "Pagina XPay" },
  link: { en: "Payment link", it: "Link di pagamento" },
  mit: { en: "Saved card", it: "Carta salvata" },
} as const satisfies Record<string, Record<Locale, string>>

export function wayName(way: keyof typeof NAMES, locale: Locale): string {
  return NAMES[way][locale]
}
