import type { ConfigModule, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

/** A module's entry, or a provider's, in Medusa's configuration, as far as it is read. */
export interface ConfigurationEntry {
  readonly resolve?: unknown
  readonly id?: string
  readonly is_default?: unknown
  readonly options?: unknown
}

/** What `medusa-config.ts` says of a module, by its name; undefined when it says nothing. */
export function moduleEntry(container: MedusaContainer, name: string): ConfigurationEntry | undefined {
  return moduleEntryIn(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE), name)
}

/** The providers that `medusa-config.ts` names for a module. */
export function providerEntries(container: MedusaContainer, name: string): readonly ConfigurationEntry[] {
  return providerEntriesIn(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE), name)
}

/** As {@link providerEntries}, where Medusa hands over its configuration and no container of the application. */
export function providerEntriesIn(
  configuration: Pick<ConfigModule, "modules">,
  name: string
): readonly ConfigurationEntry[] {
  const options = moduleEntryIn(configuration, name)?.options
  const providers = isObject(options) ? options["providers"] : undefined
  return Array.isArray(providers) ? (providers as ConfigurationEntry[]) : []
}

/** Whether a notification provider of the shop takes a channel such as `email`. */
export function takesChannel(container: MedusaContainer, channel: string): boolean {
  return providerEntries(container, Modules.NOTIFICATION).some(({ options }) => {
    const channels = isObject(options) ? options["channels"] : undefined
    return Array.isArray(channels) && channels.includes(channel)
  })
}

function moduleEntryIn(
  { modules }: Pick<ConfigModule, "modules">,
  name: string
): ConfigurationEntry | undefined {
  const entry: unknown = modules?.[name]
  return isObject(entry) ? entry : undefined
}

/** What of Medusa's configuration is not where the plugin reads it; undefined when all is. */
export function objectToConfiguration(configuration: unknown): string | undefined {
  const { modules, projectConfig } = isObject(configuration) ? configuration : {}
  if (!isObject(modules)) {
    return "`modules` is no object with the modules by their names"
  }
  const payment = modules[Modules.PAYMENT]
  const options = isObject(payment) ? payment["options"] : undefined
  const providers = isObject(options) ? options["providers"] : undefined
  if (providers !== undefined && !Array.isArray(providers)) {
    return "`modules.payment.options.providers` is no list"
  }
  const http = isObject(projectConfig) ? projectConfig["http"] : undefined
  const missing = ["storeCors", "adminCors"].filter(
    (name) => !isObject(http) || typeof http[name] !== "string"
  )
  return missing.length === 0
    ? undefined
    : missing.map((name) => `\`projectConfig.http.${name}\` is no text`).join(", ")
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null
}
