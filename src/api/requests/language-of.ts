import type { MedusaRequest } from "@medusajs/framework/http"

/**
 * The language of whoever asks, when the body does not say: Medusa's own `?locale=` or `x-medusa-locale`, which it takes
 * out of the query, else the browser's first choice.
 */
export function languageOf(req: MedusaRequest): string | undefined {
  return req.locale ?? req.headers["accept-language"]?.split(",")[0]
}
