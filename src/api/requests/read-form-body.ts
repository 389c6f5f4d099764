import type { IncomingMessage } from "node:http"
import { readBytes } from "./read-bytes"

/**
 * Reads the form with which the issuer's page returns a browser. Anything but a form yields no parameters.
 *
 * @throws PaymentRefusal; never repeats the input.
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
 * The parameters of a form or a query: the first non-empty value of each. Duplicates from a page must not fail a
 * payment or accumulate.
 */
export function firstOfEach(form: string): Record<string, string> {
  const parameters = Object.create(null) as Record<string, string>
  for (const [name, value] of new URLSearchParams(form)) {
    parameters[name] ||= value
  }
  return parameters
}
