import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { call } from "../lib/call"
import { useLanguage } from "../lib/language"
import type { Incident } from "../lib/wire"

export const INCIDENTS_PER_PAGE = 10

/** A page of incidents. */
export function useIncidents(isResolved: boolean, page: number) {
  const language = useLanguage()
  return useQuery({
    queryKey: ["xpay", "incidents", isResolved, page, language],
    queryFn: async () =>
      await call<{ incidents: Incident[]; count: number }>("incidents", language, {
        query: {
          resolved: String(isResolved),
          limit: INCIDENTS_PER_PAGE,
          offset: page * INCIDENTS_PER_PAGE,
        },
      }),
    placeholderData: keepPreviousData,
  })
}
