/** ISO 639-1 to the codes of XPay's payment page; Chinese, Czech and Slovenian are used but not documented. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ar: "ara",
  cs: "cze",
  de: "deu",
  el: "ell",
  en: "eng",
  es: "spa",
  fr: "fra",
  it: "ita",
  ja: "jpn",
  pt: "por",
  ru: "rus",
  sl: "slv",
  zh: "chi",
}

/**
 * Other three-letter codes of the same languages: bibliographic codes of ISO 639-2, and those that XPay's
 * documents use for Chinese.
 */
const ALIASES: Readonly<Record<string, string>> = {
  ces: "cze",
  ger: "deu",
  gre: "ell",
  fre: "fra",
  zha: "chi",
  zho: "chi",
}

const CODES = new Set(Object.values(LANGUAGES))

/**
 * XPay's code for a language tag: `it`, `it-IT`, `pt_BR`, `ITA`.
 *
 * @param fallback XPay's code of the shop's own language, for a tag that XPay has no page for
 */
export function languageToWire(tag: string | undefined, fallback = "eng"): string {
  const language = tag?.trim().toLowerCase().split(/[-_]/)[0] ?? ""
  return LANGUAGES[language] ?? ALIASES[language] ?? (CODES.has(language) ? language : fallback)
}
