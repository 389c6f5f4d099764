"use server"

import { getAuthHeaders, getCacheTag, removeCartId } from "@lib/data/cookies"
import { revalidateTag } from "next/cache"
import { redirect } from "next/navigation"

/** Who has signed in, for calls that the browser makes to Medusa itself. Empty for guests. */
export async function customerHeaders(): Promise<Record<string, string>> {
  return { ...(await getAuthHeaders()) }
}

/** Forgets the cart that has become an order, and shows the order. */
export async function showOrder(orderId: string, countryCode: string): Promise<void> {
  revalidateTag(await getCacheTag("carts"))
  revalidateTag(await getCacheTag("orders"))
  await removeCartId()
  redirect(`/${encodeURIComponent(countryCode)}/order/${encodeURIComponent(orderId)}/confirmed`)
}
