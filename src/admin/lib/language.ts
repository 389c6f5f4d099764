import { useTranslation } from "react-i18next"

/** Languages of our texts. */
export type Language = "en" | "it"

/** The one of ours that fits the dashboard's language; English when none does. */
export function useLanguage(): Language {
  return useTranslation().i18n.language.startsWith("it") ? "it" : "en"
}
