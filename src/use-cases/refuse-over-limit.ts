import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { IncidentDetail } from "../domain/incident-detail"
import type { IncidentKind } from "../domain/incident-kinds"
import type { Locale } from "../domain/locale"
import type { Engine } from "../engine/engine"
import {
  countTries,
  VelocityLimitExceeded,
  type VelocityLimits,
} from "../modules/xpay/journal/velocity-limit"
import { allEngines, incidentsOf, journalOf } from "./engine-for"
import { readProviderId } from "../medusa/provider-ids"
import { shopperText } from "../texts/shopper-messages"
import { staffText } from "../texts/staff-messages"
import { PaymentRefusal } from "./refusal"

/** One shopper has few carts: an address with this many is more likely a proxy's, shared by all shoppers. */
const SHARED_BY_CARTS = 10

/**
 * Records a new try to pay, unless there were too many. If the limit of a terminal blocks all its payments, or that of
 * an address that all shoppers seem to share, an incident says so.
 *
 * @throws PaymentRefusal the same for cards, pages and MOTO payments, with a message for the payer or clerk
 */
export async function withVelocityLimit<T>(
  { incidents, journal, logger }: Engine,
  providerId: string,
  locale: Locale,
  open: () => Promise<T>
): Promise<T> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof VelocityLimitExceeded)) {
      throw error
    }
    logger.warn(`${providerId}: ${error.message}`)
    const limited = incidentOf(error)
    const last = limited === undefined ? undefined : await journal.findNewest(error.where)
    if (limited !== undefined && last !== undefined) {
      await incidents.raiseOnce(last, limited.kind, limited.detail)
    }
    throw new PaymentRefusal(
      "too_many_tries",
      error.by === "actor" ? staffText("too_many_tries", locale) : shopperText("too_many_tries", locale)
    )
  }
}

/** The limit of a single cart, clerk or payer affects no one else, and raises no incident. */
function incidentOf({ by, count: attempts, minutes, carts }: VelocityLimitExceeded): Limited | undefined {
  const facts = { code: "velocity_limit", attempts, minutes, carts } as const
  if (by === "terminal") {
    return { kind: "velocity_limit", detail: { ...facts, by } }
  }
  return by === "address" && carts >= SHARED_BY_CARTS
    ? { kind: "shared_address_limit", detail: { ...facts, by } }
    : undefined
}

interface Limited {
  readonly kind: IncidentKind
  readonly detail: IncidentDetail
}

/** Closes the incidents of terminals, and of addresses, whose payments are accepted again. */
export async function closeVelocityIncidents(container: MedusaContainer): Promise<void> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const incidents = incidentsOf(container)
  for (const providerId of await incidents.providersWithOpen("velocity_limit")) {
    const limits = limitsOf(container, providerId)
    const isOver =
      limits === undefined ||
      (await countTries(db, "card", { provider_id: providerId }, limits)) < limits.perTerminal
    if (isOver) {
      await incidents.resolveForProvider(providerId, "velocity_limit")
    }
  }
  for (const { attempt_id: id, provider_id: providerId } of await incidents.listOpen(
    "shared_address_limit"
  )) {
    const address = id === null ? undefined : (await journalOf(container).find(id))?.payer_ip_hash
    const limits = limitsOf(container, providerId ?? "")
    const isOver =
      limits === undefined ||
      address == null ||
      (await countTries(db, "card", { payer_ip_hash: address }, limits)) < limits.perAddress
    if (isOver && id !== null) {
      await incidents.close(id, "shared_address_limit")
    }
  }
}

function limitsOf(container: MedusaContainer, providerId: string): VelocityLimits | undefined {
  const entryId = readProviderId(providerId)?.entryId ?? ""
  return allEngines(container).find(({ id }) => id === entryId)?.engine.terminal.settings.cardTesting
}
