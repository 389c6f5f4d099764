import type { Language } from "./language"
import { sdk } from "./sdk"

/** Calls the plugin's admin API. Texts of the response, including refusals, are in the given language. */
export async function call<T>(
  path: string,
  language: Language,
  options?: { method: "POST"; body: object } | { query: Record<string, string | number | undefined> }
): Promise<T> {
  return await sdk.client.fetch<T>(`/admin/xpay/${path}`, {
    headers: { "x-medusa-locale": language },
    ...options,
  })
}
