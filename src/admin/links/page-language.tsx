import { Select } from "@medusajs/ui"
import { useLanguage } from "../lib/language"

/** Languages of XPay's page. */
const PAGE_LANGUAGES = ["it", "en", "de", "fr", "es", "pt", "ro", "ru", "el", "zh", "ja", "ar"]

/** Selects the language of XPay's page. Languages are named in the reader's language. */
export function PageLanguage({
  id,
  value,
  onChange,
}: {
  id: string
  value: string
  onChange: (language: string) => void
}) {
  const names = new Intl.DisplayNames(useLanguage(), { type: "language" })
  return (
    <Select size="small" value={value} onValueChange={onChange}>
      <Select.Trigger id={id}>
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        {PAGE_LANGUAGES.map((code) => (
          <Select.Item key={code} value={code}>
            {names.of(code)}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
