import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { asCustomerId, type CustomerId } from "../../domain/ids"

/** The signed-in customer; undefined for a guest, whose request has no `auth_context`, contrary to Medusa's type. */
export function signedInCustomer(req: AuthenticatedMedusaRequest): CustomerId | undefined {
  const id: string | undefined = req.auth_context?.actor_id
  return id === undefined ? undefined : asCustomerId(id)
}
