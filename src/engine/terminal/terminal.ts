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

/** One API key at XPay with its settings, its connections and its card vault. */
export interface Terminal {
  readonly settings: TerminalSettings
  readonly client: XPayClient
  readonly vault: CardVault
  readonly validations: EarlyValidations
}

/** Receives a line for each request to XPay. */
type CallLogger = NonNullable<CallerSettings["logger"]>

/**
 * One terminal per set of options and process, by fingerprint: Medusa does not give a provider its name. The
 * provider lives in the payment module's container and the routes in the application's: both must use the
 * same vault and the same open connections.
 */
const terminals = new Map<string, Terminal>()

/** The keys of the terminals, for the test that they contain no secret. */
export function terminalKeys(): readonly string[] {
  return [...terminals.keys()]
}

/**
 * The terminal for the options of a provider entry.
 *
 * @throws OptionsError if the options cannot work.
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

/** Identifies equal options and reveals nothing else about them: the API key is among them. */
function fingerprintOf(options: unknown): string {
  return createHmac("sha256", FINGERPRINT_KEY)
    .update(JSON.stringify(options) ?? "")
    .digest("base64")
}

/** Closes the connections of all terminals and deletes their waiting cards. */
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

/** Calls of one kind share a time-out, so that a shop need not set twenty of them. */
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
    cancelCapture: operation,
    deactivateContract: operation,
    getOrder: read,
    listOrders: read,
    getOperation: read,
    getPaymentMethods: read,
    getCustomerContracts: read,
  }
  return withoutUndefined<Partial<Record<Verb, number>>>(byVerb)
}
