import type { ConfigModule, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, parseCorsOrigins } from "@medusajs/framework/utils"

/** The entry of a module or a provider in Medusa's configuration, as far as it is read. */
export interface ConfigurationEntry {
  readonly resolve?: unknown
  readonly id?: string
  readonly is_default?: unknown
  readonly options?: unknown
}

/** A module's entry in `medusa-config.ts`; undefined if there is none. */
export function moduleEntry(container: MedusaContainer, name: string): ConfigurationEntry | undefined {
  return moduleEntryIn(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE), name)
}

/** A module's providers in `medusa-config.ts`. */
export function providerEntries(container: MedusaContainer, name: string): readonly ConfigurationEntry[] {
  return providerEntriesIn(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE), name)
}

/** Like {@link providerEntries}, for callers that have Medusa's configuration but not the application's container. */
export function providerEntriesIn(
  configuration: Pick<ConfigModule, "modules">,
  name: string
): readonly ConfigurationEntry[] {
  const options = moduleEntryIn(configuration, name)?.options
  const providers = isObject(options) ? options["providers"] : undefined
  return Array.isArray(providers) ? (providers as ConfigurationEntry[]) : []
}

/** The channels of the shop's notification providers, such as `email`, without duplicates. */
export function notificationChannels(container: MedusaContainer): string[] {
  const all = providerEntries(container, Modules.NOTIFICATION).flatMap(({ options }) => {
    const channels: unknown = isObject(options) ? options["channels"] : undefined
    return Array.isArray(channels) ? (channels as unknown[]) : []
  })
  return [...new Set(all.filter((channel) => typeof channel === "string"))]
}

/** Whether the shop has a notification provider for a channel such as `email`. */
export function takesChannel(container: MedusaContainer, channel: string): boolean {
  return notificationChannels(container).includes(channel)
}

/** Whether the application has a module of this name. */
export function hasModule(container: MedusaContainer, name: string): boolean {
  return hasModuleIn(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE), name)
}

/** Like {@link hasModule}, for callers that have Medusa's configuration but not the application's container. */
export function hasModuleIn({ modules }: Pick<ConfigModule, "modules">, name: string): boolean {
  return isObject(modules) && name in modules
}

/** The origins that may call the server from a browser, as configured; may include `*` or a pattern. */
export function corsOrigins(
  container: MedusaContainer,
  side: "storeCors" | "adminCors"
): readonly (string | RegExp)[] {
  const { http } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig
  return parseCorsOrigins(http[side]).map((one) => (typeof one === "string" ? one.trim() : one))
}

const DEFAULT_ADMIN_PATH = "/app"

/** The dashboard's path on the server, such as `/app`. */
export function dashboardPath(container: MedusaContainer): string {
  return container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).admin?.path ?? DEFAULT_ADMIN_PATH
}

/** As {@link moduleEntry}, where Medusa hands over its configuration and no container of the application. */
export function moduleEntryIn(
  { modules }: Pick<ConfigModule, "modules">,
  name: string
): ConfigurationEntry | undefined {
  const entry: unknown = modules?.[name]
  return isObject(entry) ? entry : undefined
}

/** What the plugin reads of Medusa's configuration and does not find; undefined if nothing is missing. */
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
