"use server"

import { HttpTypes } from "@medusajs/types"

/** Everybody is a guest here. */
export async function retrieveCustomer(): Promise<HttpTypes.StoreCustomer | null> {
  return null
}
