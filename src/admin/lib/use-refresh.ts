import { useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"
import { refreshDashboard } from "./dashboard"

/** Makes everything look again that may show a payment: ours, and the dashboard's own cards of orders. */
export function useRefresh(): () => void {
  const client = useQueryClient()
  return useCallback(() => {
    refreshDashboard(client)
    void client.invalidateQueries({
      queryKey: ["xpay"],
      predicate: ({ queryKey }) => queryKey[1] !== "texts",
    })
  }, [client])
}
