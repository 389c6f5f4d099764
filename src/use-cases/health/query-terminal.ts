import type { Finding } from "../../texts/health"
import type { Engine } from "../../engine/engine"
import type { GatewayError } from "../../gateway/errors"
import type { PaymentMethod } from "../../gateway/wire/payment-method"

/** XPay's responses about a terminal. */
export interface TerminalInquiry {
  readonly findings: readonly Finding[]
  /** The terminal's methods; undefined if XPay did not return them. */
  readonly methods: readonly PaymentMethod[] | undefined
}

/** A key issued for Nexi's own plugins. */
const KEY_OF_PLUGIN = "PS0057"

/** XPay lists orders by its own clock; the query for changes overlaps by five minutes. */
const MOST_SKEW_SECONDS = 120

/**
 * Sends one real call, which changes nothing: is XPay reachable, does it accept the key, which methods does the
 * terminal have?
 */
export async function inquire({ terminal }: Engine): Promise<TerminalInquiry> {
  const { client, settings } = terminal
  const outcome = await client.getPaymentMethods()
  const host = new URL(settings.baseUrl).host
  if (outcome.kind === "done") {
    const kind = settings.isSimulated ? "accepted_simulator" : (`accepted_${settings.environment}` as const)
    return { methods: outcome.value, findings: [{ kind, facts: { host } }, ...clock(client.clockOffsetMs)] }
  }
  const { error } = outcome
  const facts = { host, environment: settings.environment, answer: describe(error) }
  const kind =
    outcome.kind === "refused" ? refusal(error) : outcome.kind === "unreachable" ? "unreachable" : "no_answer"
  return { methods: undefined, findings: [{ kind, facts }, ...clock(client.clockOffsetMs)] }
}

function refusal(error: GatewayError): "key_of_plugin" | "key_refused" | "refused" {
  if (error.codes.includes(KEY_OF_PLUGIN)) {
    return "key_of_plugin"
  }
  return error.publicCode === "payment_unavailable" ? "key_refused" : "refused"
}

function describe({ status, codes, cause }: GatewayError): string {
  return [status === undefined ? undefined : `HTTP ${status}`, ...codes, cause?.code]
    .filter((part) => part !== undefined)
    .join(", ")
}

function clock(offsetMs: number | undefined): Finding[] {
  if (offsetMs === undefined) {
    return []
  }
  const seconds = Math.ceil(Math.abs(offsetMs) / 1000)
  return [{ kind: seconds > MOST_SKEW_SECONDS ? "clock_off" : "clock_fine", facts: { seconds } }]
}
