import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { call } from "./call"
import { useLanguage } from "./language"
import type { OrderDesk } from "./wire"

const PAUSE_MS = 5_000

/**
 * What XPay has to do with an order. Looks again by itself while a payment is in doubt or a link is open, and makes the
 * platform's own cards look again when something has changed, unless a panel is open that they might take away.
 */
export function useDesk(orderId: string, isPanelOpen: boolean) {
  const language = useLanguage()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ["xpay", "order", orderId, language],
    queryFn: async () => (await call<{ xpay: OrderDesk }>(`orders/${orderId}`, language)).xpay,
    refetchInterval: ({ state: { data } }) =>
      data?.payments.some((one) => one.is_in_doubt || one.link?.state === "open") === true && PAUSE_MS,
  })
  const { data } = query
  // The same object as long as nothing has changed.
  const seen = useRef(data)
  useEffect(() => {
    if (data !== undefined && !isPanelOpen) {
      if (seen.current !== undefined && seen.current !== data) {
        void client.invalidateQueries({ queryKey: [data.is_draft ? "draft-orders" : "orders"] })
      }
      seen.current = data
    }
  })
  return query
}
