import type { IncomingMessage } from "node:http"
import { PaymentRefusal } from "../../use-cases/refusal"

/** Whether a request has a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"]) > 0
}

/**
 * Reads a body that has not been read yet. The caller overwrites the bytes after use.
 *
 * @throws PaymentRefusal; never repeats the input.
 */
export async function readBytes(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    // Not destroyed on an early exit: the response needs the connection, and the access log reads its remote address.
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
      // Not a server error, so not logged as one.
      throw new PaymentRefusal("invalid_json", "The body ended too early.")
    }
    throw error
  } finally {
    // Drains the rest of an oversized body: otherwise the next request on the same connection would never be read.
    req.resume()
    chunks.forEach((chunk) => chunk.fill(0))
  }
}
