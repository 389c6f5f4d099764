import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { resolveIncident } from "../../../../../../workflows/incident-view"
import { languageOf } from "../../../../../language-of"

/** The signed-in user has dealt with it. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { actor_id: userId } = req.auth_context
  res.json({ incident: await resolveIncident(req.scope, req.params["id"] ?? "", userId, languageOf(req)) })
}
