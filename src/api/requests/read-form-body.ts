import type { IncomingMessage } from "node:http"
import { readBytes } from "./read-bytes"

/**
 * Reads the form that the issuer's page sends a browser back with. Whatever is no form says nothing.
 *
 * @throws PaymentRefusal; never says what was sent.
 */
export async function readFormBody(req: IncomingMessage, maxBytes: number): Promise<Record<string, string>> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(req.headers["content-type"] ?? "")) {
    return {}
  }
  const body = await readBytes(req, maxBytes)
  const form = body.toString("utf8")
  body.fill(0)
  return firstOfEach(form)
}

/**
 * The parameters of a form or a query: of each the first that says something, as nothing that a page sends twice may end a
 * payment, nor be collected at length.
 */
export function firstOfEach(form: string): Record<string, string> {
  const parameters = Object.create(null) as Record<string, string>
  for (const [name, value] of new URLSearchParams(form)) {
    parameters[name] ||= value
  }
  return parameters
}
