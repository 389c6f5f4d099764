import { format, inspect } from "node:util"

/** Every usual way for a value to end up in a log. */
export function everyPrintOf(value: unknown): Record<string, string> {
  const error = value instanceof Error ? value : undefined
  return {
    string: String(value),
    message: error?.message ?? "",
    stack: error?.stack ?? "",
    json: JSON.stringify(value) ?? "",
    jsonOfAllProperties: JSON.stringify(value, Object.getOwnPropertyNames(Object(value))) ?? "",
    spread: JSON.stringify({ ...Object(value) }),
    inspect: inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    formatO: format("%o", value),
    formatJ: format("%j", value),
    cause: inspect(error?.cause, { depth: Infinity, showHidden: true }),
    wrapped: inspect(new Error("Outer", { cause: value }), { depth: Infinity, showHidden: true }),
  }
}

/** A secret in the encodings in which it might occur. */
export function encodingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    secret.replace(/(.{4})(?=.)/g, "$1 "),
    secret.replace(/(.{4})(?=.)/g, "$1-"),
    [...secret].reverse().join(""),
    bytes.toString("base64"),
    bytes.toString("base64url"),
    bytes.toString("hex"),
    Buffer.from(secret, "utf16le").toString("latin1"),
    encodeURIComponent(secret),
    [...secret].map((character) => `%${character.charCodeAt(0).toString(16)}`).join(""),
  ]
}
