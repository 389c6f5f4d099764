import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { ConfigModule, LoaderOptions } from "@medusajs/framework/types"
import { cautions, type ServerAround } from "../../engine/terminal/cautions"
import { hasModuleIn, providerEntriesIn } from "../../medusa/configuration"
import { isServer, serverPort } from "../../medusa/server-port"
import { lockingProvider, signOfSeveral } from "../../medusa/several-processes"
import { SIGNS_OF_SEVERAL_PROCESSES } from "../../texts/health"

/** Names of our entries in the payment module's options, by their options: Medusa gives a provider neither. */
const names = new WeakMap<object, string>()

/** Names of entries without options: nothing else identifies such an entry. */
const withoutOptions = new Set<string>()

/** Configurations already checked: there is one loader for each terminal. */
const seen = new WeakSet<object>()

/** Warnings that were logged: each is logged once. */
const logged = new Set<string>()

/** The plugin is in `modules` as a provider and missing in `plugins`. The doctor also checks for this. */
export const PLUGIN_MISSING =
  'medusa-payment-nexi-xpay is not in `plugins` of medusa-config.ts: its routes, its job and its tables are missing, so nothing can be paid through XPay and open payments are not looked after. Add `plugins: [{ resolve: "medusa-payment-nexi-xpay", options: {} }]` and run `npx medusa db:migrate`.'

/**
 * Medusa runs this before it checks the options. Remembers the name of each entry, so that an error can name it, and reports
 * when the other half of the plugin is missing and what is probably wrong with the options.
 */
export function lookAtConfig({ container, logger, options }: LoaderOptions): Promise<void> {
  const config = container.resolve<ConfigModule | undefined>(ContainerRegistrationKeys.CONFIG_MODULE, {
    allowUnregistered: true,
  })
  if (config?.modules === undefined) {
    return Promise.resolve()
  }
  // All entries at once: for an entry without options Medusa passes those of the payment module.
  for (const { id, options: own } of providerEntriesIn(config, Modules.PAYMENT)) {
    if (id !== undefined && isObject(own)) {
      names.set(own, id)
    } else if (id !== undefined) {
      withoutOptions.add(id)
    }
  }
  if (!hasModuleIn(config, "xpay") && !seen.has(config.modules)) {
    logger?.error(PLUGIN_MISSING)
  }
  seen.add(config.modules)
  const whose = entryNames(options)
    .map((name) => ` ${JSON.stringify(name)}`)
    .join("")
  const warnings = cautions(options, serverAround(config)).map(
    (caution) => `Terminal${whose} of medusa-payment-nexi-xpay in medusa-config.ts: ${caution}`
  )
  for (const warning of warnings.filter((one) => !logged.has(one))) {
    logged.add(warning)
    logger?.warn(warning)
  }
  return Promise.resolve()
}

/** A program that is no server knows no port, and starts no second one. */
function serverAround(config: ConfigModule): ServerAround {
  if (!isServer()) {
    return { port: undefined }
  }
  const sign = signOfSeveral(config, { isServer: true })
  return {
    // `backendUrl` leads to a process that takes requests: a worker's port says nothing about it.
    port: config.projectConfig.workerMode === "worker" ? undefined : serverPort(),
    severalProcesses: sign && SIGNS_OF_SEVERAL_PROCESSES[sign].en,
    isLockShared: lockingProvider(config) !== undefined,
  }
}

/** The `id` of the entry that has these options, or of all entries that have none. */
export function entryNames(options: unknown): string[] {
  const name = isObject(options) ? names.get(options) : undefined
  return isObject(options) ? (name === undefined ? [] : [name]) : [...withoutOptions]
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null
}
