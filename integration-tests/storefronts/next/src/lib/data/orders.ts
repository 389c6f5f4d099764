"use server"

import { sdk } from "@lib/config"
import { HttpTypes } from "@medusajs/types"

export async function retrieveOrder(id: string): Promise<HttpTypes.StoreOrder> {
  const query = { fields: "*payment_collections.payments,currency_code,display_id" }
  return (await sdk.client.fetch<{ order: HttpTypes.StoreOrder }>(`/store/orders/${id}`, { query })).order
}
