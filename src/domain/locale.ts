/** The languages of every text for shoppers and staff. */
export const LOCALES = ["en", "it"] as const

export type Locale = (typeof LOCALES)[number]

/**
 * The language for a tag or a list of tags in order of preference: `"it-IT"`, `"it,en;q=0.8"` (an Accept-Language
 * header), `"ITA"`. English if none fits.
 */
export function toLocale(tags: string | undefined): Locale {
  for (const tag of (tags ?? "").split(",")) {
    const language = LOCALES.find((locale) => locale === tag.trim().slice(0, 2).toLowerCase())
    if (language !== undefined) {
      return language
    }
  }
  return "en"
}

export function forEachLocale<T>(inOne: (locale: Locale) => T): Record<Locale, T> {
  return Object.fromEntries(LOCALES.map((locale) => [locale, inOne(locale)])) as Record<Locale, T>
}
