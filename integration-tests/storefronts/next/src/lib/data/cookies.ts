import { cookies as nextCookies } from "next/headers"

export const getAuthHeaders = async (): Promise<{ authorization: string } | Record<string, never>> => {
  const token = (await nextCookies()).get("_medusa_jwt")?.value
  return token ? { authorization: `Bearer ${token}` } : {}
}

export const getCacheTag = async (tag: string): Promise<string> => {
  const id = (await nextCookies()).get("_medusa_cache_id")?.value
  return id ? `${tag}-${id}` : ""
}

export const getCartId = async () => (await nextCookies()).get("_medusa_cart_id")?.value

export const setCartId = async (cartId: string) => {
  ;(await nextCookies()).set("_medusa_cart_id", cartId, { httpOnly: true, sameSite: "strict" })
}

export const removeCartId = async () => {
  ;(await nextCookies()).set("_medusa_cart_id", "", { maxAge: -1 })
}
