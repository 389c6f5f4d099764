import { isIP } from "node:net"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { Finding } from "../../texts/health"
import { isLocalHost } from "../../engine/terminal/api-address"
import { isOtherPort } from "../../engine/terminal/cautions"
import type { TerminalSettings } from "../../engine/terminal/options"
import { NOTIFICATION_PATH } from "../../engine/callbacks"
import { corsOrigins } from "../../medusa/configuration"
import { serverPort } from "../../medusa/server-port"

const WAIT_AT_MOST_MS = 4_000

/** Medusa's own health endpoint for load balancers; responds 200. */
const HEALTH_PATH = "/health"

/**
 * Whether XPay, and returning shoppers, can reach this server at `backendUrl`.
 *
 * @param listensAt the port of this server; undefined when it is not known
 */
export async function tryBackendUrl(
  { backendUrl, isSimulated }: TerminalSettings,
  listensAt = serverPort()
): Promise<Finding> {
  const { hostname, port } = new URL(backendUrl)
  const facts = { url: `${backendUrl}${NOTIFICATION_PATH}` }
  if (listensAt !== undefined && isOtherPort(backendUrl, listensAt)) {
    return { kind: "notifications_other_port", facts: { ...facts, port: String(listensAt) } }
  }
  if (isLocalHost(hostname) || isPrivateAddress(hostname)) {
    return { kind: isSimulated ? "notifications_simulated" : "notifications_private", facts }
  }
  if (port !== "" && !isSimulated) {
    return { kind: "notifications_port", facts }
  }
  const answer = await call(`${backendUrl}${HEALTH_PATH}`)
  if (answer === 200) {
    return { kind: "notifications_fine", facts }
  }
  return typeof answer === "number"
    ? { kind: "notifications_stranger", facts: { ...facts, answer: `HTTP ${answer}` } }
    : { kind: "notifications_silent", facts: { ...facts, answer } }
}

/** The HTTP status, or the system's error code if there is none. */
async function call(url: string): Promise<number | string> {
  try {
    const { status } = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(WAIT_AT_MOST_MS) })
    return status
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    return typeof cause === "object" && cause !== null && "code" in cause
      ? String(cause.code)
      : `> ${WAIT_AT_MOST_MS / 1000} s`
  }
}

/** Ranges that are not routed on the internet. Sources: RFC 1918, RFC 3927, RFC 4193, RFC 6598. */
const PRIVATE =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[f[cd])/i

function isPrivateAddress(hostname: string): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, "")) !== 0 && PRIVATE.test(hostname)
}

/** Whether browsers allow the shop's pages to call this server, as the card form and the list of methods require. */
export function compareOrigins(container: MedusaContainer, { storefrontUrls }: TerminalSettings): Finding {
  const allowed = corsOrigins(container, "storeCors")
  const origins = [...new Set(storefrontUrls.map((url) => new URL(url).origin))]
  const strangers = origins.filter(
    (origin) =>
      !allowed.some((one) => (typeof one === "string" ? one === "*" || one === origin : one.test(origin)))
  )
  return strangers.length > 0
    ? { kind: "storefront_not_in_cors", facts: { origins: strangers.join(", ") } }
    : { kind: "storefront_fine", facts: { urls: storefrontUrls.join(", ") } }
}
