import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { toLocale } from "../../../../domain/locale"
import { cardFacts } from "../../../../use-cases/staff/views/card-facts"
import { languageOf } from "../../../requests/language-of"

/** Circuits, countries and kinds of the cards that the store's payments were made with, to filter by. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await cardFacts(req.scope, toLocale(languageOf(req))))
}
