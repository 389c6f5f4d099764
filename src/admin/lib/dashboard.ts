import type { QueryClient } from "@tanstack/react-query"

// Globals that the dashboard defines when it is built or served. JSON.stringify leaves unset ones undefined.
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: "session" | "jwt" | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined

/** Where the dashboard finds its server and how it signs in, with the dashboard's defaults where it does not say. */
export const BACKEND = {
  url: typeof __BACKEND_URL__ === "undefined" ? "/" : __BACKEND_URL__,
  auth: {
    type: typeof __AUTH_TYPE__ === "undefined" ? ("session" as const) : __AUTH_TYPE__,
    jwtTokenStorageKey:
      typeof __JWT_TOKEN_STORAGE_KEY__ === "undefined" ? undefined : __JWT_TOKEN_STORAGE_KEY__,
  },
}

/** First parts of the keys of the dashboard's own queries that show payments. */
const QUERIES = ["orders", "draft-orders"] as const

/** Makes the dashboard's own cards reload. */
export function refreshDashboard(
  client: QueryClient,
  queries: readonly (typeof QUERIES)[number][] = QUERIES
): void {
  queries.forEach((query) => void client.invalidateQueries({ queryKey: [query] }))
}
