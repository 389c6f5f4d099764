import { asAttemptId } from "../../domain/ids"
import { createHmac, randomBytes } from "node:crypto"
import type { CallerSettings } from "../../gateway/transport/caller"
import { XPayClient } from "../../gateway/client"
import { withoutUndefined } from "../../domain/without-undefined"
import type { Verb } from "../../gateway/verbs"
import { CardVault } from "../vault/card-vault"
import { EarlyValidations } from "./early-validations"
import { MemoryStore } from "../vault/memory-store"
import { parseOptions, type TerminalSettings } from "./options"
import { RedisStore } from "../vault/redis-store"
import { noteCall } from "../../modules/xpay/journal/calls"
import { traceCall } from "./trace-calls"

/** One API key at XPay with its settings, its connections and its vault for waiting cards. */
export interface Terminal {
  readonly settings: TerminalSettings
  readonly client: XPayClient
  readonly vault: CardVault
  readonly validations: EarlyValidations
}

/** Gets a line for each request to XPay. */
type CallLogger = NonNullable<CallerSettings["logger"]>

/**
 * One per set of options and process, by their fingerprint: Medusa does not tell a provider what it is called. The provider lives in the payment module's container and the routes in the
 * application's: both must meet the same waiting cards and the same open connections.
 */
const terminals = new Map<string, Terminal>()

/** What terminals are known by. For the test that no secret is among it. */
export function terminalKeys(): readonly string[] {
  return [...terminals.keys()]
}

/**
 * The terminal for the options of a provider entry.
 *
 * @throws OptionsError when the options cannot work.
 */
export function terminalOf(options: unknown, logger?: CallLogger): Terminal {
  const fingerprint = fingerprintOf(options)
  const known = terminals.get(fingerprint)
  if (known !== undefined) {
    return known
  }
  const terminal = build(parseOptions(options), logger)
  terminals.set(fingerprint, terminal)
  return terminal
}

const FINGERPRINT_KEY = randomBytes(32)

/** Says whether options are the same, and nothing else about them: the API key is among them. */
function fingerprintOf(options: unknown): string {
  return createHmac("sha256", FINGERPRINT_KEY)
    .update(JSON.stringify(options) ?? "")
    .digest("base64")
}

/** Closes connections and forgets waiting cards, of all terminals. */
export async function closeTerminals(): Promise<void> {
  const all = [...terminals.values()]
  terminals.clear()
  await Promise.all(
    all.map(async ({ client, vault }) => {
      client.close()
      await vault.close()
    })
  )
}

const MINUTE_MS = 60_000

function build(settings: TerminalSettings, logger: CallLogger | undefined): Terminal {
  const { redisUrl, key, ttlMinutes } = settings.vault
  const store = redisUrl === undefined ? new MemoryStore() : new RedisStore(redisUrl)
  return {
    settings,
    client: new XPayClient({
      apiKey: settings.apiKey,
      baseUrl: settings.baseUrl,
      timeouts: timeoutsByVerb(settings.timeouts),
      logger,
      trace: traceCall,
      record: (attemptId, call) => noteCall(asAttemptId(attemptId), call),
    }),
    vault: new CardVault(
      store,
      ttlMinutes * MINUTE_MS,
      key === undefined ? undefined : Buffer.from(key, "base64")
    ),
    validations: new EarlyValidations(),
  }
}

/** Calls of one kind share a time-out: nobody wants to set twenty of them. */
function timeoutsByVerb(timeouts: TerminalSettings["timeouts"]): Partial<Record<Verb, number>> {
  const { init, validation, payment, moto, hosted, operation, read } = timeouts
  const byVerb: Record<Verb, number | undefined> = {
    initThreeSteps: init,
    initTwoSteps: init,
    validateThreeSteps: validation,
    payThreeSteps: payment,
    payTwoSteps: payment,
    mit: payment,
    moto,
    hostedPage: hosted,
    openBuild: hosted,
    finalizeBuild: payment,
    cancelBuild: hosted,
    getBuild: read,
    payByLink: hosted,
    cancelLink: hosted,
    renewLink: hosted,
    getLink: read,
    capture: operation,
    refund: operation,
    cancel: operation,
    deactivateContract: operation,
    getOrder: read,
    listOrders: read,
    getOperation: read,
    getPaymentMethods: read,
    getCustomerContracts: read,
  }
  return withoutUndefined<Partial<Record<Verb, number>>>(byVerb)
}
