import { readFile } from "node:fs/promises"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import path from "node:path"
import type { Started } from "./started"

export interface StorefrontOptions {
  /** The built storefront. */
  readonly folder: string
  readonly url: string
  readonly port: number
  /** Where the pages' scripts may send requests. */
  readonly storeUrl: string
  /** Origin of XPay's and the card issuers' pages, and of the payment methods' logos. */
  readonly xpayUrl: string
  /** Origin of XPay's card fields. */
  readonly framesUrl: string
  /** Served at `/config.json`. */
  readonly config: object
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
}

/** Serves the built storefront: static files, and the single page for every path that is not a file. */
export async function serveStorefront(started: Started, options: StorefrontOptions): Promise<void> {
  started.assertGoingOn()
  const headers = securityHeaders(options)
  const server = createServer((request, response) => {
    response.setHeaders(headers)
    void answer(request, response, options).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port, "127.0.0.1", resolve)
  })
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  started.add({ stop: () => Promise.resolve(close()), kill: close })
}

/**
 * Recommended headers for a page with a card form. The only external script on it is XPay's, for its card fields. A
 * real shop does not know its customers' banks, and sets `https:` in `form-action` and `frame-src`.
 */
function securityHeaders({ storeUrl, xpayUrl, framesUrl }: StorefrontOptions): Map<string, string> {
  const xpay = new URL(xpayUrl).origin
  const frames = new URL(framesUrl).origin
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${frames}`,
    "style-src 'self'",
    `img-src 'self' ${xpay}`,
    `connect-src 'self' ${storeUrl}`,
    `form-action 'self' ${xpay}`,
    `frame-src ${xpay} ${frames} ${storeUrl}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types xpay-card-fields",
  ]
  return new Map([
    ["Content-Security-Policy", policy.join("; ")],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Permissions-Policy", "camera=(), geolocation=(), microphone=()"],
    ["Referrer-Policy", "no-referrer"],
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
  ])
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { folder, url, config }: StorefrontOptions
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? "/", url)
  if (request.headers.host !== new URL(url).host) {
    // The store's CORS allows only this origin; to a browser, 127.0.0.1 is a different one.
    response.writeHead(307, { Location: `${url}${pathname}${search}` }).end()
    return
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end()
    return
  }
  if (pathname === "/config.json") {
    send(request, response, ".json", "no-store", JSON.stringify(config))
    return
  }
  const extension = path.extname(pathname)
  const name = extension === "" ? "/index.html" : decodeURIComponent(pathname)
  const file = path.join(folder, path.normalize(name))
  const content = file.startsWith(`${folder}${path.sep}`)
    ? await readFile(file).catch(() => undefined)
    : undefined
  if (content === undefined) {
    response.writeHead(404).end()
    return
  }
  // Names below /assets/ change with the content.
  const caching = name.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"
  send(request, response, path.extname(name), caching, content)
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  extension: string,
  caching: string,
  content: string | Buffer
): void {
  response.writeHead(200, {
    "Content-Type": TYPES[extension] ?? "application/octet-stream",
    "Content-Length": Buffer.byteLength(content),
    "Cache-Control": caching,
  })
  response.end(request.method === "HEAD" ? undefined : content)
}
