import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { XPayExtensions, XPayExtensionTools } from "../../engine/terminal/extensions"
import { within } from "../../medusa/within"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"
import { freeText } from "../../gateway/wire/free-text"
import { causeOf } from "../cause-of"
import { messageOf } from "../message-of"

/** How long a payment waits for a function of the shop's. */
const LIMIT_MS = 3_000

/** A call of one function of the option `extensions`. */
export interface ExtensionCall {
  readonly name: keyof XPayExtensions
  readonly providerId: string
  /** For the log: what happens to the payment when the function fails. */
  readonly otherwise: string
}

/**
 * Calls a function of the shop's. One that throws, hangs, or answers what cannot be used has failed: the log says so, with the
 * message of the error. It may go on running, but its answer is not waited for any more.
 *
 * @param work throws for an answer that cannot be used
 * @returns undefined when it failed
 */
export async function callExtension<T>(
  container: MedusaContainer,
  { name, providerId, otherwise }: ExtensionCall,
  work: (tools: XPayExtensionTools) => Promise<T>,
  limitMs = LIMIT_MS
): Promise<{ readonly answer: T } | undefined> {
  try {
    return { answer: await within(limitMs, work({ container })) }
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`${providerId}: \`extensions.${name}\` failed: ${lineOf(error)} ${otherwise}`)
    return undefined
  }
}

/** The message, for the log: the database's messages quote whole statements with their values, and others may be of any length. */
function lineOf(error: unknown): string {
  const cause = causeOf(error)
  const words = "databaseError" in cause ? `error ${cause.databaseError}` : messageOf(error)
  const text = maskCardNumbers(freeText(words, MOST_READ) ?? "")
  const line = freeText(text, LONGEST_LINE) ?? "unknown cause"
  return /[.!?…]$/.test(line) ? line : `${line}.`
}

const MOST_READ = 4_000
const LONGEST_LINE = 300
