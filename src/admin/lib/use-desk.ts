import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { call } from "./call"
import { useLanguage } from "./language"
import type { OrderDesk } from "./wire"

const OFTEN_MS = 4_000
const SELDOM_MS = 20_000

/**
 * What XPay has to do with an order. Looks again by itself while a payment is in doubt or a link is open, and makes the
 * platform's own cards look again when money has moved, unless a panel is open that they might take away.
 */
export function useDesk(orderId: string, isPanelOpen: boolean) {
  const language = useLanguage()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ["xpay", "order", orderId, language],
    queryFn: async () => (await call<{ xpay: OrderDesk }>(`orders/${orderId}`, language)).xpay,
    refetchInterval: ({ state }) => {
      const payments = state.data?.payments ?? []
      return payments.some((one) => one.is_in_doubt)
        ? OFTEN_MS
        : payments.some(({ link }) => link?.state === "open") && SELDOM_MS
    },
  })
  const { data } = query
  const moves = data?.payments.map((one) => one.id + one.state + one.captured + one.refunded).join()
  const seen = useRef(moves)
  useEffect(() => {
    if (data !== undefined && !isPanelOpen) {
      if (seen.current !== undefined && seen.current !== moves) {
        void client.invalidateQueries({ queryKey: [data.is_draft ? "draft-orders" : "orders"] })
      }
      seen.current = moves
    }
  })
  return query
}
