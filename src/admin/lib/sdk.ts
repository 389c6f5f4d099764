import Medusa from "@medusajs/js-sdk"

// Replaced when the shop builds its dashboard; undefined while it is developed.
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: "session" | "jwt" | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined

/** Medusa's client, signed in the way the dashboard is. */
export const sdk = new Medusa({
  baseUrl: __BACKEND_URL__ ?? "/",
  auth: {
    type: __AUTH_TYPE__ ?? "session",
    ...(__JWT_TOKEN_STORAGE_KEY__ === undefined ? {} : { jwtTokenStorageKey: __JWT_TOKEN_STORAGE_KEY__ }),
  },
})
