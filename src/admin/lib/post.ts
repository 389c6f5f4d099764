import { call } from "./call"
import type { Language } from "./language"

/** Has the plugin's admin API do something. */
export async function post<T>(path: string, language: Language, body: object): Promise<T> {
  return await call<T>(path, language, { method: "POST", body })
}
