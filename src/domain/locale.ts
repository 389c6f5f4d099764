/** Languages we speak to shoppers and clerks. */
export type Locale = "en" | "it"

/**
 * The language to use for a tag or a list of tags in order of preference: `"it-IT"`, `"it,en;q=0.8"` (an
 * Accept-Language header), `"ITA"`. English when nothing fits.
 */
export function toLocale(tags: string | undefined): Locale {
  for (const tag of (tags ?? "").split(",")) {
    const language = tag.trim().slice(0, 2).toLowerCase()
    if (language === "it" || language === "en") {
      return language
    }
  }
  return "en"
}
