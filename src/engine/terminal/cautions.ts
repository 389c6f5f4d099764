import { isThisMachine } from "./api-address"

/** As XPay makes them; no document promises it. */
const USUAL_KEY = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** What is known about the server that the options are for. */
export interface ServerAround {
  /** That it listens at; undefined when it is not known. */
  readonly port: number | undefined
  /** What says that it runs in several processes; undefined when nothing does. */
  readonly severalProcesses?: string | undefined
  /** Whether its locks hold across processes. */
  readonly isLockShared?: boolean
}

/**
 * What is probably wrong with the options of a terminal, and may be right all the same: for the log of the server. Never
 * shows a key.
 */
export function cautions(
  options: unknown,
  { port, severalProcesses, isLockShared = false }: ServerAround
): string[] {
  const { apiKey, backendUrl, vault } = (options ?? {}) as Partial<
    Record<"apiKey" | "backendUrl" | "vault", unknown>
  >
  const found: string[] = []
  if (typeof apiKey === "string" && !USUAL_KEY.test(apiKey)) {
    found.push(
      "`apiKey` does not look like an API key of XPay, which is made like 01234567-89ab-cdef-0123-456789abcdef. Check that it is the key for the API, not the MAC key of Nexi's older integration or a password; `npx medusa-payment-nexi-xpay doctor` tries it."
    )
  }
  if (port !== undefined && isOtherPort(backendUrl, port)) {
    found.push(
      `\`backendUrl\` leads to port ${portOf(backendUrl)} of this machine, and this server listens at port ${port}: shoppers return, and notifications go, to another server. Correct \`backendUrl\` or PORT, unless a proxy or a container connects the two ports.`
    )
  }
  if (severalProcesses !== undefined && !isRedisNamed(vault)) {
    found.push(
      `\`vault.redisUrl\` is missing, but ${severalProcesses}. A shopper who returns from the bank to another process has to enter the card again: set \`vault.redisUrl\` and \`vault.key\`. With one server process nothing needs to be done.`
    )
  }
  if (severalProcesses !== undefined && !isLockShared) {
    found.push(
      `Medusa's lock is in the memory of this process, but ${severalProcesses}. Two processes could work on the same cart at once: use Medusa's locking module for Redis or PostgreSQL.`
    )
  }
  return found
}

function isRedisNamed(vault: unknown): boolean {
  return typeof vault === "object" && vault !== null && "redisUrl" in vault && vault.redisUrl !== undefined
}

/** Whether an address leads to this machine, without a proxy for TLS in between, and to another port. */
export function isOtherPort(backendUrl: unknown, port: number): backendUrl is string {
  if (typeof backendUrl !== "string" || !URL.canParse(backendUrl)) {
    return false
  }
  const { protocol, hostname } = new URL(backendUrl)
  return protocol === "http:" && isThisMachine(hostname) && portOf(backendUrl) !== port
}

function portOf(url: string): number {
  return Number(new URL(url).port || 80)
}
