import type { Locale } from "../domain/locale"

/** A time in the time zone of Italy, in the reader's language. */
export function formatDate(date: Date, locale: Locale, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: "Europe/Rome" }).format(date)
}
