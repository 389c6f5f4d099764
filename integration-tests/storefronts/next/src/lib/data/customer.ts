"use server"

import { HttpTypes } from "@medusajs/types"

/** Every shopper is a guest here. */
export async function retrieveCustomer(): Promise<HttpTypes.StoreCustomer | null> {
  return null
}
