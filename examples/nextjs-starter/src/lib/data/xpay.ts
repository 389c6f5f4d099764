"use server"

import { getAuthHeaders, getCacheTag, removeCartId } from "@lib/data/cookies"
import { revalidateTag } from "next/cache"
import { redirect } from "next/navigation"

/** Next.js 16 wants to know when, earlier ones take no second parameter. */
const expire: (tag: string, when: { expire: number }) => void = revalidateTag

/** Who has signed in, for calls that the browser makes to Medusa itself. Empty for guests. */
export async function customerHeaders(): Promise<Record<string, string>> {
  return { ...(await getAuthHeaders()) }
}

/** Forgets the cart that has become an order, and shows the order. */
export async function showOrder(orderId: string, countryCode: string): Promise<void> {
  for (const name of ["carts", "orders"]) {
    const tag = await getCacheTag(name)
    if (tag !== "") {
      expire(tag, { expire: 0 })
    }
  }
  await removeCartId()
  redirect(`/${encodeURIComponent(countryCode)}/order/${encodeURIComponent(orderId)}/confirmed`)
}
