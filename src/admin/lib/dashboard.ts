import type { QueryClient } from "@tanstack/react-query"

// What the dashboard defines when it is built or served; JSON.stringify leaves undefined where nothing is set.
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: "session" | "jwt" | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined

/** Where the dashboard finds its server, and how it signs in there; as it does by default, where it does not say. */
export const BACKEND = {
  url: typeof __BACKEND_URL__ === "undefined" ? "/" : __BACKEND_URL__,
  auth: {
    type: typeof __AUTH_TYPE__ === "undefined" ? ("session" as const) : __AUTH_TYPE__,
    jwtTokenStorageKey:
      typeof __JWT_TOKEN_STORAGE_KEY__ === "undefined" ? undefined : __JWT_TOKEN_STORAGE_KEY__,
  },
}

/** What the keys of the dashboard's own queries begin with, of everything that shows a payment. */
const QUERIES = ["orders", "draft-orders"] as const

/** Makes the dashboard's own cards look again. */
export function refreshDashboard(
  client: QueryClient,
  queries: readonly (typeof QUERIES)[number][] = QUERIES
): void {
  queries.forEach((query) => void client.invalidateQueries({ queryKey: [query] }))
}
