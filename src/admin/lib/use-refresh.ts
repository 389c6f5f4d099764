import { useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"
import { refreshDashboard } from "./dashboard"

/** Reloads everything that may show a payment: the plugin's queries and the dashboard's own cards of orders. */
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
