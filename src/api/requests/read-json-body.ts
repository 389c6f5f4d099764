import type { IncomingMessage } from "node:http"
import { PaymentRefusal } from "../../use-cases/refusal"
import { readBytes } from "./read-bytes"
import { bodyProblem } from "./request-limits"

/** A card form is a few hundred bytes; no legitimate one is longer. */
const CARD_FORM_BYTES = 8 * 1024

/**
 * Reads the JSON body of one of our routes. Medusa's own parser is disabled there, because its errors quote the text
 * around the mistake, and that text may be a card. The checks that run on other bodies therefore run here.
 *
 * @throws PaymentRefusal; never repeats the input.
 */
export async function readJsonBody(req: IncomingMessage, maxBytes = CARD_FORM_BYTES): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(req.headers["content-type"] ?? "")) {
    throw new PaymentRefusal("not_json", "Send the body as JSON, with `Content-Type: application/json`.")
  }
  const parsed = parse(await readBytes(req, maxBytes))
  const problem = bodyProblem(parsed)
  if (problem !== undefined) {
    throw new PaymentRefusal(problem.code, problem.message)
  }
  return parsed
}

function parse(body: Buffer): unknown {
  try {
    // A byte order mark is dropped, as Medusa's parser does.
    return JSON.parse(new TextDecoder().decode(body)) as unknown
  } catch {
    throw new PaymentRefusal("invalid_json", "The body is not valid JSON.")
  } finally {
    body.fill(0)
  }
}
