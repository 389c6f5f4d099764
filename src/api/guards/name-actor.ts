import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { actAs } from "../../engine/acting"

/**
 * Remembers, for the audit trail, who calls one of Medusa's own routes by which money moves: of a payment that Medusa
 * cancels with its order the provider does not hear whose wish it was.
 */
export function nameActor(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  const { actor_id: id, actor_type: type } = (req as Partial<AuthenticatedMedusaRequest>).auth_context ?? {}
  actAs({ id, type }, next)
}
