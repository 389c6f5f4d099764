import { type z } from "@medusajs/framework/zod"

import { errorText } from "../reference/error-texts"
import { Refusal, refuse, type ApiError } from "../refusal"

const scripts = /<\s*\/?\s*script|javascript\s*:|<[^>]*\son\w+\s*=/i

/**
 * Parses a raw JSON body. An empty body is undefined; nulls count as absent, as with any lenient JSON mapper. Refuses
 * invalid JSON (PS0035) and script content anywhere in it (PS0041).
 */
export function parseJson(raw: Buffer): unknown {
  const content = raw.toString("utf8")
  if (content.trim() === "") return undefined
  const parsed = withoutNulls(tryParse(content))
  if (hasScript(parsed)) refuse("PS0041")
  return parsed
}

/** Checks a body against a schema. Lists every error by field name, never by value. */
export function parseBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const checked = schema.safeParse(body ?? {})
  if (checked.success) return checked.data
  const { issues } = checked.error
  throw new Refusal(400, issues.map(toApiError), !issues.some(hasOwnCode))
}

/** The code list has a specific code for this error; PS0026 is used where it has none. */
function hasOwnCode({ message }: z.core.$ZodIssue): boolean {
  return /^(?:PS|GW)\d{4}$/.test(message) && message !== "PS0026"
}

function toApiError(issue: z.core.$ZodIssue): ApiError {
  const code = hasOwnCode(issue) ? issue.message : "PS0026"
  return { code, description: errorText(code, issue.path.join(".")) }
}

function tryParse(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    refuse("PS0035")
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === null ? [] : [[key, withoutNulls(member)]]))
  )
}

function hasScript(value: unknown): boolean {
  if (typeof value === "string") return scripts.test(value)
  return typeof value === "object" && value !== null && Object.values(value).some(hasScript)
}
