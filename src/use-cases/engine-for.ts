import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { Engine } from "../engine/engine"
import { parseOptions } from "../engine/terminal/options"
import { terminalOf } from "../engine/terminal/terminal"
import { providerEntries, type ConfigurationEntry } from "../medusa/configuration"
import type { EventBus } from "../medusa/event-bus"
import { cardProviderOf, readProviderId } from "../medusa/provider-ids"
import { announcer, type Delivery } from "../modules/xpay/event-delivery"
import { Incidents } from "../modules/xpay/incidents"
import { Journal } from "../modules/xpay/journal/journal"
import { logTransitions } from "../modules/xpay/journal/log-line"
import { Retention } from "../modules/xpay/retention"
import { SavedCards } from "../modules/xpay/saved-cards"

/** Whether the terminal of a provider is in Medusa's configuration. */
export function hasTerminal(container: MedusaContainer, providerId: string): boolean {
  return findEntry(container, providerId) !== undefined
}

function findEntry(container: MedusaContainer, providerId: string): ConfigurationEntry | undefined {
  const name = readProviderId(providerId)
  return name === undefined ? undefined : ourEntries(container).find(({ id }) => id === name.entryId)
}

/** The entries of the payment module's providers that are terminals of ours: another provider's may have the same id. */
export function ourEntries(container: MedusaContainer): ConfigurationEntry[] {
  return providerEntries(container, Modules.PAYMENT).filter(isOurs)
}

/**
 * The engine for payments of one provider, outside the payment module. It reads the same options as the provider, from
 * Medusa's configuration, so that a terminal is set up in one place. For a provider that a request names, and that may be
 * nobody's, there is `requireProvider`.
 *
 * @throws Error when the provider is not ours or not configured.
 */
export function engineFor(container: MedusaContainer, providerId: string): Engine {
  const entry = findEntry(container, providerId)
  if (entry === undefined) {
    throw new Error(notConfigured(providerId))
  }
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  return {
    journal: journalOf(container),
    incidents: incidentsOf(container),
    savedCards: savedCardsOf(container),
    terminal: terminalOf(entry.options, logger),
    logger,
  }
}

/** As {@link engineFor}; undefined where a terminal may be gone from the configuration while what it did is still there. */
export function findEngine(container: MedusaContainer, providerId: string): Engine | undefined {
  return hasTerminal(container, providerId) ? engineFor(container, providerId) : undefined
}

/** Why a provider has no engine. */
export function notConfigured(providerId: string): string {
  return `"${providerId}" is not an XPay provider of this store: see the payment module's providers in medusa-config.ts.`
}

/** One engine per terminal of the store, with the terminal's id in the payment module's options. */
export function allEngines(container: MedusaContainer): { id: string; engine: Engine }[] {
  return ourEntries(container).map(({ id }) => ({
    id: id ?? "",
    engine: engineFor(container, cardProviderOf({ method: undefined, entryId: id })),
  }))
}

const OUR_PROVIDER = /(^|[\\/])providers[\\/]xpay([\\/]|$)/

/** Whether our schema takes options, by the options: entries are looked at all the time. */
const fitting = new WeakMap<object, boolean>()

/**
 * By what an entry resolves to. One that does not say it, like a file of the shop's that exports our provider, is ours when
 * our schema takes its options, which knows no field that it does not name.
 */
function isOurs({ resolve, options }: ConfigurationEntry): boolean {
  if (typeof resolve === "string" && OUR_PROVIDER.test(resolve)) {
    return true
  }
  if (typeof options !== "object" || options === null) {
    return false
  }
  const isFitting = fitting.get(options) ?? fits(options)
  fitting.set(options, isFitting)
  return isFitting
}

function fits(options: object): boolean {
  try {
    parseOptions(options)
    return true
  } catch {
    return false
  }
}

/** Origins of the shop's pages, of all terminals. */
export function storefrontOrigins(container: MedusaContainer): string[] {
  const urls = allEngines(container).flatMap(({ engine }) => engine.terminal.settings.storefrontUrls)
  return [...new Set(urls.map((url) => new URL(url).origin))]
}

export function journalOf(container: MedusaContainer): Journal {
  return new Journal(
    container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    logTransitions(container.resolve(ContainerRegistrationKeys.LOGGER)),
    announcer(deliveryOf(container))
  )
}

export function incidentsOf(container: MedusaContainer): Incidents {
  return new Incidents(
    container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    announcer(deliveryOf(container))
  )
}

/** What the delivery of events needs. */
export function deliveryOf(container: MedusaContainer): Delivery {
  return {
    db: container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    bus: container.resolve<EventBus>(Modules.EVENT_BUS, { allowUnregistered: true }),
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
  }
}

export function retentionOf(container: MedusaContainer): Retention {
  return new Retention(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
}

export function savedCardsOf(container: MedusaContainer): SavedCards {
  return new SavedCards(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
}
