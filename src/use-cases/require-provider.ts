import type { MedusaContainer } from "@medusajs/framework/types"
import type { Engine } from "../engine/engine"
import { engineFor, hasTerminal, notConfigured } from "./engine-for"
import { PaymentRefusal } from "./refusal"

/**
 * The engine of a provider that a request names.
 *
 * @throws PaymentRefusal if the provider is not ours or not configured.
 */
export function requireProvider(container: MedusaContainer, providerId: string): Engine {
  if (!hasTerminal(container, providerId)) {
    throw new PaymentRefusal("provider_not_found", notConfigured(providerId))
  }
  return engineFor(container, providerId)
}
