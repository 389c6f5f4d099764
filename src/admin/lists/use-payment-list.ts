import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { call } from "../lib/call"
import { useLanguage } from "../lib/language"
import type { PaymentList } from "../lib/wire"

/** A page of payments. The previous page stays until the next one has loaded. */
export function usePaymentList(query: Record<string, string | number | undefined>) {
  const language = useLanguage()
  return useQuery({
    queryKey: ["xpay", "payments", query, language],
    queryFn: async () => await call<PaymentList>("payments", language, { query }),
    placeholderData: keepPreviousData,
  })
}
