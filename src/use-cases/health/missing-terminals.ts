import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { findMissingTerminals, logMissingTerminals } from "../../modules/xpay/missing-terminals"
import { paymentFact } from "../../modules/xpay/incident-facts"
import { hasTerminal, incidentsOf, journalOf, ourEntries } from "../engine-for"
import { readProviderId } from "../../medusa/provider-ids"

/** How often a payment is checked whose terminal cannot query XPay. */
export const WITHOUT_TERMINAL_SECONDS = 300

/** Beyond this many a shop looks at the terminal, not at payments. */
const MOST_INCIDENTS = 200

/**
 * Reports open payments whose terminal is not in the configuration: each is an incident, which closes by itself when
 * the terminal is back. Then they continue in the state they were in.
 */
export async function reportMissingTerminals(container: MedusaContainer): Promise<void> {
  const journal = journalOf(container)
  const missing = await findMissingTerminals(journal, ourEntries(container))
  logMissingTerminals(container.resolve(ContainerRegistrationKeys.LOGGER), missing)
  const incidents = incidentsOf(container)
  if (missing.length > 0) {
    const open = await journal.listOpen(MOST_INCIDENTS, (providerId) => hasTerminal(container, providerId))
    for (const attempt of open) {
      await incidents.raise(attempt, "terminal_missing", {
        ...paymentFact(attempt),
        state: attempt.state,
        terminal: readProviderId(attempt.provider_id)?.entryId ?? "",
      })
    }
  }
  for (const { attempt_id: id, provider_id: providerId } of await incidents.listOpen("terminal_missing")) {
    if (id !== null && providerId !== null && hasTerminal(container, providerId)) {
      await journal.update(id, { nextCheckSeconds: 0 })
      await incidents.close(id, "terminal_missing")
    }
  }
}

/** Reschedules a due payment whose terminal cannot query XPay. */
export async function leaveWithoutTerminal(
  container: MedusaContainer,
  attempt: AttemptRecord
): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.debug(`${attemptLabel(attempt)}: its terminal is not configured; it waits.`)
  await journalOf(container).reschedule(attempt, WITHOUT_TERMINAL_SECONDS)
}
