import { subscribe } from "node:diagnostics_channel"
import type { IncomingMessage } from "node:http"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"
import { firstOfEach } from "../requests/read-form-body"
import { scrubUrl, type ReturnSecret } from "./scrub-url"

/** On the request, so that it is found whichever copy of this file has put it there. Never printed: not enumerable. */
const SECRET = Symbol.for("medusa-payment-nexi-xpay.return-secret")

/** On a request whose address names more than one language. */
const MANY_LOCALES = Symbol.for("medusa-payment-nexi-xpay.many-locales")

interface WithSecret {
  [SECRET]?: ReturnSecret
  [MANY_LOCALES]?: boolean
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
  const { url, logged, secret, manyLocales } = scrubbed
  request.url = url
  hideInHeaders(request)
  // Express keeps an `originalUrl` that is there; the access log prints it.
  request.originalUrl = logged
  if (secret !== undefined) {
    Object.defineProperty(request, SECRET, { value: secret })
  }
  if (manyLocales === true) {
    Object.defineProperty(request, MANY_LOCALES, { value: true })
  }
}

/** Whether the address that was asked for names more than one language. */
export function namesManyLocales(request: object): boolean {
  return (request as WithSecret)[MANY_LOCALES] === true
}

/**
 * The access log prints where a request came from, by which address and under which id, and traces have all of its headers.
 * A form without scripts puts what was typed into the address of its page.
 */
function hideInHeaders({ headers }: Request): void {
  const { referer } = headers
  // The access log looks for it under this name, too.
  delete headers["referrer"]
  if (referer !== undefined) {
    headers.referer = URL.canParse(referer) ? `${new URL(referer).origin}/` : ""
  }
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string" && !KEPT_HEADERS.has(name)) {
      headers[name] = maskCardNumbers(value)
    }
  }
}

/** What a request cannot do without. Tokens and keys are random: some look like a card number by chance. */
const KEPT_HEADERS: ReadonlySet<string> = new Set([
  "authorization",
  "cookie",
  "x-publishable-api-key",
  "host",
  "content-length",
  "content-type",
])

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
