import { asCustomerId, type CustomerId } from "./ids"

/** The customer of an account holder's id. */
export function customerOfHolder(id: string): CustomerId {
  return asCustomerId(id.replace(/:[0-9a-f]{12}$/, ""))
}
