import type { Engine } from "../engine"
import type { Terminal } from "../terminal/terminal"

/** A method that the terminal has at XPay. */
export interface OfferedMethod {
  readonly circuit: string
  readonly isCard: boolean
  readonly imageUrl: string | undefined
  /** Whether XPay keeps it for payments that its owner confirms. */
  readonly oneClick: boolean
}

interface Known {
  readonly methods: readonly OfferedMethod[]
  readonly at: number
}

/** A terminal's methods change when a contract is signed: querying every ten minutes is often enough. */
const FRESH_MS = 10 * 60_000
/** After a failure, not on every page view. */
const RETRY_MS = 30_000

const known = new WeakMap<Terminal, Known>()
const asking = new WeakMap<Terminal, Promise<void>>()
const failedAt = new WeakMap<Terminal, number>()

/**
 * What the terminal has, as XPay last answered. While XPay is unavailable the last answer counts, however old;
 * undefined when there never was one.
 */
export async function offeredMethods(engine: Engine): Promise<readonly OfferedMethod[] | undefined> {
  const { terminal } = engine
  const last = known.get(terminal)
  const isFresh = last !== undefined && Date.now() - last.at < FRESH_MS
  const hasJustFailed = Date.now() - (failedAt.get(terminal) ?? 0) < RETRY_MS
  if (!isFresh && !hasJustFailed) {
    const asked = asking.get(terminal) ?? ask(engine)
    asking.set(terminal, asked)
    // An old answer is good enough for this shopper; the next one gets the new one.
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
