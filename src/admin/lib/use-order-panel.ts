import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { call } from "./call"
import { refreshDashboard } from "./dashboard"
import { useLanguage } from "./language"
import { useLive } from "./use-live"
import type { OrderPanel } from "./wire"

/**
 * The XPay data of an order. Polls while a payment is in doubt or being booked, or a link is open, and reloads the
 * dashboard's own cards when something has changed.
 */
export function useOrderPanel(orderId: string) {
  const language = useLanguage()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ["xpay", "order", orderId, language],
    queryFn: async () => (await call<{ xpay: OrderPanel }>(`orders/${orderId}`, language)).xpay,
    ...useLive((panel: OrderPanel) => panel.payments),
  })
  const { data } = query
  // The object stays the same while nothing changes.
  const seen = useRef(data)
  useEffect(() => {
    if (seen.current !== undefined && seen.current !== data) {
      refreshDashboard(client, ["orders"])
    }
    seen.current = data
  }, [data, client])
  return query
}
