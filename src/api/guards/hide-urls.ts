import { subscribe } from "node:diagnostics_channel"
import type { IncomingMessage } from "node:http"
import { firstOfEach } from "../requests/read-form-body"
import { scrubUrl, type ReturnSecret } from "./scrub-url"

/** On the request, so that it is found whichever copy of this file has put it there. Never printed: not enumerable. */
const SECRET = Symbol.for("medusa-payment-nexi-xpay.return-secret")

interface WithSecret {
  [SECRET]?: ReturnSecret
}

/**
 * Scrubs the addresses of our routes before anything sees them. Medusa's access log, its authentication and its tracing
 * run before any middleware of a plugin, also for requests that are refused; so this listens where Node.js announces a
 * request, before the first handler has it.
 */
export function hideUrls(): void {
  subscribe("http.server.request.start", (message) => hideUrl((message as { request: Request }).request))
}

type Request = IncomingMessage & { originalUrl?: string } & WithSecret

/** Scrubs one request's address. Twice does no harm. */
export function hideUrl(request: Request): void {
  const scrubbed = scrubUrl(request.url ?? "")
  if (scrubbed === undefined || SECRET in request) {
    return
  }
  const { url, logged, secret } = scrubbed
  request.url = url
  // Express keeps an `originalUrl` that is there; the access log prints it.
  request.originalUrl = logged
  if (secret !== undefined) {
    Object.defineProperty(request, SECRET, { value: secret })
  }
}

/** The token of a return address, and the parameters that came with it. */
export function readReturn(request: object & { readonly params: Record<string, string> }): {
  readonly token: string
  readonly parameters: Readonly<Record<string, string>>
} {
  const { token, query } = (request as WithSecret)[SECRET] ?? {
    token: request.params["token"] ?? "",
    query: "",
  }
  return { token, parameters: firstOfEach(query) }
}
