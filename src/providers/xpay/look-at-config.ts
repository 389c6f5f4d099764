import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { ConfigModule, LoaderOptions } from "@medusajs/framework/types"

interface ProviderEntry {
  readonly id?: string
  readonly options?: unknown
}

/** Names of the entries of ours in the payment module's options, by their options: Medusa tells a provider neither. */
const names = new WeakMap<object, string>()

/** Configurations that were looked at: there is one loader for each terminal. */
const seen = new WeakSet<object>()

/** The plugin is in `modules` as a provider and missing in `plugins`. Also what the doctor looks for. */
export const PLUGIN_MISSING =
  'medusa-payment-nexi-xpay is not in `plugins` of medusa-config.ts: its routes, its job and its tables are missing, so nothing can be paid through XPay and open payments are not looked after. Add `plugins: [{ resolve: "medusa-payment-nexi-xpay", options: {} }]` and run `npx medusa db:migrate`.'

/**
 * Run by Medusa before the options are checked: remembers what each entry is called, so that an error can name it, and
 * says when the other half of the plugin is missing.
 */
export function lookAtConfig({ container, options, logger }: LoaderOptions): Promise<void> {
  const config = container.resolve<ConfigModule | undefined>(ContainerRegistrationKeys.CONFIG_MODULE, {
    allowUnregistered: true,
  })
  const { modules } = config ?? {}
  if (modules === undefined) {
    return Promise.resolve()
  }
  const entry = entriesOf(modules[Modules.PAYMENT]).find((one) => one.options === options)
  if (entry?.id !== undefined && isObject(options)) {
    names.set(options, entry.id)
  }
  if (!("xpay" in modules) && !seen.has(modules)) {
    logger?.error(PLUGIN_MISSING)
  }
  seen.add(modules)
  return Promise.resolve()
}

/** The `id` of the entry that has these options; undefined when it has none. */
export function entryName(options: unknown): string | undefined {
  return isObject(options) ? names.get(options) : undefined
}

function entriesOf(payment: unknown): readonly ProviderEntry[] {
  const { options } = (payment ?? {}) as { readonly options?: { readonly providers?: unknown } }
  const providers = options?.providers
  return Array.isArray(providers) ? (providers as ProviderEntry[]) : []
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null
}
