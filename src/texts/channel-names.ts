import type { Locale } from "../domain/locale"

/** The channels, as the shop's staff call them. */
const NAMES = {
  card: { en: "Card", it: "Carta" },
  moto: { en: "Phone", it: "Telefono" },
  fields: { en: "Card fields", it: "Campi carta" },
  hosted: { en: "XPay page", it: "Pagina XPay" },
  link: { en: "Payment link", it: "Link di pagamento" },
  mit: { en: "Saved card", it: "Carta salvata" },
} as const satisfies Record<string, Record<Locale, string>>

export function channelName(channel: keyof typeof NAMES, locale: Locale): string {
  return NAMES[channel][locale]
}
