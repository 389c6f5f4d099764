"use server"

import { sdk } from "@lib/config"

export async function listCartPaymentMethods(regionId: string) {
  const { payment_providers: providers } = await sdk.client.fetch<{ payment_providers: { id: string }[] }>(
    "/store/payment-providers",
    { query: { region_id: regionId } }
  )
  return providers
}
