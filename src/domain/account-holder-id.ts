import { asCustomerId, type CustomerId } from "./ids"

/** The customer that an account holder's id was made for. */
export function customerOfHolder(id: string): CustomerId {
  return asCustomerId(id.replace(/:[0-9a-f]{12}$/, ""))
}
