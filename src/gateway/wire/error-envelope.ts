import { readFields, readText } from "./lenient"

/** One XPay error, as received: the description is not redacted yet. */
export interface WireError {
  readonly code: string | undefined
  readonly description: string | undefined
}

/** `PS0023`, `GW0001`; begins with a letter, so that the digits of an echoed card cannot pass for a code. */
const CODE = /^[A-Z]{1,8}[-_]?\d{1,6}$/

/**
 * Reads `{"errors":[{"code","description"}]}`; anything else has no errors, because most failures have no
 * body.
 */
export function readErrors(body: unknown): WireError[] {
  const { errors } = readFields(body)
  return Array.isArray(errors) ? errors.map(readError) : []
}

function readError(value: unknown): WireError {
  const fields = readFields(value)
  const code = readText(fields.code)?.toUpperCase()
  return {
    code: code !== undefined && CODE.test(code) ? code : undefined,
    description: readText(fields.description),
  }
}
