import { call } from "./call"
import type { Language } from "./language"

/** Sends a POST request to the plugin's admin API. */
export async function post<T>(path: string, language: Language, body: object): Promise<T> {
  return await call<T>(path, language, { method: "POST", body })
}
