import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listIncidents } from "../../../../use-cases/staff/views/incidents"
import { languageOf } from "../../../requests/language-of"
import { readIncidentQuery } from "../../../requests/dashboard-query"
import { withRefusals } from "../../../responses/answer-refusal"

/** Incidents that need attention, paginated; `?resolved=false` for open ones. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const { filters, page } = readIncidentQuery(req.query)
    const { incidents, count } = await listIncidents(req.scope, filters, page, languageOf(req))
    res.json({ incidents, count, limit: page.limit, offset: page.offset })
  })
}
