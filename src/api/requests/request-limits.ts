import type { RefusalCode } from "../../domain/refusal-codes"

/** Far more than any legitimate payment request has. */
const LIMITS = { depth: 20, fields: 1_000, characters: 32_768 }

/** NUL and lone surrogates: PostgreSQL accepts neither. */
const UNSTORABLE = /\0|\p{Surrogate}/u

/** A problem of a body that does not depend on its fields' meaning. */
export interface BodyProblem {
  readonly code: Extract<RefusalCode, "too_deep" | "too_many_fields" | "too_large" | "invalid_characters">
  readonly message: string
}

/** Checks a body's size and shape. Stops at the first problem, so that its run time is bounded for any input. */
export function bodyProblem(body: unknown): BodyProblem | undefined {
  let fields = 0
  let characters = 0
  const open: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next
    if (depth > LIMITS.depth) {
      return problem("too_deep", `The body is nested deeper than ${LIMITS.depth} levels.`)
    }
    if (typeof value === "string") {
      characters += value.length
      if (UNSTORABLE.test(value)) {
        return problem("invalid_characters", "The body holds a character that is no text. Send it without.")
      }
    } else if (typeof value === "object" && value !== null && !Buffer.isBuffer(value)) {
      const keys = Object.keys(value)
      fields += keys.length
      if (fields > LIMITS.fields) {
        return problem("too_many_fields", `The body has more than ${LIMITS.fields} fields.`)
      }
      for (const key of keys) {
        open.push({ value: key, depth }, { value: (value as Record<string, unknown>)[key], depth: depth + 1 })
      }
    }
    if (characters > LIMITS.characters) {
      return problem("too_large", `The body holds more than ${LIMITS.characters} characters.`)
    }
  }
  return undefined
}

function problem(code: BodyProblem["code"], message: string): BodyProblem {
  return { code, message }
}

/** Whether a URL can be decoded: every escape is valid, and none is a NUL, which PostgreSQL does not accept. */
export function isReadableUrl(url: string): boolean {
  if (/%00/.test(url)) {
    return false
  }
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}
