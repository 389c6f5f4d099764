import type { IncomingMessage } from "node:http"
import { PaymentRefusal } from "../../use-cases/refusal"
import { bodyProblem } from "./request-limits"

/** A card form is a few hundred bytes; nothing honest is longer. */
const MAX_BYTES = 8 * 1024

/**
 * Reads the JSON body of a card route. Medusa's own parser is switched off there, because the errors of a parser quote
 * the text around the mistake, and that text would be a card; so what looks at the others' bodies looks at them here.
 *
 * @throws PaymentRefusal; never says what was sent.
 */
export async function readJsonBody(req: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(req.headers["content-type"] ?? "")) {
    throw new PaymentRefusal("not_json", "Send the card as JSON, with `Content-Type: application/json`.")
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BYTES) {
      throw new PaymentRefusal("too_large", `The body must not be longer than ${MAX_BYTES} bytes.`)
    }
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  chunks.forEach((chunk) => chunk.fill(0))
  const parsed = parse(body)
  const problem = bodyProblem(parsed)
  if (problem !== undefined) {
    throw new PaymentRefusal(problem.code, problem.message)
  }
  return parsed
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8")) as unknown
  } catch {
    throw new PaymentRefusal("invalid_json", "The body is not valid JSON.")
  } finally {
    body.fill(0)
  }
}
