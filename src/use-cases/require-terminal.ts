import type { MedusaContainer } from "@medusajs/framework/types"
import type { Locale } from "../domain/locale"
import type { Engine } from "../engine/engine"
import type { AttemptRecord } from "../modules/xpay/journal/records"
import { engineFor, hasTerminal } from "./engine-for"
import { PaymentRefusal } from "./refusal"
import { objectionText } from "../texts/objections"

/**
 * The engine of an existing payment.
 *
 * @throws PaymentRefusal if its terminal was removed from the configuration: what that means, and what to do.
 */
export function requireTerminal(
  container: MedusaContainer,
  { provider_id: providerId }: AttemptRecord,
  locale: Locale
): Engine {
  if (!hasTerminal(container, providerId)) {
    throw new PaymentRefusal("terminal_gone", objectionText({ code: "terminal_gone" }, locale))
  }
  return engineFor(container, providerId)
}
