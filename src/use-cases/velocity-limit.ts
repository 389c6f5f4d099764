import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Engine } from "../engine/engine"
import { Incidents } from "../modules/xpay/incidents"
import { countTries, VelocityLimitExceeded } from "../modules/xpay/journal/velocity"
import { allEngines } from "./engine-for"
import { readProviderId } from "../medusa/provider-ids"
import { PaymentRefusal } from "./refusal"

/**
 * Writes down a new try to pay, unless there were too many. A terminal that takes no more tries is a terminal that takes
 * no money: an incident says so.
 *
 * @param message for whoever is refused
 * @throws PaymentRefusal 429
 */
export async function withVelocityLimit<T>(
  { incidents, journal, logger }: Engine,
  providerId: string,
  message: string,
  open: () => Promise<T>
): Promise<T> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof VelocityLimitExceeded)) {
      throw error
    }
    logger.warn(`${providerId}: ${error.message}`)
    const last = error.by === "terminal" ? await journal.findNewest(providerId) : undefined
    if (last !== undefined) {
      await incidents.raiseOnce(last, "velocity_limit", error.message)
    }
    throw new PaymentRefusal(429, "too_many_tries", message)
  }
}

/** Closes the incidents of terminals that take payments again. */
export async function closeVelocityIncidents(container: MedusaContainer): Promise<void> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const incidents = new Incidents(db)
  for (const providerId of await incidents.providersWithOpen("velocity_limit")) {
    const entryId = readProviderId(providerId)?.entryId ?? ""
    const terminal = allEngines(container).find(({ id }) => id === entryId)?.engine.terminal
    const limits = terminal?.settings.cardTesting
    const isOver =
      limits === undefined ||
      (await countTries(db, "card", { provider_id: providerId }, limits)) < limits.perTerminal
    if (isOver) {
      await incidents.settleForProvider(providerId, "velocity_limit")
    }
  }
}
