/** Languages from the documentation and from Nexi's own plugins, ISO 639-2. */
const languages: ReadonlySet<string> = new Set(
  "ara ces chi cze deu ell eng fra fre ger gre ita jpn por rum ron rus slv spa zha zho".split(" ")
)

/** Whether XPay is known to accept a language code; case-insensitive. */
export function isKnownLanguage(code: string): boolean {
  return languages.has(code.toLowerCase())
}
