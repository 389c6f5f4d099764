import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { toLocale } from "../../../../domain/locale"
import { checkTerminals } from "../../../../use-cases/health/check-terminal"
import { languageOf } from "../../../requests/language-of"

/** The store's terminals, with a live check of each. The response holds no keys or other secrets. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.status(200).json({ terminals: await checkTerminals(req.scope, toLocale(languageOf(req))) })
}
