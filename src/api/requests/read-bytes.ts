import type { IncomingMessage } from "node:http"
import { PaymentRefusal } from "../../use-cases/refusal"

/** Whether a request has a body at all. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"]) > 0
}

/**
 * Reads a body that nobody has read yet. Whoever gets the bytes overwrites them.
 *
 * @throws PaymentRefusal; never says what was sent.
 */
export async function readBytes(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    // Not destroyed when it is left early: the answer needs its connection, and the access log asks who is at its end.
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes) {
        throw new PaymentRefusal("too_large", `The body must not be longer than ${maxBytes} bytes.`)
      }
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ECONNRESET") {
      // No fault of ours, to be logged as one.
      throw new PaymentRefusal("invalid_json", "The body ended too early.")
    }
    throw error
  } finally {
    // The rest of one that is too long, or the next request over the same connection would never be read.
    req.resume()
    chunks.forEach((chunk) => chunk.fill(0))
  }
}
