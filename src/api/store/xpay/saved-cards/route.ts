import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listSavedCards } from "../../../../use-cases/saved-cards/list-saved-cards"

/** The signed-in customer's saved cards, newest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.status(200).json({ saved_cards: await listSavedCards(req.scope, req.auth_context.actor_id) })
}
