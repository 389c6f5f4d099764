import { type Contract } from "../../ledger/contract"
import { refuseBare } from "../../refusal"
import type { ApiCall, Endpoint } from "../api-call"
import { ok, type ApiAnswer } from "../api-answer"

/** The contracts of a customer. A customer who never had any is unknown. Deactivated ones depend on a switch. */
function listContracts({ world, terminal, params }: ApiCall): ApiAnswer {
  const { customerId } = params
  const all = world.contracts
    .all()
    .filter((contract) => contract.terminal === terminal.alias && contract.customerId === customerId)
  const isGone =
    world.switches.customerWithoutContracts === "unknown" && !all.some(({ isActive }) => isActive)
  if (all.length === 0 || isGone) refuseBare(404)
  const isListed = ({ isActive }: Contract): boolean =>
    isActive || world.switches.inactiveContracts === "listed"
  return ok({ customerId, contracts: all.filter(isListed).map(contractView) })
}

function contractView(contract: Contract): Record<string, unknown> {
  return {
    contractId: contract.contractId,
    contractType: contract.contractType,
    contractExpiryDate: contract.contractExpiryDate,
    contractFrequency: contract.contractFrequency,
    paymentMethod: "CARD",
    paymentCircuit: contract.card.circuit,
    paymentInstrumentInfo: `***${contract.card.lastFour}`,
  }
}

/**
 * Accepts an empty body or an empty array, and returns an empty object: Nexi's own plugin fails on an empty response.
 */
function deactivateContract({ world, terminal, params }: ApiCall): ApiAnswer {
  world.contracts.deactivate(terminal.alias, params.contractId ?? "")
  return world.switches.deactivationAnswers === "object" ? ok({}) : ok()
}

/** Stored cards. */
export const contracts: readonly Endpoint[] = [
  { method: "GET", path: "/contracts/customers/:customerId", execute: listContracts },
  { method: "POST", path: "/contracts/:contractId/deactivation", execute: deactivateContract },
]
