import type { Logger } from "@medusajs/framework/types"
import { readProviderId } from "../../medusa/provider-ids"
import type { Journal } from "./journal/journal"

/** Open payments of a terminal that is not configured. */
export interface MissingTerminal {
  /** The `id` of its former entry in the payment module's providers; empty if it had none. */
  readonly id: string
  readonly payments: number
}

/**
 * The terminals of open payments that are not configured.
 *
 * @param configured entries of the payment module's providers.
 */
export async function findMissingTerminals(
  journal: Journal,
  configured: readonly { readonly id?: string }[]
): Promise<MissingTerminal[]> {
  const missing = new Map<string, number>()
  for (const { provider_id: providerId, count } of await journal.countOpen()) {
    const entryId = readProviderId(providerId)?.entryId
    if (!configured.some(({ id }) => id === entryId)) {
      const id = entryId ?? ""
      missing.set(id, (missing.get(id) ?? 0) + count)
    }
  }
  return [...missing].map(([id, payments]) => ({ id, payments }))
}

/** The last logged text. It is logged once after each start, and when it changes. */
let said = ""

/** Logs which open payments have no terminal, unless that was already logged. */
export function logMissingTerminals(logger: Logger, missing: readonly MissingTerminal[]): void {
  const words = missing
    .map(({ id, payments }) => `${payments} of terminal "${id}"`)
    .sort()
    .join(", ")
  if (words === said) {
    return
  }
  said = words
  logger.warn(
    words === ""
      ? "All open XPay payments have their terminal again."
      : `Open XPay payments whose terminal is not in medusa-config.ts: ${words}. Nobody can capture, refund or void them here. ` +
          "Put the terminal back into the payment module's providers, under the same id, until they are done."
  )
}
