"use server"

import { getAuthHeaders, getCacheTag, removeCartId } from "@lib/data/cookies"
import { revalidateTag } from "next/cache"
import { redirect } from "next/navigation"

/** Next.js 16 requires the second parameter; earlier versions ignore it. */
const expire: (tag: string, when: { expire: number }) => void = revalidateTag

/** Authentication headers for the browser's direct calls to Medusa. Empty for guests. */
export async function customerHeaders(): Promise<Record<string, string>> {
  return { ...(await getAuthHeaders()) }
}

/** Drops the cart that became an order, and shows the order. */
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
