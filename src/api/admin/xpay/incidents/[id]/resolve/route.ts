import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { resolveIncident } from "../../../../../../use-cases/staff/views/incidents"
import { clerkOf } from "../../../../../guards/admin-guards"
import { languageOf } from "../../../../../requests/language-of"
import { withRefusals } from "../../../../../responses/answer-refusal"

/** Marks an incident as resolved by the signed-in user. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    res.json({
      incident: await resolveIncident(req.scope, req.params["id"] ?? "", clerkOf(req), languageOf(req)),
    })
  })
}
