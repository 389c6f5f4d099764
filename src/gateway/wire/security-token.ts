import { Secret } from "../secret"
import { readText } from "./lenient"

/** The token of a payment, received when it is opened and again in its notifications; it prints as a mask. */
export function readSecurityToken(value: unknown): Secret | undefined {
  const token = readText(value)
  return token === undefined ? undefined : new Secret(token)
}
