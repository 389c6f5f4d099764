import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { Engine } from "../engine/engine"
import type { XPayExtensions } from "../engine/terminal/extensions"
import { parseOptions } from "../engine/terminal/options"
import type { XPayOptions } from "../engine/terminal/options-schema"
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

/**
 * The shop's own functions for payments of a provider. They are read from its entry, not from its terminal, which terminals of
 * the same settings share.
 */
export function extensionsOf(container: MedusaContainer, providerId: string): XPayExtensions {
  const options = findEntry(container, providerId)?.options as XPayOptions | undefined
  return options?.extensions ?? {}
}

/** Whether the shop has a function of its own for payments of a provider. */
export function hasExtensions(container: MedusaContainer, providerId: string): boolean {
  const { describe, offerMethod, assessRisk } = extensionsOf(container, providerId)
  return [describe, offerMethod, assessRisk].some((one) => one !== undefined)
}

/** The entries of the payment module's providers that are our terminals: other providers may have the same id. */
export function ourEntries(container: MedusaContainer): ConfigurationEntry[] {
  return providerEntries(container, Modules.PAYMENT).filter(isOurs)
}

/**
 * The engine for one provider's payments, outside the payment module. It reads the provider's options from Medusa's
 * configuration, so that a terminal is configured in one place. For a provider id from a request, which may be unknown,
 * use `requireProvider`.
 *
 * @throws Error if the provider is not ours or not configured.
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

/** As {@link engineFor}; undefined if the terminal was removed from the configuration while its records remain. */
export function findEngine(container: MedusaContainer, providerId: string): Engine | undefined {
  return hasTerminal(container, providerId) ? engineFor(container, providerId) : undefined
}

/** The error message for a provider without an engine. */
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

/** Whether our schema accepts options, cached by the options object: entries are read all the time. */
const fitting = new WeakMap<object, boolean>()

/**
 * Decides by the module that an entry resolves to. An entry that does not show it, such as a file of the shop's that
 * re-exports our provider, is ours if our strict schema accepts its options.
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

/** Origins of the shop's pages, over all terminals. */
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

/** The dependencies of event delivery. */
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
