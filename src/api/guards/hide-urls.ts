import { subscribe } from "node:diagnostics_channel"
import type { IncomingMessage } from "node:http"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"
import { firstOfEach } from "../requests/read-form-body"
import { scrubUrl, type ReturnSecret } from "./scrub-url"

/** Stored on the request, so that every copy of this module finds it. Not enumerable, so it is never printed. */
const SECRET = Symbol.for("medusa-payment-nexi-xpay.return-secret")

/** Set on a request whose URL names more than one language. */
const MANY_LOCALES = Symbol.for("medusa-payment-nexi-xpay.many-locales")

interface WithSecret {
  [SECRET]?: ReturnSecret
  [MANY_LOCALES]?: boolean
}

/**
 * Scrubs the URLs of our routes before anything reads them. Medusa's access log, authentication and tracing run before
 * any plugin middleware, also for refused requests. This therefore subscribes to the event that Node.js emits for a
 * request before the first handler runs.
 */
export function hideUrls(): void {
  subscribe("http.server.request.start", (message) => hideUrl((message as { request: Request }).request))
}

type Request = IncomingMessage & { originalUrl?: string } & WithSecret

/** Scrubs one request's URL. Idempotent. */
export function hideUrl(request: Request): void {
  const scrubbed = scrubUrl(request.url ?? "")
  if (scrubbed === undefined || SECRET in request) {
    return
  }
  const { url, logged, secret, manyLocales } = scrubbed
  request.url = url
  hideInHeaders(request)
  // Express keeps an existing `originalUrl`; the access log prints it.
  request.originalUrl = logged
  if (secret !== undefined) {
    Object.defineProperty(request, SECRET, { value: secret })
  }
  if (manyLocales === true) {
    Object.defineProperty(request, MANY_LOCALES, { value: true })
  }
}

/** Whether the requested URL names more than one language. */
export function namesManyLocales(request: object): boolean {
  return (request as WithSecret)[MANY_LOCALES] === true
}

/**
 * The access log prints a request's referrer, client address and id, and traces hold all of its headers. A form without
 * scripts puts its input into the URL of its page.
 */
function hideInHeaders({ headers }: Request): void {
  const { referer } = headers
  // The access log also reads it under this name.
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

/** Headers that a request needs unchanged. Tokens and keys are random, so some look like a card number by chance. */
const KEPT_HEADERS: ReadonlySet<string> = new Set([
  "authorization",
  "cookie",
  "x-publishable-api-key",
  "host",
  "content-length",
  "content-type",
])

/** The token of a return URL, and its parameters. */
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
