import type { Locale } from "../domain/locale"

/** A time as people in Italy read it, in their language. */
export function formatDate(date: Date, locale: Locale, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: "Europe/Rome" }).format(date)
}
