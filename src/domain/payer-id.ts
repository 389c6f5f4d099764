import { createHash } from "node:crypto"
import { asPayerId, type CustomerId, type PayerId } from "./ids"

/** XPay's format: at most 27 printable characters without spaces. */
const FITS = /^[\x21-\x7E]{1,27}$/
const LONGEST = 27

/**
 * XPay's id of a customer of the store. It never changes, because XPay lists a customer's saved cards by it. Medusa's
 * own ids lose their prefix and stay readable in the XPay back office; an id that does not fit is hashed.
 */
export function payerId(customerId: CustomerId): PayerId {
  const id = customerId.replace(/^cus_/, "")
  return asPayerId(
    FITS.test(id) ? id : createHash("sha256").update(customerId).digest("hex").slice(0, LONGEST)
  )
}
