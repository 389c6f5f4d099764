import { useTranslation } from "react-i18next"

/** Languages of the plugin's texts. */
export type Language = "en" | "it"

/** The supported language that fits the dashboard's; English if none does. */
export function useLanguage(): Language {
  return useTranslation().i18n.language.startsWith("it") ? "it" : "en"
}
