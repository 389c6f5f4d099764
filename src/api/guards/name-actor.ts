import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { actAs } from "../../engine/acting"

/**
 * Records, for the audit trail, the caller of Medusa's own routes that move money. When Medusa cancels a payment with
 * its order, it does not tell the provider who requested it.
 */
export function nameActor(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  const { actor_id: id, actor_type: type } = (req as Partial<AuthenticatedMedusaRequest>).auth_context ?? {}
  actAs({ id, type }, next)
}
