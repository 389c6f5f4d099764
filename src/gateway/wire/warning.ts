import { redactNumbers } from "../redact"
import { withoutUndefined } from "../../domain/without-undefined"
import { readFields, readText } from "./lenient"

/** A field that XPay objected to but accepted: `003` for a billing country that is not three letters. */
export interface Warning {
  readonly code?: string
  /** XPay's description, without numbers of three digits or more. */
  readonly description?: string
}

/** The warnings of a response; empty if it has none. */
export function readWarnings(list: unknown): Warning[] {
  return Array.isArray(list) ? list.map(readWarning) : []
}

function readWarning(value: unknown): Warning {
  const fields = readFields(value)
  const code = readText(fields.code)
  const description = readText(fields.description)
  return withoutUndefined<Warning>({
    code: code !== undefined && /^\w{1,10}$/.test(code) ? code : undefined,
    description: description === undefined ? undefined : redactNumbers(description),
  })
}
