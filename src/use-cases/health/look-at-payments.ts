import type { MedusaContainer } from "@medusajs/framework/types"
import type { Finding } from "../../texts/health"
import { findMissingTerminals } from "./missing-terminals"

/** Whether every open payment can still be asked about. */
export async function lookAtPayments(container: MedusaContainer): Promise<Finding> {
  const missing = await findMissingTerminals(container)
  const terminals = missing.map(({ id, payments }) => `${id} (${payments})`).join(", ")
  return missing.length === 0
    ? { kind: "payments_reachable" }
    : { kind: "payments_without_terminal", facts: { terminals } }
}
