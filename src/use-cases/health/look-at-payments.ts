import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Finding } from "../../texts/health"
import { providerEntries } from "../../medusa/configuration"
import { findMissingTerminals } from "../../modules/xpay/missing-terminals"
import { journalOf } from "../engine-for"

/** Whether every open payment can still be queried. */
export async function lookAtPayments(container: MedusaContainer): Promise<Finding> {
  const missing = await findMissingTerminals(
    journalOf(container),
    providerEntries(container, Modules.PAYMENT)
  )
  const terminals = missing.map(({ id, payments }) => `${id} (${payments})`).join(", ")
  return missing.length === 0
    ? { kind: "payments_reachable" }
    : { kind: "payments_without_terminal", facts: { terminals } }
}
