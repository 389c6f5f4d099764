import { useSuspenseQuery } from "@tanstack/react-query"
import type { Texts } from "../i18n/en"
import { useLanguage, type Language } from "./language"

const loaders: Record<Language, () => Promise<{ default: Texts }>> = {
  en: () => import("../i18n/en"),
  it: () => import("../i18n/it"),
}

/** The plugin's texts in the dashboard's language. Suspends while they load, so use it only below `lazily`. */
export function useTexts(): Texts {
  const language = useLanguage()
  const { data } = useSuspenseQuery({
    queryKey: ["xpay", "texts", language],
    queryFn: async () => (await loaders[language]()).default,
    staleTime: Infinity,
    structuralSharing: false,
  })
  return data
}
