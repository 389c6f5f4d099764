import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"

/** A request that arrived at the public URL. */
export interface HttpResult {
  readonly kind: "notification" | "browser"
  readonly method: string
  readonly path: string
  /** From the URL and a posted form. */
  readonly parameters: Readonly<Record<string, string>>
  /** The body of a notification. */
  readonly body: unknown
}

/** Where XPay's notifications and the payer's browser arrive. */
export interface PublicAddress {
  /** As XPay and the browser see it; forwarded to this machine. */
  readonly url: string
  /** In order of arrival. */
  readonly arrivals: readonly HttpResult[]
  stop(): Promise<void>
}

const LONGEST_BODY = 100_000

/**
 * Listens on this machine for requests that a tunnel forwards from a public URL.
 *
 * @param url the public URL; undefined: this machine's own, for the simulator
 */
export async function listen(url: string | undefined, port = 0): Promise<PublicAddress> {
  const arrivals: HttpResult[] = []
  const server = createServer((request, response) => {
    void read(request).then((text) => {
      const asked = new URL(request.url ?? "/", "http://127.0.0.1")
      const isNotification = asked.pathname.endsWith("/notification")
      arrivals.push({
        kind: isNotification ? "notification" : "browser",
        method: request.method ?? "",
        path: asked.pathname,
        parameters: Object.fromEntries([
          ...asked.searchParams,
          ...(isNotification ? [] : new URLSearchParams(text)),
        ]),
        body: isNotification ? parse(text) : undefined,
      })
      response.setHeader("content-type", "text/plain; charset=utf-8")
      response.end("Thank you. The sandbox check goes on in the terminal.")
    })
  })
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  return {
    url: (url ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`).replace(/\/+$/, ""),
    arrivals,
    stop: () => stop(server),
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= LONGEST_BODY) {
      chunks.push(chunk)
    }
  }
  return Buffer.concat(chunks).toString("utf8")
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
