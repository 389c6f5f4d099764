/** Languages of the messages. */
export type Locale = "en" | "it"

/** Italian for `it`, `it-IT`, …; English for everything else. */
export function toLocale(tag: string): Locale {
  return /^it\b/i.test(tag) ? "it" : "en"
}
