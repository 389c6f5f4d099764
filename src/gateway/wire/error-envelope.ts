import { readFields, readText } from "./lenient"

/** One error of XPay's, as it came: the description is not scrubbed yet. */
export interface WireError {
  readonly code: string | undefined
  readonly description: string | undefined
}

/** `PS0023`, `GW0001`; begins with a letter, so that digits of a card that was echoed cannot pass for a code. */
const CODE = /^[A-Z]{1,8}[-_]?\d{1,6}$/

/** Reads `{"errors":[{"code","description"}]}`; no errors in anything else, because most failures have no body. */
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
