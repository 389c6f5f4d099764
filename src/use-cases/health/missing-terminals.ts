import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { findMissingTerminals, logMissingTerminals } from "../../modules/xpay/missing-terminals"
import { paymentFact } from "../../modules/xpay/incident-facts"
import { hasTerminal, incidentsOf, journalOf, ourEntries } from "../engine-for"
import { readProviderId } from "../../medusa/provider-ids"

/** The check interval of a payment whose terminal cannot query XPay. */
export const WITHOUT_TERMINAL_SECONDS = 300

/** With more than this, the terminal is the problem, not the single payments. */
const MOST_INCIDENTS = 200

/**
 * Reports open payments whose terminal is not configured. Each is an incident, which closes automatically when the
 * terminal is configured again. The payments then continue in their previous state.
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
