import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { formatMoney } from "../../domain/money"
import { Incidents } from "../../modules/xpay/incidents"
import { describe } from "../../modules/xpay/journal/log-line"
import { attemptAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { hasTerminal, journalOf, readProviderId } from "../engine-for"

/** Payments that are open, of a terminal that is not in the configuration. */
export interface MissingTerminal {
  /** The `id` that its entry in the payment module's providers had; empty when it had none. */
  readonly id: string
  readonly payments: number
}

/** How often a payment is looked at that nobody can ask XPay about. */
export const WITHOUT_TERMINAL_SECONDS = 300

/** Beyond this many a shop looks at the terminal, not at payments. */
const MOST_INCIDENTS = 200

/** The terminals that open payments want and the configuration does not have. */
export async function findMissingTerminals(container: MedusaContainer): Promise<MissingTerminal[]> {
  const counts = await journalOf(container).countOpen()
  const missing = new Map<string, number>()
  for (const { provider_id: providerId, count } of counts) {
    if (!hasTerminal(container, providerId)) {
      const id = readProviderId(providerId)?.entryId ?? ""
      missing.set(id, (missing.get(id) ?? 0) + count)
    }
  }
  return [...missing].map(([id, payments]) => ({ id, payments }))
}

/** What was said already; it is said once after each start, and when it changes. */
let said = ""

/**
 * Tells of open payments whose terminal is not in the configuration: each is an incident, which closes by itself when the
 * terminal is back. Then they go on where they stood.
 */
export async function tellMissingTerminals(container: MedusaContainer): Promise<void> {
  const missing = await findMissingTerminals(container)
  const words = missing
    .map(({ id, payments }) => `${payments} of terminal "${id}"`)
    .sort()
    .join(", ")
  if (words !== said) {
    said = words
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(
        words === ""
          ? "All open XPay payments have their terminal again."
          : `Open XPay payments whose terminal is not in medusa-config.ts: ${words}. Nobody can capture, refund or void them here. ` +
              "Put the terminal back into the payment module's providers, under the same id, until they are done."
      )
  }
  const journal = journalOf(container)
  const incidents = new Incidents(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  if (missing.length > 0) {
    const open = await journal.listOpen(MOST_INCIDENTS, (providerId) => hasTerminal(container, providerId))
    for (const attempt of open) {
      await incidents.raise(attempt, "terminal_missing", detailOf(attempt))
    }
  }
  for (const { attempt_id: id, provider_id: providerId } of await incidents.listOpen("terminal_missing")) {
    if (id !== null && providerId !== null && hasTerminal(container, providerId)) {
      await journal.amend(id, { checkIn: 0 })
      await incidents.settle(id, "terminal_missing")
    }
  }
}

/** Leaves a due payment for later that nobody can ask XPay about. */
export async function leaveWithoutTerminal(
  container: MedusaContainer,
  attempt: AttemptRecord
): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.debug(`${describe(attempt)}: its terminal is not configured; it waits.`)
  await journalOf(container).putOff(attempt, WITHOUT_TERMINAL_SECONDS)
}

function detailOf(attempt: AttemptRecord): string {
  const { xpay_order_id: xpayOrderId, provider_id: providerId, state } = attempt
  const id = readProviderId(providerId)?.entryId ?? ""
  return `${formatMoney(attemptAmount(attempt))}, XPay order ${xpayOrderId}, ${state}, terminal "${id}".`
}
