import { useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"

/** Makes everything look again that may show a payment: ours, and the dashboard's own cards of orders. */
export function useRefresh(): () => void {
  const client = useQueryClient()
  return useCallback(() => {
    void client.invalidateQueries({ queryKey: ["orders"] })
    void client.invalidateQueries({ queryKey: ["draft-orders"] })
    void client.invalidateQueries({
      queryKey: ["xpay"],
      predicate: ({ queryKey }) => queryKey[1] !== "texts",
    })
  }, [client])
}
