import type { MedusaRequest } from "@medusajs/framework/http"

/**
 * The caller's language, if the body does not name one: Medusa's own `?locale=` or `x-medusa-locale`, which Medusa
 * removes from the query, else the browser's first choice.
 */
export function languageOf(req: MedusaRequest): string | undefined {
  return req.locale ?? req.headers["accept-language"]?.split(",")[0]
}
