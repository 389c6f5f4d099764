import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { toLocale } from "../../../../domain/locale"
import { cardFacts } from "../../../../use-cases/staff/views/card-facts"
import { languageOf } from "../../../requests/language-of"

/** Card circuits, countries and types among the store's payments, for filters. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await cardFacts(req.scope, toLocale(languageOf(req))))
}
