import type { Engine } from "../engine"
import type { Terminal } from "../terminal/terminal"

/** A payment method that the terminal has at XPay. */
export interface OfferedMethod {
  readonly circuit: string
  readonly isCard: boolean
  readonly imageUrl: string | undefined
  /** Whether XPay can save it for later payments that its owner confirms. */
  readonly oneClick: boolean
}

interface Known {
  readonly methods: readonly OfferedMethod[]
  readonly at: number
}

/** A terminal's methods change when a contract is signed: one query every ten minutes is enough. */
const FRESH_MS = 10 * 60_000
/** After a failure, do not query on every page view. */
const RETRY_MS = 30_000

const known = new WeakMap<Terminal, Known>()
const asking = new WeakMap<Terminal, Promise<void>>()
const failedAt = new WeakMap<Terminal, number>()

/**
 * The terminal's payment methods from XPay's last response. While XPay is unavailable, the last response is
 * used, however old; undefined if there was none.
 */
export async function offeredMethods(engine: Engine): Promise<readonly OfferedMethod[] | undefined> {
  const { terminal } = engine
  const last = known.get(terminal)
  const isFresh = last !== undefined && Date.now() - last.at < FRESH_MS
  const hasJustFailed = Date.now() - (failedAt.get(terminal) ?? 0) < RETRY_MS
  if (!isFresh && !hasJustFailed) {
    const asked = asking.get(terminal) ?? ask(engine)
    asking.set(terminal, asked)
    // An old response is sufficient for this shopper; the next shopper gets the new one.
    if (last === undefined) {
      await asked
    }
  }
  return known.get(terminal)?.methods
}

async function ask({ terminal, logger }: Engine): Promise<void> {
  try {
    const outcome = await terminal.client.getPaymentMethods()
    if (outcome.kind === "done") {
      const methods = outcome.value.map(({ circuit, type, imageUrl, oneClick }) => ({
        circuit,
        isCard: type === "CARD",
        imageUrl,
        oneClick,
      }))
      known.set(terminal, { methods, at: Date.now() })
      return
    }
    failedAt.set(terminal, Date.now())
    logger.warn(`XPay's list of payment methods could not be read: ${outcome.error.line}`)
  } finally {
    asking.delete(terminal)
  }
}
