import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { call } from "./call"
import { refreshDashboard } from "./dashboard"
import { useLanguage } from "./language"
import type { OrderPanel, PaymentDetail } from "./wire"

const PAUSE_MS = 5_000

/** Whether a payment may change while one looks at it, by what XPay or the customer does. */
export function isLive({
  is_in_doubt: isInDoubt,
  is_being_booked: isBeingBooked,
  link,
}: PaymentDetail): boolean {
  return isInDoubt || isBeingBooked || link?.state === "open"
}

/**
 * What XPay has to do with an order. Looks again by itself while a payment is in doubt or being booked or a link is open, and makes the
 * platform's own cards look again when something has changed.
 */
export function useOrderPanel(orderId: string) {
  const language = useLanguage()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ["xpay", "order", orderId, language],
    queryFn: async () => (await call<{ xpay: OrderPanel }>(`orders/${orderId}`, language)).xpay,
    refetchInterval: ({ state: { data } }) => data?.payments.some(isLive) === true && PAUSE_MS,
  })
  const { data } = query
  // The same object as long as nothing has changed.
  const seen = useRef(data)
  useEffect(() => {
    if (seen.current !== undefined && seen.current !== data) {
      refreshDashboard(client, ["orders"])
    }
    seen.current = data
  }, [data, client])
  return query
}
