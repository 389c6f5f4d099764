import type { Language } from "./language"
import { sdk } from "./sdk"

/** Calls the plugin's admin API. Texts of the answer, also of a refusal, are in the language given. */
export async function call<T>(
  path: string,
  language: Language,
  options: { body?: object; query?: Record<string, string | number | undefined> } = {}
): Promise<T> {
  const { body, query } = options
  return await sdk.client.fetch<T>(`/admin/xpay/${path}`, {
    headers: { "x-medusa-locale": language },
    ...(body === undefined ? {} : { method: "POST", body }),
    ...(query === undefined ? {} : { query }),
  })
}
